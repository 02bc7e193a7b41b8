"""Work agreements (*perjanjian kerja*) of contract civil servants (PPPK)."""

from datetime import date

from employees.domain.service_life.arguments import calendar_day, whole_number
from employees.domain.service_life.months import add_months
from employees.domain.service_life.retirement import birthday_at, retirement_date


def contract_end_limit(birth_date: date, retirement_age: int, *, is_to_month_end: bool = False) -> date:
    """The last day that a work agreement may have: the birthday at the retirement age (years) of the position.

    PP 49/2018: at latest at that age (from memory, high confidence; to be confirmed). Whether the rest of that month
    may be served is not certain, so `is_to_month_end` decides. Raises ServiceLifeError on an age outside 40 to 75.
    """
    pension = retirement_date(birth_date, retirement_age)
    return date.fromordinal(pension.toordinal() - 1) if is_to_month_end else birthday_at(birth_date, retirement_age)


def contract_alert(end: date, months: int = 6) -> date:
    """From when to remind of an agreement whose last day is `end`. Raises ServiceLifeError on negative months."""
    return add_months(calendar_day(end, "The end of the contract"), -whole_number(months, "The months before the end"))
