"""Headcount against need (*bezetting*)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.tabular.writing import write_xlsx
from employees.forms.report import HeadcountForm
from employees.reports.headcount import PositionLine, UnitLine, headcount
from employees.views.report import StaffReportView

# So many lines a page or a paper shows without being asked for more levels; and a PDF at once.
LINES = 120
LINES_AT_ONCE = 600


class HeadcountView(StaffReportView):
    """Per unit with everything below it, and per position."""

    template_name = "employees/headcount.html"
    page_title = gettext_lazy("Headcount and need")
    form_class = HeadcountForm
    export_name = "bezetting"
    pdf_template = "pdf/employees/headcount.html"

    @cached_property
    def top(self) -> UnitLine:
        return headcount(self.unit, self.date)

    @property
    def most_levels(self) -> int:
        return self.form.most_levels or levels_that_fit(self.top)

    def report_context(self) -> dict[str, Any]:
        most = self.most_levels
        lines = [line for line in self.top.walk() if line.level <= most]
        return {
            "top": self.top,
            "lines": lines,
            "is_cut": any(line.children for line in lines if line.level == most),
            "positions": self._positions(),
            "gap": self.form.cleaned_data.get("gap"),
            "papers": list(self.top.walk()),
        }

    def _positions(self) -> list[tuple[UnitLine, PositionLine]]:
        """Those of the unit itself; or, when asked for, every vacancy (surplus) in the tree."""
        gap = self.form.cleaned_data.get("gap")
        units = self.top.walk() if gap else [self.top]
        found = [(line, each) for line in units for each in line.positions]
        return [pair for pair in found if getattr(pair[1].figures, gap)] if gap else found

    def is_long(self, ending: str) -> bool:
        return ending == "pdf" and sum(1 + len(line.positions) for line in self.top.walk()) > LINES_AT_ONCE

    def write_xlsx(self, stream: Any) -> None:
        headings = [
            _("Unit"),
            _("Position"),
            _("Type"),
            _("Needed"),
            _("Filled"),
            _("Acting"),
            _("Vacant"),
            _("Above need"),
            _("Retire within 12 months"),
            _("Retire within 24 months"),
        ]
        with tempfile.TemporaryFile() as file:
            write_xlsx(file, headings, self._rows())
            file.seek(0)
            stream.write(file.read())

    def _rows(self) -> Iterator[list[Any]]:
        for line in self.top.walk():
            for each in line.positions:
                figures = each.figures
                yield [
                    line.name,
                    each.title or _("No position on record"),
                    each.position.get_position_type_display() if each.position else "",
                    figures.needed,
                    figures.filled,
                    figures.acting,
                    figures.vacant,
                    figures.surplus,
                    figures.retiring_soon,
                    figures.retiring_later,
                ]


def levels_that_fit(top: UnitLine, most: int = LINES) -> int:
    """As many levels below the unit as give at most so many lines, but one at least."""
    count, level, line_levels = 0, 0, [line.level for line in top.walk()]
    for level in range(max(line_levels) + 1):
        count += line_levels.count(level)
        if count > most:
            return max(level - 1, 1)
    return max(level, 1)
