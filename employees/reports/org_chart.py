"""The unit tree as a chart: who heads each unit on a date, with staff and need."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope
from employees.enums import AssignmentKind
from employees.models import OrganizationalUnit, PositionHistory
from employees.reports.headcount import Figures, UnitLine, headcount
from employees.texts.record import assignment_prefix


@dataclass
class ChartNode:
    """`badge` is "Plt." and the like; `head_url` is empty where the reader may not open the record. `hidden` counts
    the units below that the chosen depth leaves out; `above` is the name of the unit above."""

    unit: OrganizationalUnit
    name: str
    level: int
    figures: Figures
    people_url: str
    above: str = ""
    head: str = ""
    head_url: str = ""
    badge: str = ""
    hidden: int = 0
    children: list[ChartNode] = field(default_factory=list)

    def walk(self) -> Iterator[ChartNode]:
        yield self
        for child in self.children:
            yield from child.walk()


def org_chart(root: OrganizationalUnit, date: datetime.date, scope: Scope) -> ChartNode:
    """The whole tree below a unit, in six queries; `cut` shortens it."""
    [top] = _nodes(headcount(root, date), date, 0)
    nodes = {node.unit.pk: node for node in top.walk()}
    heading = (
        PositionHistory.objects.on(date)
        .heading()
        .filter(position__unit__path__startswith=root.path)
        .select_related("employee__unit", "position")
    )
    # Who leads comes last: an acting official after the definitive holder, whose absence is why there is one.
    for held in sorted(heading, key=lambda each: (AssignmentKind(each.kind).precedence, each.pk)):
        node = nodes.get(held.position.unit_id)
        if node is None:
            continue
        person, path = held.employee, held.employee.unit.path
        node.head = person.full_name
        may_open = scope.covers(Permission.EMPLOYEE_VIEW, path) or scope.heads(person.pk, path)
        node.head_url = person.get_absolute_url() if may_open else ""
        node.badge = "" if held.kind == AssignmentKind.DEFINITIVE else assignment_prefix(AssignmentKind(held.kind))
    return top


def _nodes(line: UnitLine, date: datetime.date, level: int) -> list[ChartNode]:
    """The unit's node; or, for a unit that did not exist on the date, those of the units below it."""
    if level and not line.existed:
        return [node for child in line.children for node in _nodes(child, date, level)]
    node = ChartNode(line.unit, line.name, level, line.figures, line.url())
    node.children = [each for child in line.children for each in _nodes(child, date, level + 1)]
    for each in node.children:
        each.above = node.name
    return [node]


def cut(node: ChartNode, levels: int) -> ChartNode:
    """Take away what lies deeper than `levels` below the top."""
    for each in list(node.walk()):
        if each.level == levels:
            each.hidden = sum(1 for _below in each.walk()) - 1
            each.children = []
    return node
