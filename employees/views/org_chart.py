"""The organisation chart."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from asn_portal.access.scope import scope_of
from employees.forms.report import OrgChartForm
from employees.reports.chart_sheets import chart_sheets
from employees.reports.org_chart import ChartNode, cut, org_chart
from employees.views.report import StaffReportView

# Up to so many units, every branch stands open.
OPEN_UNITS = 60
UNITS = 300
UNITS_AT_ONCE = 300


class OrgChartView(StaffReportView):
    template_name = "employees/org_chart.html"
    page_title = gettext_lazy("Organisation chart")
    form_class = OrgChartForm
    export_name = "bagan-organisasi"
    endings = ("pdf",)
    pdf_template = "pdf/employees/org_chart.html"

    @cached_property
    def top(self) -> ChartNode:
        top = org_chart(self.unit, self.date, scope_of(self.request.user))
        levels = [node.level for node in top.walk()]
        fitting = next(
            (level - 1 for level in range(1, max(levels) + 1) if sum(each <= level for each in levels) > UNITS),
            max(levels),
        )
        return cut(top, self.form.most_levels or max(fitting, 1))

    def report_context(self) -> dict[str, Any]:
        count = sum(1 for _node in self.top.walk())
        return {
            "top": self.top,
            "count": count,
            "opens": count <= OPEN_UNITS,
            "paper": self.paper,
        }

    @property
    def paper(self) -> str:
        return "a3" if self.form.cleaned_data.get("paper") == "a3" else "f4"

    def paper_context(self) -> dict[str, Any]:
        return {"sheets": chart_sheets(self.top, self.paper)}

    def is_long(self, ending: str) -> bool:
        return sum(1 for _node in self.top.walk()) > UNITS_AT_ONCE
