"""The table that lists are made of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from copy import copy
from functools import cached_property, lru_cache
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from asn_portal.listing.rows import DrawnColumn, draw_heads, draw_rows

EMPTY_CELL = "–"


class PortalTable(tables.Table):
    """Sorting by declared columns only; empty cells show a dash. Subclass `Meta` from `PortalTable.Meta`.

    Each table gets columns of its own, which share their attributes: nobody changes these after the class was made.
    """

    class Meta:
        default = EMPTY_CELL
        order_by_field = "sort"
        page_field = "page"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.base_columns = _Columns(cls.base_columns)
        for column in cls.base_columns.values():
            if isinstance(column, tables.DateColumn | tables.DateTimeColumn):
                column.attrs.setdefault("td", {}).setdefault("class", "cell-date")
                column.value = _itself

    @cached_property
    def drawn_columns(self) -> list[DrawnColumn]:
        return [DrawnColumn(bound) for bound in self.columns]

    def before_render(self, request: HttpRequest | None) -> None:
        self.parameters = dict(request.GET) if request is not None else {}

    def drawn_heads(self) -> SafeString:
        return draw_heads(self.drawn_columns, self.parameters)

    def drawn_rows(self) -> SafeString:
        return draw_rows(self.drawn_columns, self)


class _Columns(OrderedDict[str, tables.Column]):
    """The columns of a class; a table's copies of them go no deeper than the column itself."""

    def __deepcopy__(self, memo: Any) -> OrderedDict[str, tables.Column]:
        return OrderedDict((name, copy(column)) for name, column in self.items())


def _itself(value: Any) -> Any:
    """What an export takes from a column of dates: the date, where the library gives its text."""
    return value


class BadgeColumn(tables.Column):
    """A state as badge. `tones` maps the stored value to good, attention, bad, info or neutral; the text is the
    choice's label (`get_<field>_display`) where the model has one."""

    def __init__(self, *args: Any, tones: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones or {}

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        display = getattr(record, f"get_{bound_column.accessor}_display", None)
        return str(display() if display else value)

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        raw = bound_column.accessor.resolve(record)
        # A field with choices arrives as its label already.
        label = str(value) if value != raw else self._label(value, record, bound_column)
        return badge(self.tones.get(raw, "neutral"), label)

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        return self._label(value, record, bound_column)


@lru_cache(maxsize=500)
def badge(tone: str, label: str) -> str:
    """A list repeats a few badges in every row."""
    return render_to_string("listing/_badge.html", {"tone": tone, "label": label})


class NumberColumn(tables.Column):
    """Right-aligned with tabular figures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "num"}, "td": {"class": "num"}})
        super().__init__(*args, **kwargs)


class SelectionColumn(tables.CheckBoxColumn):
    """Ticks a row for the bulk actions; the boxes belong to the form #bulk-form around the buttons."""

    def __init__(self) -> None:
        super().__init__(
            accessor="pk",
            verbose_name=pgettext_lazy("rows", "Selection"),
            exclude_from_export=True,
            attrs={
                "th": {"class": "cell-check select-cell"},
                "td": {"class": "cell-check select-cell"},
                "th__input": {
                    "class": "form-check-input",
                    "data-bulk-all": "",
                    "aria-label": gettext_lazy("Select all rows of this page"),
                },
                "td__input": {
                    "class": "form-check-input",
                    "form": "bulk-form",
                    "data-bulk-item": "",
                    "aria-label": lambda record: _("Select %(row)s") % {"row": record},
                },
            },
        )
