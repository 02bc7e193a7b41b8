"""The table that lists are made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.rows import draw_rows

EMPTY_CELL = "–"


class PortalTable(tables.Table):
    """Sorting by declared columns only; empty cells show a dash. Subclass `Meta` from `PortalTable.Meta`."""

    class Meta:
        default = EMPTY_CELL
        order_by_field = "sort"
        page_field = "page"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for column in self.base_columns.values():
            if isinstance(column, tables.DateColumn | tables.DateTimeColumn):
                column.attrs.setdefault("td", {}).setdefault("class", "cell-date")
                column.value = _itself
        super().__init__(*args, **kwargs)

    def drawn_rows(self) -> str:
        return draw_rows(self)


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
        return _badge(self.tones.get(raw, "neutral"), label)

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        return self._label(value, record, bound_column)


@lru_cache(maxsize=500)
def _badge(tone: str, label: str) -> str:
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
            verbose_name=gettext_lazy("Selection"),
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
