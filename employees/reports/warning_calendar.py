"""What falls due in a month, by day and kind."""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.enums import WarningKind


@dataclass(frozen=True)
class DayCount:
    """How many of one kind fall on a day, and how many of them have requirements that are not met."""

    kind: WarningKind
    count: int
    blocked: int


@dataclass(frozen=True)
class Day:
    date: datetime.date
    is_in_month: bool
    is_today: bool
    counts: tuple[DayCount, ...]


@dataclass(frozen=True)
class WarningMonth:
    first: datetime.date
    weeks: tuple[tuple[Day, ...], ...]
    totals: tuple[DayCount, ...]

    @property
    def days(self) -> list[Day]:
        """Those of the month on which something falls due."""
        return [day for week in self.weeks for day in week if day.is_in_month and day.counts]

    @property
    def previous(self) -> datetime.date:
        return add_months(self.first, -1)

    @property
    def following(self) -> datetime.date:
        return add_months(self.first, 1)


def warning_month(warnings: Any, first: datetime.date) -> WarningMonth:
    """Open ones of `warnings` in the month that begins on `first`; one query."""
    rows = (
        warnings.open()
        .filter(due_on__gte=first, due_on__lt=add_months(first, 1))
        .order_by()
        .values_list("due_on", "kind")
        .annotate(count=Count("pk"), blocked=Count("pk", filter=Q(is_eligible=False)))
    )
    by_day: dict[datetime.date, dict[str, tuple[int, int]]] = defaultdict(dict)
    for date, kind, count, blocked in rows:
        by_day[date][kind] = (count, blocked)
    weeks = tuple(
        tuple(Day(date, date.month == first.month, date == today(), _counts(by_day.get(date, {}))) for date in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    )
    totals: dict[str, tuple[int, int]] = {}
    for counts in by_day.values():
        for kind, (count, blocked) in counts.items():
            known = totals.get(kind, (0, 0))
            totals[kind] = (known[0] + count, known[1] + blocked)
    return WarningMonth(first, weeks, _counts(totals))


def next_month_with_any(warnings: Any, first: datetime.date) -> datetime.date | None:
    """The first month from `first` on in which anything open of `warnings` falls due."""
    due = warnings.open().filter(due_on__gte=first).order_by("due_on").values_list("due_on", flat=True).first()
    return due.replace(day=1) if due else None


def _counts(found: dict[str, tuple[int, int]]) -> tuple[DayCount, ...]:
    return tuple(DayCount(kind, *found[kind]) for kind in WarningKind if kind in found)
