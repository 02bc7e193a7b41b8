"""Headcount against need (*bezetting*), per position and per unit with everything below it, on a date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from employees.dated_staff import ACTING_KINDS, retiring_within
from employees.models import Employee, FormerNeed, OrganizationalUnit, Position, PositionHistory
from employees.reports.dated_units import units_on
from employees.service_rules import retirement_ages_on

SOON, LATER = 12, 24


@dataclass
class Figures:
    """`filled` are in service there definitively. A vacancy in one post is not made good by a surplus in another, so
    sums add both. `actors` are the keys of those who act: who acts in two posts of a unit counts once."""

    needed: int = 0
    filled: int = 0
    vacant: int = 0
    surplus: int = 0
    retiring_soon: int = 0
    retiring_later: int = 0
    actors: set[int] = field(default_factory=set)

    @property
    def acting(self) -> int:
        return len(self.actors)

    def add(self, other: Figures) -> None:
        self.needed += other.needed
        self.filled += other.filled
        self.vacant += other.vacant
        self.surplus += other.surplus
        self.retiring_soon += other.retiring_soon
        self.retiring_later += other.retiring_later
        self.actors |= other.actors


@dataclass
class PositionLine:
    """`position` is None for people whose position isn't on record: they are staff, but fill no post."""

    position: Position | None
    unit_id: int
    date: datetime.date
    figures: Figures

    @property
    def title(self) -> str:
        return self.position.title if self.position else ""

    def url(self, **more: str) -> str:
        where = {"position": self.position.pk} if self.position else {"unit": self.unit_id, "position_type": "none"}
        return staff_url(self.date, **where, **more)

    @property
    def urls(self) -> dict[str, str]:
        return _urls(self)


@dataclass
class UnitLine:
    """A unit with the sums of everything below it; `level` counts from the chosen unit."""

    unit: OrganizationalUnit
    name: str
    level: int
    date: datetime.date
    existed: bool = True
    figures: Figures = field(default_factory=Figures)
    positions: list[PositionLine] = field(default_factory=list)
    children: list[UnitLine] = field(default_factory=list)

    def url(self, **more: str) -> str:
        return staff_url(self.date, unit=self.unit.pk, **more)

    @property
    def urls(self) -> dict[str, str]:
        return _urls(self)

    def walk(self) -> Iterator[UnitLine]:
        yield self
        for child in self.children:
            yield from child.walk()


def _urls(line: PositionLine | UnitLine) -> dict[str, str]:
    return {
        "filled": line.url(),
        "acting": line.url(assignment="acting"),
        "retiring_soon": line.url(retires=str(SOON)),
        "retiring_later": line.url(retires=str(LATER)),
    }


def staff_url(date: datetime.date, **parameters: Any) -> str:
    """The staff list filtered to the people behind a figure."""
    return f"{reverse('employees:employee-list')}?{urlencode({'on': date.isoformat(), **parameters})}"


def headcount(root: OrganizationalUnit, date: datetime.date) -> UnitLine:
    """The chosen unit with all below it, in six queries. Units that did not exist on the date are left out, unless
    people are on record there."""
    staff = Employee.objects.as_of(date).placed_within([root.path], date)
    ages = retirement_ages_on(root.government_path, date)
    held = {
        (row["unit_on"], row["position_on"]): row
        for row in staff.order_by()
        .values("unit_on", "position_on")
        .annotate(
            filled=Count("pk"),
            soon=Count("pk", filter=retiring_within(date, SOON, ages)),
            later=Count("pk", filter=retiring_within(date, LATER, ages)),
        )
    }
    actors: dict[int, set[int]] = {}
    for position_id, employee_id in (
        PositionHistory.objects.on(date)
        .filter(kind__in=ACTING_KINDS, position__unit__path__startswith=root.path)
        .filter(employee__in=Employee.objects.as_of(date).order_by().values("pk"))
        .order_by()
        .values_list("position_id", "employee_id")
    ):
        actors.setdefault(position_id, set()).add(employee_id)
    used = {position_id for _unit_id, position_id in held if position_id} | actors.keys()
    positions = list(
        Position.objects.filter(unit__path__startswith=root.path)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=date) | Q(pk__in=used))
        .order_by("-is_head", "title", "pk")
    )
    former = FormerNeed.objects.filter(position__unit__path__startswith=root.path).on(date)
    staffed = {unit_id for unit_id, _position_id in held} | {each.unit_id for each in positions if each.pk in actors}
    top, lines = _tree(root, date, staffed)
    for position in positions:
        if line := lines.get(position.unit_id):
            is_open = position.closed_on is None or position.closed_on > date
            row = held.get((position.unit_id, position.pk), {})
            needed = former.get(position.pk, position.needed) if is_open else 0
            line.positions.append(
                PositionLine(
                    position,
                    position.unit_id,
                    date,
                    _figures(needed, row, actors.get(position.pk, set())),
                )
            )
    for (unit_id, position_id), row in held.items():
        if position_id is None and (line := lines.get(unit_id)):
            figures = _figures(0, row, set())
            figures.surplus = 0
            line.positions.append(PositionLine(None, unit_id, date, figures))
    for line in reversed(lines.values()):
        for each in (*line.positions, *line.children):
            line.figures.add(each.figures)
    return top


def _figures(needed: int, row: dict[str, int], actors: set[int]) -> Figures:
    filled = row.get("filled", 0)
    return Figures(
        needed=needed,
        filled=filled,
        vacant=max(needed - filled, 0),
        surplus=max(filled - needed, 0),
        retiring_soon=row.get("soon", 0),
        retiring_later=row.get("later", 0),
        actors=actors,
    )


def _tree(root: OrganizationalUnit, date: datetime.date, staffed: set[int]) -> tuple[UnitLine, dict[int, UnitLine]]:
    """Lines by unit, in the order of the tree; a unit whose parent is left out hangs below the next one above."""
    lines: dict[int, UnitLine] = {}
    by_path: dict[str, UnitLine] = {}
    for dated in units_on(root.path, date, always=staffed | {root.pk}):
        path = dated.unit.parent_path
        while path and path not in by_path:
            path = path[: -root.steplen]
        above = by_path.get(path)
        line = UnitLine(dated.unit, dated.name, above.level + 1 if above else 0, date, dated.existed)
        if above:
            above.children.append(line)
        lines[dated.unit.pk] = by_path[dated.unit.path] = line
    return lines[root.pk], lines
