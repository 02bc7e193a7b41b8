"""Form fields over the unit tree and positions."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy

from asn_portal.access.scope import paths_filter
from asn_portal.form_rendering import LongSelect
from asn_portal.keys import read_key
from asn_portal.prepared_queries import PreparedQuery
from employees.dates import EARLIEST, LATEST, today
from employees.models import OrganizationalUnit, Position

# A longer list of units is no help and makes each page heavy.
OFFERED_UNITS = 300


class IndentedUnitField(forms.ModelChoiceField):
    """Units in tree order, each below and right of the unit above it."""

    widget = LongSelect

    def label_from_instance(self, obj: OrganizationalUnit) -> str:
        return indented(obj.name, obj.depth)


def indented(name: str, depth: int) -> str:
    # A no-break space keeps its width in an option.
    return f"{chr(0xA0) * 3 * (depth - 1)}{name}"


class _UpperUnits(ModelChoiceIterator):
    """Of the units that exist on the field's date as many levels of the tree, from above, as fit into OFFERED_UNITS;
    and the chosen unit."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        chosen = read_key(self.field.chosen)
        date = self.field.date or today()
        units = self._offered(date, chosen)
        if len(units) > OFFERED_UNITS:
            deepest = units[-1][1]
            units = [unit for unit in units if unit[1] < deepest] or units[:OFFERED_UNITS]
            if chosen is not None and all(unit[2] != chosen for unit in units):
                units += _named(self.queryset.filter(pk=chosen), date)
        yield from ((pk, indented(name, depth)) for _path, depth, pk, name in sorted(units))

    def _offered(self, date: datetime.date, chosen: int | None) -> list[tuple[Any, ...]]:
        """One more than is offered tells that there are too many."""
        reach = self.field.reach
        if reach is None or chosen is not None:
            return list(_named(self.queryset.offered_on(date, chosen), date)[: OFFERED_UNITS + 1])
        paths = {f"path_{place}": path for place, path in enumerate(reach)}
        return _units_below(len(reach), OFFERED_UNITS + 1).rows(date=date, **paths) if reach else []

    def __len__(self) -> int:
        return OFFERED_UNITS

    def __bool__(self) -> bool:
        return True


def _named(units: QuerySet[OrganizationalUnit], date: datetime.date) -> QuerySet[Any]:
    """(path, depth, key, name) as the units were called on the day, from above."""
    named = units.annotate(named=FilteredRelation("names", condition=Q(names__period__contains=date)))
    named = named.annotate(name_on=Coalesce("named__name", "name"))
    return named.order_by("depth", "path").values_list("path", "depth", "pk", "name_on")


@cache
def _units_below(count: int, most: int) -> PreparedQuery:
    """The units below so many paths, from above."""

    def ask(date: datetime.date, **paths: str) -> QuerySet[Any]:
        below = OrganizationalUnit.objects.filter(paths_filter(paths.values(), "path"))
        return _named(below.offered_on(date), date)[:most]

    return PreparedQuery(ask, date=datetime.date, **{f"path_{place}": str for place in range(count)})


class UpperUnitField(IndentedUnitField):
    """For filters of a large government: every unit is accepted, the upper levels of `date` are offered. Where `reach`
    is set, the queryset is of the units with these paths and everything below them."""

    iterator = _UpperUnits
    reach: Collection[str] | None = None
    chosen: object = ""
    date: datetime.date | None = None


class AsOfField(forms.DateField):
    """A date whose state is asked for: within living memory, and not beyond what can be planned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators += [
            MinValueValidator(EARLIEST, gettext_lazy("Choose a date from 1945 on.")),
            MaxValueValidator(LATEST, gettext_lazy("Choose a date before 2100.")),
        ]


def date_asked(text: str | None) -> datetime.date | None:
    """The date that an address names, or None where it names none that holds."""
    try:
        found: datetime.date | None = AsOfField(required=False).clean(text)
    except ValidationError:
        return None
    return found


class PositionField(forms.ModelChoiceField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Position.objects.none())
        super().__init__(*args, **kwargs)
