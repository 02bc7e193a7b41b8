"""Deadlines in working days (*hari kerja*): Monday to Friday without public holidays and collective leave."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from surveys.domain.numbers import whole_number

OFFICE_CLOSES = time(16)
SATURDAY = 5
ONE_DAY = timedelta(days=1)


def due_date(received: date, working_days: int, holidays: Iterable[date] = ()) -> date:
    """The last day to answer something received on a day or at a time.

    Counting starts the day after receipt. What arrives on a working day after 16:00 counts as received on the next
    working day; a date without time, and any time on a day off, counts as that day. The time is the office's own wall
    clock: convert an aware datetime to the unit's zone first. Zero days is the day of receipt, or the next working day.

    Raises ValueError on a negative number of days and on anything that isn't a date.
    """
    days_off = frozenset(_day(holiday, "A holiday") for holiday in _dates(holidays))
    remaining = whole_number(working_days, "The number of working days")
    day = _day(received, "The receipt")
    try:
        if not _is_working_day(day, days_off):
            remaining = max(remaining, 1)
        elif isinstance(received, datetime) and received.time() > OFFICE_CLOSES:
            remaining += 1
        while remaining:
            day += ONE_DAY
            remaining -= _is_working_day(day, days_off)
    except OverflowError:
        raise ValueError("The due date is beyond the calendar.") from None
    return day


def working_days_between(start: date, end: date, holidays: Iterable[date] = ()) -> int:
    """How many working days lie after the day of `start`, up to and with the day of `end`; 0 when `end` isn't later.

    So `working_days_between(d, due_date(d, n))` is n for every n from 1 and a date `d` without time.
    Raises ValueError on anything that isn't a date.
    """
    days_off = frozenset(_day(holiday, "A holiday") for holiday in _dates(holidays))
    day, last = _day(start, "The start"), _day(end, "The end")
    found = 0
    while day < last:
        day += ONE_DAY
        found += _is_working_day(day, days_off)
    return found


def waiting_days(waits: Iterable[tuple[date, date]], holidays: Iterable[date] = ()) -> int:
    """Working days during which somebody else had the word: the clock of the office stands still on them.

    A wait that ends on the day it began pauses nothing.
    """
    days_off = tuple(_dates(holidays))
    return sum(working_days_between(start, end, days_off) for start, end in waits)


def _is_working_day(day: date, days_off: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in days_off


def _dates(holidays: Iterable[date]) -> Iterable[date]:
    if isinstance(holidays, str | bytes) or not isinstance(holidays, Iterable):
        raise ValueError(f"The holidays must be dates, not {type(holidays).__name__}.")
    return holidays


def _day(moment: date, name: str) -> date:
    if isinstance(moment, datetime):
        return moment.date()
    if isinstance(moment, date):
        return moment
    raise ValueError(f"{name} must be a date, not {type(moment).__name__}.")
