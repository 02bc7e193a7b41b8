"""What a unit was called before, what it came from and what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from employees.enums import Echelon, PositionType, StructureChangeKind, StructureChangeState
from employees.models import Employee, OrganizationalUnit, Position, StructureChange, UnitName
from employees.successors import open_successors, successors_in
from employees.texts.record import last_day

__all__ = ["FormerName", "Link", "Succession", "moved_people", "open_successors", "plan_lines", "succession_of"]


@dataclass(frozen=True)
class FormerName:
    name: str
    until: datetime.date | None


@dataclass(frozen=True)
class Link:
    """A sentence about units, with their addresses."""

    text: str
    units: list[OrganizationalUnit]
    date: datetime.date


@dataclass(frozen=True)
class Succession:
    former_names: list[FormerName]
    came_from: list[Link]
    became: list[Link]
    planned: list[StructureChange]

    def __bool__(self) -> bool:
        return bool(self.former_names or self.came_from or self.became or self.planned)


def succession_of(unit: OrganizationalUnit) -> Succession:
    """Three queries: names, changes, the other units."""
    names = [
        FormerName(name.name, last_day(name.period))
        for name in UnitName.objects.filter(unit=unit, period__endswith__isnull=False).order_by("-period")
    ]
    mine = Q(unit=unit)
    others = Q(state=StructureChangeState.IN_FORCE) & (Q(result__into=unit.pk) | Q(result__units__contains=[unit.pk]))
    changes = list(
        StructureChange.objects.filter(mine | others).select_related("unit").order_by("effective_date", "pk")
    )
    in_force = [change for change in changes if change.state == StructureChangeState.IN_FORCE]
    wanted = {pk for change in in_force for pk in successors_in(change)}
    units = OrganizationalUnit.objects.in_bulk(wanted) if wanted else {}
    became, came_from = [], []
    for change in in_force:
        if change.unit_id == unit.pk:
            if found := [units[pk] for pk in successors_in(change) if pk in units]:
                became.append(Link(_became_text(change), found, change.effective_date))
        else:
            came_from.append(Link(_came_text(change), [change.unit], change.effective_date))
    waiting = {StructureChangeState.PLANNED, StructureChangeState.BLOCKED}
    planned = [change for change in changes if change.unit_id == unit.pk and change.state in waiting]
    return Succession(names, came_from, became, planned)


def plan_lines(change: StructureChange) -> list[tuple[str, str]]:
    """The plan in words: (label, value)."""
    plan: dict[str, Any] = change.plan
    if change.kind == StructureChangeKind.RENAME:
        before = change.result.get("before", change.unit.name)
        return [(_("Name until then"), before), (_("New name"), plan["name"])]
    if change.kind == StructureChangeKind.MERGE:
        into = OrganizationalUnit.objects.filter(pk=plan["into"]).first()
        roles = _("go over to the other unit") if plan.get("roles") == "move" else _("end on that day")
        return [
            (_("Into which unit"), into.name if into else "–"),
            (_("What the head of the merged unit becomes"), plan["head_title"]),
            *_head_post_lines(plan),
            (_("Roles granted on the merged unit"), roles),
        ]
    if change.kind == StructureChangeKind.SPLIT:
        return [
            (_("New unit %(number)s") % {"number": number}, part["name"])
            for number, part in enumerate(plan["parts"], start=1)
        ] + _division_lines(plan)
    return []


@dataclass(frozen=True)
class MovedPerson:
    """`url` only where the reader may see the person."""

    name: str
    before: str
    after: str
    unit: str
    url: str


def moved_people(change: StructureChange, user: Any) -> list[MovedPerson]:
    """Who got a new position by a change in force; three queries."""
    moved = change.result.get("moved", [])
    if not moved:
        return []
    people = Employee.objects.in_bulk([each["employee"] for each in moved])
    seen = set(Employee.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))
    wanted = {each[name] for each in moved for name in ("from", "to")}
    places = Position.objects.select_related("unit").in_bulk(wanted)
    lines = []
    for each in moved:
        person, after = people[each["employee"]], places[each["to"]]
        url = person.get_absolute_url() if person.pk in seen else ""
        lines.append(MovedPerson(person.full_name, places[each["from"]].title, after.title, after.unit.name, url))
    return sorted(lines, key=lambda line: line.name)


def _head_post_lines(plan: dict[str, Any]) -> list[tuple[str, str]]:
    if "head_type" not in plan:
        return []
    echelon = Echelon(plan.get("head_echelon", Echelon.NONE))
    kind = str(PositionType(plan["head_type"]).label)
    return [(_("Kind of that position"), kind if echelon is Echelon.NONE else f"{kind} · {echelon.label}")]


def _division_lines(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Positions that several new units share, with what the plan says of their need."""
    said = plan.get("needs", {})
    titles = dict(Position.objects.filter(pk__in=list(said)).values_list("pk", "title")) if said else {}
    lines = []
    for position, needs in said.items():
        parts = [f"{plan['parts'][int(index)]['name']}: {needed}" for index, needed in sorted(needs.items())]
        title = titles.get(int(position), "–")
        lines.append((_("People needed as “%(title)s”") % {"title": title}, ", ".join(parts)))
    return lines


def _became_text(change: StructureChange) -> str:
    date = {"date": formats.date_format(change.effective_date)}
    if change.kind == StructureChangeKind.MERGE:
        return _("Merged on %(date)s into") % date
    return _("Split on %(date)s into") % date


def _came_text(change: StructureChange) -> str:
    date = {"date": formats.date_format(change.effective_date)}
    if change.kind == StructureChangeKind.MERGE:
        return _("Took in on %(date)s") % date
    return _("Split off on %(date)s from") % date
