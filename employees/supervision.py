"""Who supervises whom: it follows from the unit tree and from who heads each unit, acting officials included."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Q

from asn_portal.access.scope import enclosing_paths, paths_filter, scope_of
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
        .values_list("position__unit__path", "employee_id", "kind", "pk")
    )
    return {unit_path: employee_id for unit_path, employee_id, *_rest in sorted(rows, key=_precedence)}


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
        .values_list("position__unit__path", "employee_id", "kind", "pk")
    )
    return {unit_path: employee_id for unit_path, employee_id, *_rest in sorted(rows, key=_precedence)}


def _precedence(row: tuple[Any, ...]) -> tuple[int, int]:
    """Rows (unit path, employee, kind, key): who leads comes last, of several the one appointed last."""
    return AssignmentKind(row[2]).precedence, row[3]


def supervisor_of(employee: Employee, on: datetime.date | None = None) -> Employee | None:
    """The nearest head above the employee who is somebody else; None at the very top. Two queries.

    Whoever heads a unit, also while somebody stands in for them, answers only to heads further up, or to one of the
    same level who works in the unit that they head; never to who stands in for them. Each step therefore leads up, and
    no chain of supervisors returns to where it began, whoever acts for whom.
    """
    found = supervisor_ids([employee], on).get(employee.pk)
    return Employee.objects.with_place().get(pk=found) if found else None


def supervisor_ids(employees: Collection[Employee], on: datetime.date | None = None) -> dict[int, int]:
    """{employee: supervisor} of those who have one, as `supervisor_of` finds them. Needs the units. One query."""
    if not employees:
        return {}
    date = on or today()
    chains = {employee.pk: enclosing_paths(employee.unit.path) for employee in employees}
    own = PositionHistory.objects.on(date).heading().filter(employee__in=chains).values("position__unit")
    paths = {path for chain in chains.values() for path in chain}
    heading = _heading(Q(position__unit__path__in=paths) | Q(position__unit__in=own), date)
    found = {pk: _nearest(chain, heading, pk) for pk, chain in chains.items()}
    return {pk: supervisor for pk, supervisor in found.items() if supervisor is not None}


def direct_reports(
    employee: Employee | None, on: datetime.date | None = None, *, headed: Collection[str] | None = None
) -> Any:
    """The active employees whose `supervisor_of` is `employee`, as a queryset. Three queries; two for who knows the
    paths of the units that the employee heads on that day."""
    if employee is None:
        return Employee.objects.none()
    date = on or today()
    heading = PositionHistory.objects.on(date).heading()
    if headed is None:
        headed = list(heading.filter(employee=employee).values_list("position__unit__path", flat=True))
    if not headed:
        return Employee.objects.none()
    theirs = heading.filter(paths_filter(headed, "employee__unit__path")).values("position__unit")
    found = _heading(paths_filter(headed, "position__unit__path") | Q(position__unit__in=theirs), date)
    condition = Q(pk__in=())
    for path in headed:
        if found.heads.get(path) != employee.pk:
            continue
        own_area = Q(unit__path__startswith=path)
        for unit_path, head in found.heads.items():
            if head != employee.pk and unit_path.startswith(path):
                own_area &= ~Q(unit__path__startswith=unit_path)
        condition |= own_area
    # Those who head something themselves are few, and looked at one by one.
    below = {head: home for head, home in found.homes.items() if home.startswith(tuple(headed))}
    reporting = [head for head, home in below.items() if _nearest(enclosing_paths(home), found, head) == employee.pk]
    condition = (condition & ~Q(pk__in=below)) | Q(pk__in=reporting)
    return Employee.objects.active().filter(condition).exclude(pk=employee.pk)


class _Heading(NamedTuple):
    """Who heads each unit, {unit path: employee}; where they work, {employee: unit path}, and which units each heads,
    {employee: unit paths}, these two also of whoever somebody stands in for."""

    heads: dict[str, int]
    homes: dict[int, str]
    led: dict[int, set[str]]


def _heading(condition: Q, date: datetime.date) -> _Heading:
    """Of the units that `condition` on PositionHistory chooses. An acting official stands before the definitive
    holder."""
    rows = PositionHistory.objects.on(date).heading().filter(condition)
    found = rows.values_list("position__unit__path", "employee", "kind", "pk", "employee__unit__path")
    heading = _Heading({}, {}, defaultdict(set))
    for unit_path, employee_id, _kind, _pk, home in sorted(found, key=_precedence):
        heading.heads[unit_path] = employee_id
        heading.homes[employee_id] = home
        heading.led[employee_id].add(unit_path)
    return heading


def _nearest(chain: list[str], heading: _Heading, employee_id: int) -> int | None:
    """The nearest head in `chain` (paths, outermost first) to whom the employee may answer."""
    led = heading.led.get(employee_id, set())
    top = min(map(len, led), default=None)
    for path in reversed(chain):
        head = heading.heads.get(path)
        if head is None or head == employee_id or path in led:
            continue
        if top is None or len(path) < top or (len(path) == top and path.startswith(heading.homes[head])):
            return head
    return None


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
