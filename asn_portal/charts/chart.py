"""A chart with everything that a reader needs to trust it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from asn_portal.charts.drawing import NARROW, render_svg


@dataclass(frozen=True)
class Chart:
    """A picture with everything that a reader needs to trust it.

    `title` is the finding in one sentence. `table` holds headers and rows with the same figures, ready to show (numbers
    already formatted); it is the twin for screen readers, for paper and for those who rather read.
    """

    title: str
    spec: Mapping[str, Any]
    table: tuple[Sequence[Any], Sequence[Sequence[Any]]]
    source: str = ""
    n: int | None = None
    period: str = ""
    note: str = ""
    # What a screen reader says instead of the picture; the title when empty.
    description: str = ""
    # Charts that are small by nature (sparklines, one bar) need no second drawing for phones.
    has_narrow: bool = field(default=True)

    @property
    def table_headers(self) -> Sequence[Any]:
        return self.table[0]

    @property
    def table_rows(self) -> Sequence[Sequence[Any]]:
        return self.table[1]

    @cached_property
    def svg(self) -> SafeString:
        """For pages: the picture for wide screens and, hidden there by CSS, the one for phones."""
        label = self.description or self.title
        if not self.has_narrow:
            return render_svg(self.spec, label=label)
        return mark_safe(  # noqa: S308  both come out of render_svg
            render_svg(self.spec, label=label, css_class="chart-wide")
            + render_svg(self.spec, label=label, width=NARROW, css_class="chart-narrow")
        )

    @cached_property
    def svg_print(self) -> SafeString:
        """For PDFs: the wide picture alone, named by a <title>, which becomes the figure's alternative text."""
        return render_svg(self.spec, label=self.description or self.title, titled=True)


def chart_table_html(chart: Chart) -> SafeString:
    """The table twin as plain HTML, where no component is at hand (mail)."""
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in chart.table_headers)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in chart.table_rows)
    return mark_safe(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")  # noqa: S308  cells escaped
