"""Draws the headings and rows of a list without a template.

A page shows 25 rows of some seven cells. Through the template engine, with the questions that django-tables2 asks anew
for each cell, they cost more than everything else on the page; here each question is asked once per column, and what
follows from the code alone once per process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from django.utils.translation import get_language
from django_tables2.columns.base import LinkTransform
from django_tables2.utils import Accessor, AttributeDict, signature

from asn_portal.escaping import escaped
from asn_portal.template_loading import drawn_icon


def draw_heads(columns: Iterable[DrawnColumn], parameters: Mapping[str, Any]) -> SafeString:
    """The `<th>` of the columns; those that can be sorted by link to the same address, sorted by them."""
    return mark_safe("\n".join(column.head(parameters) for column in columns))  # noqa: S308 -- escaped in DrawnColumn


def draw_rows(columns: list[DrawnColumn], table: Any) -> SafeString:
    """The `<tr>` of the present page, the same as django-tables2's own rows in a loop of a template."""
    drawn = []
    for row in table.paginated_rows:
        attributes = row.attrs.as_html() if table.row_attrs else f'class="{row.get_even_odd_css_class()}"'
        drawn.append(f'<tr role="row" {attributes}>')
        drawn += [column.cell(row) for column in columns]
        drawn.append("</tr>")
    return mark_safe("\n".join(drawn))  # noqa: S308 -- cells are escaped in DrawnColumn


class DrawnColumn:
    """What is the same in all cells of a column."""

    def __init__(self, bound: Any) -> None:
        self.bound = bound
        self.language = get_language()
        self.header = bound.header
        self.label = escaped(strip_tags(str(self.header)))
        given = {**bound._table.attrs, **bound.column.attrs}
        both = given.get("cell", {})
        head, cell = given.get("th", both), given.get("td", both)
        self.has_fixed_attributes = not _asks(head) and not _asks(cell)
        if self.has_fixed_attributes:
            self.head_attributes = _html({**head, "class": bound.get_th_class(head)})
            self.attributes = _html({**cell, "class": bound.get_td_class(cell)})
        else:
            self.head_attributes = bound.attrs["th"].as_html()
        self.is_plain = isinstance(bound.accessor, Accessor) and not isinstance(bound.column, tables.ManyToManyColumn)
        self.read = attrgetter(str(bound.accessor).replace(Accessor.SEPARATOR, ".") or "pk") if self.is_plain else None
        self.draws_itself = bound.render.__func__ is not tables.Column.render
        self.link_attributes = _plain_link(bound.link)
        wanted = _wanted(bound.render.__func__)
        fixed = {"column": bound.column, "bound_column": bound, "table": bound._table}
        self.fixed = {name: value for name, value in fixed.items() if name in wanted}
        self.wants_value, self.wants_record, self.wants_row = (
            name in wanted for name in ("value", "record", "bound_row")
        )

    def head(self, parameters: Mapping[str, Any]) -> str:
        bound, table = self.bound, self.bound._table
        alias = bound.order_by_alias
        is_ordered = bound.is_ordered
        direction = ("descending" if alias.is_descending else "ascending") if is_ordered else ""
        content = escaped(self.header)
        if bound.orderable:
            left = {name: value for name, value in parameters.items() if name != table.prefixed_page_field}
            address = urlencode({**left, table.prefixed_order_by_field: alias.next}, doseq=True)
            icon = {"": "sort", "descending": "sort-down", "ascending": "sort-up"}[direction]
            content = f'<a class="sort" href="?{escaped(address)}">{content}{drawn_icon(icon, "s")}</a>'
        sorting = f' aria-sort="{direction}"' if direction else ""
        return f'<th role="columnheader" scope="col" {self.head_attributes}{sorting}>{content}</th>'

    def cell(self, row: Any) -> str:
        content = self._content(row)
        if not self.has_fixed_attributes:
            self.bound.current_record, self.bound.current_value = row.record, content
            self.attributes = self.bound.attrs["td"].as_html()
        return f'<td role="cell" data-label="{self.label}" {self.attributes}>{self._escaped(content)}</td>'

    def _content(self, row: Any) -> Any:
        if not self.is_plain:
            return row.get_cell(self.bound.name)
        bound, record = self.bound, row.record
        try:
            value = self.read(record)
            if callable(value):
                value = bound.accessor.resolve(record)
        except Exception:
            # Keys of a dictionary, empty relations, columns that are no field: the library knows what they draw.
            return row.get_cell(bound.name)
        labels = _labels(bound.accessor, type(record), self.language)
        if labels is not None:
            value = labels.get(value, value)
        if value in bound.column.empty_values:
            return bound.default
        if not self.draws_itself and not bound.link:
            return value
        known = dict(self.fixed)
        if self.wants_value:
            known["value"] = value
        if self.wants_record:
            known["record"] = record
        if self.wants_row:
            known["bound_row"] = row
        content = bound.render(**known)
        if not bound.link:
            return content
        if self.link_attributes is None:
            everything = {
                "value": value,
                "record": record,
                "column": bound.column,
                "bound_column": bound,
                "bound_row": row,
                "table": bound._table,
            }
            return bound.link(content, **everything)
        address = (value if hasattr(value, "get_absolute_url") else record).get_absolute_url()
        if address is None:
            return content
        link = f'<a {self.link_attributes}href="{escaped(address)}">{escaped(content)}</a>'
        return mark_safe(link)  # noqa: S308 -- every value is escaped above

    def _escaped(self, content: Any) -> str:
        if not isinstance(content, str) and self.bound.localize is not False:
            content = localize(template_localtime(content))
        return escaped(content)


def _plain_link(link: Any) -> str | None:
    """The attributes, but for the address, of a link to the page of the row; None where the library must be asked."""
    if type(link) is not LinkTransform or link.url or link.reverse_args or _asks(link.attrs or {}):
        return None
    attributes = AttributeDict(link.attrs or {}).as_html()
    return f"{attributes} " if attributes else ""


def _html(attributes: Mapping[str, Any]) -> str:
    """As `AttributeDict.as_html`, for values that are not computed."""
    return " ".join(
        f'{escaped(name)}="{escaped(value)}"'
        for name, value in attributes.items()
        if value is not None and name not in AttributeDict.blacklist
    )


ARGUMENTS = ("value", "record", "column", "bound_column", "bound_row", "table")


@lru_cache(maxsize=2000)
def _wanted(render: Callable[..., Any]) -> frozenset[str]:
    """Which of the things that django-tables2 knows a drawing function asks for."""
    names, keywords = signature(render)
    return frozenset(ARGUMENTS if keywords else names)


@lru_cache(maxsize=2000)
def _labels(accessor: Any, model: type, _language: str | None) -> dict[Any, str] | None:
    """Labels by stored value, where the column shows a field with choices."""
    try:
        field = accessor.get_field(model)
    except (FieldDoesNotExist, AttributeError):
        return None
    choices = getattr(field, "flatchoices", None)
    return {value: str(label) for value, label in choices} if choices else None


def _asks(attributes: Any) -> bool:
    """Whether an attribute's value is computed for each row."""
    if isinstance(attributes, Mapping):
        return any(_asks(value) for value in attributes.values())
    if isinstance(attributes, str) or not isinstance(attributes, Iterable):
        return callable(attributes)
    return any(_asks(value) for value in attributes)
