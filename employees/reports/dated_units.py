"""Units as they were on a date."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from employees.models import OrganizationalUnit


@dataclass(frozen=True)
class DatedUnit:
    """`name` is what the unit was called then; `existed`: it had been opened and not been closed."""

    unit: OrganizationalUnit
    name: str
    existed: bool


def units_on(path: str, date: datetime.date, *, always: Collection[int] = ()) -> list[DatedUnit]:
    """The unit with this path and those below it that existed on the date, in the order of the tree; and those of
    `always`. One query."""
    existed = (Q(opened_on__isnull=True) | Q(opened_on__lte=date)) & (Q(closed_on__isnull=True) | Q(closed_on__gt=date))
    units = (
        OrganizationalUnit.objects.within(path)
        .filter(existed | Q(pk__in=always))
        .annotate(named=FilteredRelation("names", condition=Q(names__period__contains=date)))
        .annotate(name_on=F("named__name"))
        .order_by("path")
    )
    return [DatedUnit(unit, unit.name_on or unit.name, _existed(unit, date)) for unit in units]


def _existed(unit: OrganizationalUnit, date: datetime.date) -> bool:
    return (unit.opened_on is None or unit.opened_on <= date) and not unit.is_closed(date)
