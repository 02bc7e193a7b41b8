"""How many people were served in a period, from what the office counted month by month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PeopleServed:
    """`people` in the months with a number; `recorded` of the period's `months` have one."""

    people: int
    recorded: tuple[datetime.date, ...]
    months: tuple[datetime.date, ...]

    @property
    def is_complete(self) -> bool:
        return len(self.recorded) == len(self.months)


def months_between(first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
    """The first day of every month that the days from `first` to `last` touch."""
    months = []
    month = first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + datetime.timedelta(days=31)).replace(day=1)
    return tuple(months)


def last_of_month(day: datetime.date) -> datetime.date:
    following = (day.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
    return following - datetime.timedelta(days=1)


def people_served(
    first: datetime.date, last: datetime.date, counts: Iterable[tuple[datetime.date, int | None, int]]
) -> PeopleServed:
    """`counts`: month, service (None: all services together), people. A month's own total goes before the sum of its
    services: somebody may come for two."""
    totals: dict[datetime.date, int] = {}
    sums: dict[datetime.date, int] = {}
    for month, service, people in counts:
        if service is None:
            totals[month] = people
        else:
            sums[month] = sums.get(month, 0) + people
    by_month = {**sums, **totals}
    months = months_between(first, last)
    recorded = tuple(month for month in months if month in by_month)
    return PeopleServed(sum(by_month[month] for month in recorded), recorded, months)


def share(answers: int, people: int) -> int | None:
    """Whole percent, at most 100; None without people."""
    return min(100, round(100 * answers / people)) if people > 0 else None
