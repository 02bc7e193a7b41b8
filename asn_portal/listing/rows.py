"""Draws the rows of a list without a template.

A page shows 25 rows of some seven cells. Through the template engine, with the questions that django-tables2 asks anew
for each cell, they cost more than everything else on the page; here each question is asked once per column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime
from django_tables2.columns.base import LinkTransform
from django_tables2.utils import Accessor, AttributeDict, signature

from asn_portal.escaping import escaped


def draw_rows(table: Any) -> SafeString:
    """The `<tr>` of the present page, the same as django-tables2's own rows in a loop of a template."""
    rows = list(table.paginated_rows)
    if not rows:
        return SafeString("")
    columns = [_Column(bound, rows[0].record) for bound in table.columns]
    drawn = []
    for row in rows:
        attributes = row.attrs.as_html() if table.row_attrs else f'class="{row.get_even_odd_css_class()}"'
        drawn.append(f'<tr role="row" {attributes}>')
        drawn += [column.cell(row) for column in columns]
        drawn.append("</tr>")
    return mark_safe("\n".join(drawn))  # noqa: S308 -- cells are escaped in _Column


class _Column:
    """What is the same in all cells of a column."""

    def __init__(self, bound: Any, record: Any) -> None:
        self.bound = bound
        self.label = escaped(strip_tags(str(bound.header)))
        self.has_fixed_attributes = not _asks(bound.column.attrs) and not _asks(bound._table.attrs)
        self.attributes = bound.attrs["td"].as_html() if self.has_fixed_attributes else ""
        self.is_plain = isinstance(bound.accessor, Accessor) and not isinstance(bound.column, tables.ManyToManyColumn)
        self.read = attrgetter(str(bound.accessor).replace(Accessor.SEPARATOR, ".") or "pk") if self.is_plain else None
        self.choices = _choices(bound.accessor, record) if self.is_plain else None
        self.draws_itself = bound.render.__func__ is not tables.Column.render
        self.link_attributes = _plain_link(bound.link)
        self.wanted, keywords = signature(bound.render)
        self.wants_everything = bool(keywords)

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
        if self.choices is not None:
            value = self.choices.get(value, value)
        if value in bound.column.empty_values:
            return bound.default
        if not self.draws_itself and not bound.link:
            return value
        known = {
            "value": value,
            "record": record,
            "column": bound.column,
            "bound_column": bound,
            "bound_row": row,
            "table": bound._table,
        }
        content = bound.render(**(known if self.wants_everything else {name: known[name] for name in self.wanted}))
        if not bound.link:
            return content
        if self.link_attributes is None:
            return bound.link(content, **known)
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


def _choices(accessor: Any, record: Any) -> dict[Any, str] | None:
    """Labels by stored value, where the column shows a field with choices."""
    try:
        field = accessor.get_field(record)
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
