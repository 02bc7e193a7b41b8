"""Of whom a daily report is expected, and on which days: the one answer for boards, dashboards and monthly reports."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from employees.enums import ACTIVE_STATUSES
from employees.models import Employee, PositionHistory, StatusHistory
from evaluations.absence_facts import ONE_DAY, away_spans
from evaluations.domain.calendar import without


@dataclass(frozen=True)
class Stay:
    """Somebody in service in a unit, from the first to the last of these days. On each of its working days a report is
    expected."""

    employee_id: int
    unit_id: int
    unit_path: str
    first: datetime.date
    last: datetime.date

    def among(self, days: Sequence[datetime.date]) -> Sequence[datetime.date]:
        """Those of `days`, in their order, that lie in it."""
        return days[bisect_left(days, self.first) : bisect_right(days, self.last)]


def expected_stays(
    first: datetime.date,
    last: datetime.date,
    *,
    under: str | None = None,
    unit: int | None = None,
    people: Collection[int] | None = None,
) -> list[Stay]:
    """Who was where between two days, both included: in the units at or below a path, in one unit, or these people.

    As `EmployeeQuerySet.as_of` has it: who held a definitive position counts where it stood, unless their status of
    the day was none of service; who has no such history counts where they are on record, since they entered. Three
    queries at most.
    """
    places = PositionHistory.objects.valid().definitive().filter(employee=OuterRef("pk"))
    held = PositionHistory.objects.valid().definitive().filter(period__overlap=(first, last + ONE_DAY))
    unplaced = Employee.objects.filter(~Exists(places))
    if under is not None:
        held = held.filter(position__unit__path__startswith=under)
        unplaced = unplaced.filter(unit__path__startswith=under)
    if unit is not None:
        held, unplaced = held.filter(position__unit=unit), unplaced.filter(unit=unit)
    if people is not None:
        held, unplaced = held.filter(employee__in=people), unplaced.filter(pk__in=people)

    statuses: dict[int, str] = {}
    stays = []
    for employee, status, unit_id, path, period in held.order_by().values_list(
        "employee", "employee__status", "position__unit", "position__unit__path", "period"
    ):
        statuses[employee] = status
        end = last if period.upper is None else min(last, period.upper - ONE_DAY)
        stays.append(Stay(employee, unit_id, path, max(first, period.lower), end))
    if people is None or set(people) - statuses.keys():
        rows = unplaced.order_by().values_list("pk", "status", "unit", "unit__path", "cpns_since", "nip")
        for employee, status, unit_id, path, since, nip in rows:
            begin = max(first, since or _entered(nip))
            if begin <= last:
                statuses[employee] = status
                stays.append(Stay(employee, unit_id, path, begin, last))
    away = away_spans(statuses, first, last)
    return [
        replace(stay, first=begin, last=end)
        for stay in stays
        for begin, end in without(stay.first, stay.last, away.get(stay.employee_id, ()))
    ]


def absent_people(people: Collection[int], first: datetime.date, last: datetime.date) -> dict[int, str]:
    """Of these, who was nowhere in service between two days, with the status that says why. No query for nobody, else
    four."""
    if not people:
        return {}
    gone = set(people) - {stay.employee_id for stay in expected_stays(first, last, people=people)}
    on_record = Employee.objects.filter(pk__in=gone).exclude(status__in=ACTIVE_STATUSES)
    rows = StatusHistory.objects.valid().filter(employee__in=gone, period__overlap=(first, last + ONE_DAY))
    rows = rows.exclude(status__in=ACTIVE_STATUSES).order_by("period")
    return dict(on_record.values_list("pk", "status")) | dict(rows.values_list("employee", "status"))


def _entered(nip: str) -> datetime.date:
    """The year of entry stands in the number."""
    year = nip[8:12]
    return datetime.date(int(year), 1, 1) if year.isdigit() and int(year) else datetime.date.min
