"""Where the work of closed units is done, as the changes of the structure tell."""

from __future__ import annotations

import datetime

from employees.enums import StructureChangeState
from employees.models import OrganizationalUnit, StructureChange


def successors_in(change: StructureChange) -> list[int]:
    """The keys of the units that a change in force put in the place of its unit."""
    return [change.result["into"]] if "into" in change.result else list(change.result.get("units", ()))


def open_successors(unit: OrganizationalUnit, date: datetime.date) -> list[OrganizationalUnit]:
    """Where the work of a closed unit is done on `date`, through every later merge and split; by name. One query or
    two for each step."""
    found: dict[int, OrganizationalUnit] = {}
    seen, wanted = {unit.pk}, {unit.pk}
    while wanted:
        changes = StructureChange.objects.filter(unit__in=wanted, state=StructureChangeState.IN_FORCE)
        wanted = {pk for change in changes for pk in successors_in(change)} - seen
        seen |= wanted
        for successor in OrganizationalUnit.objects.filter(pk__in=wanted):
            if not successor.is_closed(date):
                found[successor.pk] = successor
                wanted.discard(successor.pk)
    return sorted(found.values(), key=lambda each: (each.name, each.pk))
