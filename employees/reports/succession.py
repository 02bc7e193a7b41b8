"""What a unit was called before, what it came from and what became of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from employees.enums import StructureChangeKind, StructureChangeState
from employees.models import OrganizationalUnit, StructureChange, UnitName
from employees.texts.record import last_day


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
    wanted = {pk for change in in_force for pk in _successors(change)}
    units = OrganizationalUnit.objects.in_bulk(wanted) if wanted else {}
    became, came_from = [], []
    for change in in_force:
        if change.unit_id == unit.pk:
            if found := [units[pk] for pk in _successors(change) if pk in units]:
                became.append(Link(_became_text(change), found, change.effective_date))
        else:
            came_from.append(Link(_came_text(change), [change.unit], change.effective_date))
    waiting = {StructureChangeState.PLANNED, StructureChangeState.BLOCKED}
    planned = [change for change in changes if change.unit_id == unit.pk and change.state in waiting]
    return Succession(names, came_from, became, planned)


def open_successors(unit: OrganizationalUnit, date: datetime.date) -> list[OrganizationalUnit]:
    """Where the work of a closed unit is done on `date`, through every later merge and split; by name. One query or
    two for each step."""
    found: dict[int, OrganizationalUnit] = {}
    seen, wanted = {unit.pk}, {unit.pk}
    while wanted:
        changes = StructureChange.objects.filter(unit__in=wanted, state=StructureChangeState.IN_FORCE)
        wanted = {pk for change in changes for pk in _successors(change)} - seen
        seen |= wanted
        for successor in OrganizationalUnit.objects.filter(pk__in=wanted):
            if not successor.is_closed(date):
                found[successor.pk] = successor
                wanted.discard(successor.pk)
    return sorted(found.values(), key=lambda each: (each.name, each.pk))


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
            (_("Roles granted on the merged unit"), roles),
        ]
    if change.kind == StructureChangeKind.SPLIT:
        return [
            (_("New unit %(number)s") % {"number": number}, part["name"])
            for number, part in enumerate(plan["parts"], start=1)
        ]
    return []


def _successors(change: StructureChange) -> list[int]:
    return [change.result["into"]] if "into" in change.result else list(change.result.get("units", ()))


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
