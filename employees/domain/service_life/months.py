"""Steps of whole months that stay inside the calendar: a month after 31 January is the last of February."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date

from employees.domain.service_life.arguments import ServiceLifeError

MONTHS_OF_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), or the last of that month when it is shorter.

    Raises ServiceLifeError beyond the years 1 to 9999.
    """
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 + months, MONTHS_OF_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        raise ServiceLifeError(f"{day} and {months} months lead beyond the calendar. Correct one of them.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """How many whole months lie between: the most that can be added to `start` without passing `end`."""
    months = (end.year - start.year) * MONTHS_OF_A_YEAR + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def first_of_month(day: date) -> date:
    """The first day of a month on or after `day`."""
    return day if day.day == 1 else add_months(day.replace(day=1), 1)
