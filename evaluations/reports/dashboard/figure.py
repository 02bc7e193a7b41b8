"""What a figure of the dashboard is, who reads it, and the page of the rows behind it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, paths_filter, scope_of
from employees.models import OrganizationalUnit
from surveys.models import Holiday


@dataclass(frozen=True)
class Figure:
    """One figure. `count` is exactly the number of rows behind `url`; `text` is what people read.

    A figure without rows that the reader may open isn't made at all. `as_of` is the moment of its data.
    """

    key: str
    label: str
    text: str
    count: int
    period: str
    source: str
    as_of: datetime.datetime
    url: str
    n: int | None = None
    unit: str = ""
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class FigureGroup:
    """Figures that belong together."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Dashboard:
    unit: OrganizationalUnit
    groups: tuple[FigureGroup, ...]
    as_of: datetime.datetime

    @property
    def figures(self) -> list[Figure]:
        return [figure for group in self.groups for figure in group.figures]


@dataclass(frozen=True)
class Cell:
    """One cell of a page of rows."""

    text: str
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class RowPage:
    """The rows behind a figure: `source` is a list or a queryset, `cells` makes the cells of one row. The first column
    names the row. `lead` says what counts as a row."""

    title: str
    columns: tuple[str, ...]
    source: Sequence[Any] | QuerySet[Any]
    cells: Callable[[Any], tuple[Cell, ...]]
    lead: str = ""
    # (label, address, is current): the counted rows and the rest.
    choices: tuple[tuple[str, str, bool], ...] = ()


@dataclass
class Reader:
    """Who looks at which unit, on which day and at which moment."""

    user: Any
    unit: OrganizationalUnit
    today: datetime.date
    now: datetime.datetime
    _kept: dict[str, Any] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        return scope_of(self.user)

    @property
    def is_head(self) -> bool:
        """Of this unit or of one above it."""
        return self.scope.is_head and self.unit.path.startswith(self.scope.headed_paths)

    @cached_property
    def government(self) -> OrganizationalUnit:
        return self.unit.government

    @cached_property
    def holidays(self) -> frozenset[datetime.date]:
        return frozenset(Holiday.objects.dates_for(self.unit.government_path))

    def covers(self, *permissions: Permission) -> bool:
        """One of the permissions holds for this unit."""
        return any(self.scope.covers(permission, self.unit.path) for permission in permissions)

    def kept(self, key: str, make: Callable[[], Any]) -> Any:
        """Worked out once for a page."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def rows_url(self, key: str, **parameters: Any) -> str:
        """Our own page of rows."""
        address = reverse("evaluations:dashboard-rows", args=[self.unit.pk, key])
        return f"{address}?{urlencode(parameters)}" if parameters else address

    def list_url(self, name: str, **parameters: Any) -> str:
        """A list of another place, narrowed to this unit."""
        return f"{reverse(name)}?{urlencode({'unit': self.unit.pk, **parameters})}"

    @property
    def as_of_words(self) -> str:
        return _("state as of %(date)s") % {"date": formats.date_format(self.today)}


def units_with_dashboard(user: Any) -> QuerySet[OrganizationalUnit]:
    """Units that the user heads or whose evaluations the user reads, with everything below them."""
    scope = scope_of(user)
    paths = {*scope.paths(Permission.EVALUATION_VIEW), *scope.headed_paths}
    return OrganizationalUnit.objects.filter(paths_filter(paths, "path"))  # type: ignore[no-any-return]


def percent_text(part: int, whole: int) -> str:
    """Half-up, whole; a share that isn't all or nothing is never shown as 100 or 0."""
    if not whole:
        return "–"
    value = int((Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))
    if part and value == 0:
        return "< 1"
    if part < whole and value == 100:
        return "> 99"
    return str(value)


def of_text(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {
        "part": formats.number_format(part, force_grouping=True),
        "whole": formats.number_format(whole, force_grouping=True),
    }
