"""The tree of units with its staff and heads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.texts.record import assignment_prefix


@dataclass
class UnitNode:
    """A unit in the tree page."""

    unit: OrganizationalUnit
    staff: int = 0
    total: int = 0
    head: str = ""
    head_url: str = ""
    head_badge: str = ""
    children: list[UnitNode] = field(default_factory=list)


def unit_tree(units: Any, *, named: bool = True) -> list[UnitNode]:
    """The units as trees, with staff in service and, where `named`, the head of each, in three queries."""
    nodes: dict[str, UnitNode] = {}
    roots = []
    found = list(units.order_by("path"))
    staff = dict(
        Employee.objects.active()
        .filter(unit__in=[unit.pk for unit in found])
        .values_list("unit_id")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for unit in found:
        node = nodes[unit.path] = UnitNode(unit, staff=staff.get(unit.pk, 0))
        above = nodes.get(unit.parent_path)
        (above.children if above else roots).append(node)
    for held in heading_rows(found) if named else ():
        node = nodes[held.position.unit.path]
        # An acting official stands before the definitive holder, whose absence is why there is one.
        if not node.head or held.kind != AssignmentKind.DEFINITIVE:
            node.head = held.employee.full_name
            node.head_url = held.employee.get_absolute_url()
            node.head_badge = (
                "" if held.kind == AssignmentKind.DEFINITIVE else assignment_prefix(AssignmentKind(held.kind))
            )
    for node in reversed(nodes.values()):
        node.total += node.staff
        above = nodes.get(node.unit.parent_path)
        if above:
            above.total += node.total
    return roots


def heading_rows(units: list[OrganizationalUnit]) -> list[PositionHistory]:
    """Who heads these units today."""
    return list(
        PositionHistory.objects.on(today())
        .heading()
        .filter(position__unit__in=[unit.pk for unit in units])
        .select_related("employee", "position__unit")
        .order_by("pk")
    )
