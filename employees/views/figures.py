"""Staff in figures."""

from __future__ import annotations

import tempfile
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.tabular.writing import write_xlsx
from employees.reports.figures import StaffFigures, figures_charts, staff_figures
from employees.views.report import StaffReportView


class StaffFiguresView(StaffReportView):
    template_name = "employees/staff_figures.html"
    page_title = gettext_lazy("Staff in figures")
    export_name = "statistik-pegawai"
    pdf_template = "pdf/employees/staff_figures.html"

    @cached_property
    def figures(self) -> StaffFigures:
        return staff_figures(self.unit, self.date)

    def report_context(self) -> dict[str, Any]:
        return {
            "figures": self.figures,
            "charts": figures_charts(self.figures, linked="export" not in self.request.GET),
        }

    def write_xlsx(self, stream: Any) -> None:
        headings = [_("Breakdown"), _("Group"), _("Men"), _("Women"), _("Together")]
        rows = (
            [breakdown.label, group.label, group.men, group.women, group.total]
            for breakdown in self.figures.breakdowns
            for group in breakdown.groups
        )
        with tempfile.TemporaryFile() as file:
            write_xlsx(file, headings, rows)
            file.seek(0)
            stream.write(file.read())
