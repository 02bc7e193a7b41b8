"""Which days a daily report is expected, and until when it may be written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from surveys.domain.deadlines import due_date

# Local rule (domain.md §5.6).
EDIT_WORKING_DAYS = 3
SATURDAY = 5
ONE_DAY = timedelta(days=1)


def edit_until(day: date, holidays: Collection[date] = (), days: int = EDIT_WORKING_DAYS) -> date:
    """The last day on which the report of `day` (or one returned then) may be written: so many working days later."""
    return due_date(day, days, holidays)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_days(first: date, last: date, holidays: Collection[date] = ()) -> list[date]:
    """Monday to Friday without holidays, both ends included; empty when `last` is before `first`."""
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if is_working_day(day, holidays)]


def without(first: date, last: date, away: Collection[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """What is left of the days from `first` to `last` where the spans of `away` (in order) are taken out. All ends are
    included."""
    for gone, until in away:
        if until < first or gone > last:
            continue
        if gone > first:
            yield first, gone - ONE_DAY
        if until >= last:
            return
        first = until + ONE_DAY
    if first <= last:
        yield first, last


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return next_month(day) - ONE_DAY


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (month_start(day) + timedelta(days=32)).replace(day=1)


def previous_month(day: date) -> date:
    """The first day of the month before that of `day`."""
    return month_start(month_start(day) - ONE_DAY)
