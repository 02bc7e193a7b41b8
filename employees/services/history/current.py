"""Keeping the current values of an employee in step with the histories."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from asn_portal.locking import lock_row
from employees.dates import today
from employees.models import EducationHistory, Employee, PositionHistory, RankHistory, StatusHistory

LOOKED_BACK = datetime.timedelta(days=40)


def lock_employee(employee: Employee) -> Employee:
    """Two writers of one person's histories wait for each other."""
    locked: Employee = lock_row(Employee.objects, employee.pk, "unit", "position")
    return locked


def refresh_current(employee: Employee, on: datetime.date | None = None) -> bool:
    """Set the employee's unit, position, rank, status and education to what the histories say for a date.

    True if anything changed. A row that begins in the future takes effect through `apply_due_histories`. Where a
    person has no history of status or education, the value on record stays.
    """
    date = on or today()
    rank = RankHistory.objects.on(date).filter(employee=employee).first()
    placed = (
        PositionHistory.objects.on(date).definitive().filter(employee=employee).select_related("position__unit").first()
    )
    standing = StatusHistory.objects.on(date).filter(employee=employee).first()
    highest = EducationHistory.objects.valid().filter(employee=employee, date__lte=date).aggregate(Max("level"))
    values: dict[str, Any] = {
        "rank": rank.rank if rank else "",
        "rank_order": rank.rank_info.order if rank else 0,
        "rank_since": rank.period.lower if rank else None,
    }
    if placed:
        values |= {"position": placed.position, "unit": placed.position.unit}
    if standing:
        values["status"] = standing.status
    if highest["level__max"]:
        values["education"] = highest["level__max"]
    changed = [field for field, value in values.items() if getattr(employee, field) != value]
    for field in changed:
        setattr(employee, field, values[field])
    if changed:
        employee.version += 1
        employee.save(update_fields=[*changed, "version", "updated_at"])
    return bool(changed)


def refresh_many(employees: Sequence[int], on: datetime.date | None = None) -> list[int]:
    """As refresh_current for many people at once, by their keys; the caller has locked them. Returns the keys of those
    who changed."""
    date = on or today()
    own = {"employee__in": list(employees)}
    ranks = {row.employee_id: row for row in RankHistory.objects.on(date).filter(**own)}
    places = {
        row.employee_id: row.position
        for row in PositionHistory.objects.on(date).definitive().filter(**own).select_related("position")
    }
    standings = dict(StatusHistory.objects.on(date).filter(**own).values_list("employee_id", "status"))
    studies = EducationHistory.objects.valid().filter(**own, date__lte=date).order_by().values_list("employee_id")
    highest = dict(studies.annotate(Max("level")))
    changed = []
    for employee in Employee.objects.filter(pk__in=employees):
        rank, position = ranks.get(employee.pk), places.get(employee.pk)
        values = {
            "rank": rank.rank if rank else "",
            "rank_order": rank.rank_info.order if rank else 0,
            "rank_since": rank.period.lower if rank else None,
            "position_id": position.pk if position else employee.position_id,
            "unit_id": position.unit_id if position else employee.unit_id,
            "status": standings.get(employee.pk, employee.status),
            "education": highest.get(employee.pk, employee.education),
        }
        if any(getattr(employee, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(employee, name, value)
            employee.version += 1
            employee.updated_at = timezone.now()
            changed.append(employee)
    Employee.objects.bulk_update(
        changed,
        ["rank", "rank_order", "rank_since", "position", "unit", "status", "education", "version", "updated_at"],
        batch_size=500,
    )
    return [employee.pk for employee in changed]


def apply_due_histories(on: datetime.date | None = None) -> int:
    """Bring employees in step for whom an entry began lately; safe to repeat. Returns how many changed.

    Looks back some weeks, so that a portal that was off on the day itself catches up.
    """
    date = on or today()
    lately = Q(period__startswith__gte=date - LOOKED_BACK)
    ranks = (
        RankHistory.objects.on(date)
        .filter(lately)
        .exclude(employee__rank=F("rank"), employee__rank_since=F("period__startswith"))
    )
    places = (
        PositionHistory.objects.on(date)
        .definitive()
        .filter(lately)
        .exclude(employee__position=F("position"), employee__unit=F("position__unit"))
    )
    standings = StatusHistory.objects.on(date).filter(lately).exclude(employee__status=F("status"))
    due = {pk for rows in (ranks, places, standings) for pk in rows.values_list("employee_id", flat=True)}
    changed = 0
    for pk in sorted(due):
        with transaction.atomic():
            changed += refresh_current(lock_row(Employee.objects, pk, "unit", "position"), date)
    return changed


def disagreeing_employees(on: datetime.date | None = None) -> list[Employee]:
    """Employees whose current values differ from their histories: none, or there is a fault to mend."""
    date = on or today()
    own = {"employee": OuterRef("pk")}
    ranks = RankHistory.objects.on(date).filter(**own)
    places = PositionHistory.objects.on(date).definitive().filter(**own)
    standings = StatusHistory.objects.on(date).filter(**own)
    studies = EducationHistory.objects.valid().filter(**own, date__lte=date).order_by("-level")
    return list(
        Employee.objects.filter(
            ~Q(rank=Coalesce(Subquery(ranks.values("rank")[:1]), Value("")))
            | ~Q(position=Coalesce(Subquery(places.values("position")[:1]), F("position")))
            | ~Q(unit=Coalesce(Subquery(places.values("position__unit")[:1]), F("unit")))
            | ~Q(status=Coalesce(Subquery(standings.values("status")[:1]), F("status")))
            | ~Q(education=Coalesce(Subquery(studies.values("level")[:1]), F("education")))
        ).order_by("pk")
    )
