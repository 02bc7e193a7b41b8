"""Keeping the current values of an employee in step with the histories."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from asn_portal.locking import lock_row
from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.enums import RANKS, LegalStatus
from employees.models import EducationHistory, Employee, PositionHistory, RankHistory, StatusHistory

LOOKED_BACK = datetime.timedelta(days=40)
CHECKED_AT_ONCE = 1000


def lock_employee(employee: Employee) -> Employee:
    """Two writers of one person's histories wait for each other."""
    locked: Employee = lock_row(Employee.objects, employee.pk, "unit", "position")
    return locked


def refresh_current(employee: Employee, on: datetime.date | None = None) -> bool:
    """Set the employee's unit, position, rank, status and education to what the histories say for a date.

    True if anything changed. A row that begins in the future takes effect through `apply_due_histories`. Where a
    person has no history of status or education, the value on record stays; see also `_statuses_without_row`.
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
    status = standing.status if standing else _statuses_without_row([employee.pk], date).get(employee.pk)
    if status:
        values["status"] = status
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
    standings |= _statuses_without_row([pk for pk in employees if pk not in standings], date)
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


def _statuses_without_row(employees: Sequence[int], date: datetime.date) -> dict[int, str]:
    """Of people none of whose statuses holds on the date: active, unless the one that ended last took them out of the
    service. Without those who have no history of status."""
    rows = StatusHistory.objects.valid().filter(employee__in=list(employees)).order_by("period")
    found: dict[int, str] = {}
    for employee, status, until in rows.values_list("employee_id", "status", "period__endswith"):
        has_ended = until is not None and until <= date
        if has_ended or employee not in found:
            found[employee] = status if has_ended and status in LEFT else LegalStatus.ACTIVE
    return found


def apply_due_histories(on: datetime.date | None = None) -> int:
    """Bring employees in step for whom an entry began or ended lately; safe to repeat. Returns how many changed.

    Looks back some weeks, so that a portal that was off on the day itself catches up.
    """
    date = on or today()
    since = date - LOOKED_BACK
    lately = Q(period__startswith__range=(since, date)) | Q(period__endswith__range=(since, date))
    touched = {
        pk
        for model in (RankHistory, PositionHistory, StatusHistory)
        for pk in model.objects.valid().filter(lately).order_by().values_list("employee_id", flat=True)
    }
    people = sorted(touched)
    changed = 0
    for begin in range(0, len(people), CHECKED_AT_ONCE):
        due = _disagreeing(date).filter(pk__in=people[begin : begin + CHECKED_AT_ONCE])
        for pk in list(due.values_list("pk", flat=True)):
            with transaction.atomic():
                changed += refresh_current(lock_row(Employee.objects, pk, "unit", "position"), date)
    return changed


def misplaced_employees(on: datetime.date | None = None) -> list[Employee]:
    """People in service who are placed in a unit that no longer exists: none, or there is a fault to mend."""
    closed = Employee.objects.active().filter(unit__closed_on__lte=on or today())
    return list(closed.select_related("unit").order_by("pk"))


def disagreeing_employees(on: datetime.date | None = None) -> list[Employee]:
    """Employees whose current values differ from their histories: none, or there is a fault to mend."""
    return list(_disagreeing(on or today()))


def _disagreeing(date: datetime.date) -> Any:
    own = {"employee": OuterRef("pk")}
    ranks = RankHistory.objects.on(date).filter(**own)
    places = PositionHistory.objects.on(date).definitive().filter(**own)
    standings = StatusHistory.objects.on(date).filter(**own)
    statuses = StatusHistory.objects.valid().filter(**own)
    studies = EducationHistory.objects.valid().filter(**own, date__lte=date).order_by("-level")
    order = Case(*(When(rank=rank.code, then=Value(rank.order)) for rank in RANKS.values()), default=Value(0))
    # As `_statuses_without_row` says it.
    otherwise = Case(
        When(~Exists(statuses), then=F("status")),
        When(last_status__in=LEFT, then=F("last_status")),
        default=Value(LegalStatus.ACTIVE),
    )
    # In place of NULL, which equals nothing.
    never = Value(datetime.date.min)
    return (
        Employee.objects.alias(
            last_status=Subquery(statuses.filter(period__endswith__lte=date).order_by("-period").values("status")[:1]),
            since=Coalesce("rank_since", never),
            since_held=Coalesce(Subquery(ranks.values("period__startswith")[:1]), never),
        )
        .filter(
            ~Q(rank=Coalesce(Subquery(ranks.values("rank")[:1]), Value("")))
            | ~Q(since=F("since_held"))
            | ~Q(rank_order=order)
            | ~Q(position=Coalesce(Subquery(places.values("position")[:1]), F("position")))
            | ~Q(unit=Coalesce(Subquery(places.values("position__unit")[:1]), F("unit")))
            | ~Q(status=Coalesce(Subquery(standings.values("status")[:1]), otherwise))
            | ~Q(education=Coalesce(Subquery(studies.values("level")[:1]), F("education")))
        )
        .order_by("pk")
    )
