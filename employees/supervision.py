"""Who supervises whom: it follows from the unit tree and from who heads each unit, acting officials included."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q

from asn_portal.access.scope import enclosing_paths, scope_of
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, OrganizationalUnit, PositionHistory


def employee_of(user: Any) -> Employee | None:
    """The staff record of an account, if it has one."""
    return Employee.objects.with_place().filter(user=user).first() if user.is_authenticated else None


def heads_of(path: str, on: datetime.date | None = None) -> dict[str, int]:
    """Who heads each unit at or below `path`: {unit path: employee id}. An acting official stands before the definitive
    holder, whose absence is why there is one."""
    rows = (
        PositionHistory.objects.on(on or today())
        .heading()
        .filter(position__unit__path__startswith=path)
        .values_list("position__unit__path", "employee_id", "kind")
    )
    heads: dict[str, int] = {}
    for unit_path, employee_id, _kind in sorted(rows, key=lambda row: row[2] != AssignmentKind.DEFINITIVE):
        heads[unit_path] = employee_id
    return heads


def head_of(unit: OrganizationalUnit, on: datetime.date | None = None) -> Employee | None:
    """The employee who heads the unit on a date; None while the post is vacant."""
    head_id = heads_of_chain(unit.path, on).get(unit.path)
    return Employee.objects.with_place().filter(pk=head_id).first() if head_id else None


def heads_of_chain(path: str, on: datetime.date | None = None) -> dict[str, int]:
    """Heads of the unit with this path and of every unit above it."""
    rows = (
        PositionHistory.objects.on(on or today())
        .heading()
        .filter(position__unit__path__in=enclosing_paths(path))
        .values_list("position__unit__path", "employee_id", "kind")
    )
    return {
        unit_path: employee_id
        for unit_path, employee_id, _kind in sorted(rows, key=lambda row: row[2] != AssignmentKind.DEFINITIVE)
    }


def supervisor_of(employee: Employee, on: datetime.date | None = None) -> Employee | None:
    """The nearest head above the employee who is somebody else; None at the very top."""
    heads = heads_of_chain(employee.unit.path, on)
    for unit_path in sorted(heads, key=len, reverse=True):
        if heads[unit_path] != employee.pk:
            return Employee.objects.with_place().get(pk=heads[unit_path])
    return None


def direct_reports(employee: Employee | None, on: datetime.date | None = None) -> Any:
    """The active employees whose nearest head is `employee` (see `supervisor_of`), as a queryset. Three queries."""
    if employee is None:
        return Employee.objects.none()
    date = on or today()
    headed = list(
        PositionHistory.objects.on(date)
        .heading()
        .filter(employee=employee)
        .values_list("position__unit__path", flat=True)
    )
    condition = Q(pk__in=())
    for path in headed:
        heads = heads_of(path, date)
        if heads.get(path) != employee.pk:
            continue
        others = {unit_path: head for unit_path, head in heads.items() if head != employee.pk}
        nearest = [
            unit_path
            for unit_path in others
            if not any(unit_path != other and unit_path.startswith(other) for other in others)
        ]
        own_area = Q(unit__path__startswith=path)
        for unit_path in nearest:
            own_area &= ~Q(unit__path__startswith=unit_path)
        # The head of a unit below reports here only from the unit that they head; their own unit decides.
        condition |= own_area | Q(pk__in=[others[unit_path] for unit_path in nearest], unit__path__in=nearest)
    return Employee.objects.active().filter(condition).exclude(pk=employee.pk)


def headed_units(employee: Employee, on: datetime.date | None = None) -> list[PositionHistory]:
    """The assignments by which the employee heads units on a date, with position and unit at hand."""
    rows = PositionHistory.objects.on(on or today()).heading().filter(employee=employee)
    return list(rows.select_related("position__unit").order_by("position__unit__path"))


def is_supervisor_of(user: Any, employee: Employee, on: datetime.date | None = None) -> bool:
    """The user's own employee is the direct supervisor of `employee`."""
    scope = scope_of(user)
    if not scope.headed_paths or scope.employee_id in (None, employee.pk):
        return False
    supervisor = supervisor_of(employee, on)
    return supervisor is not None and supervisor.pk == scope.employee_id
