"""A unit in figures, the rows behind each, and all of it on one sheet of paper."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from asn_portal.access.guards import permission_required, require
from asn_portal.audit.services import record_event
from asn_portal.pdf import render_pdf
from employees.dates import today, today_in
from employees.models import OrganizationalUnit
from employees.reports.letterhead import letterhead_of
from evaluations.reports.dashboard import Reader, dashboard_charts, dashboard_of, rows_behind, units_with_dashboard

ROWS_ON_A_PAGE = 50


def visible_unit(request: HttpRequest, pk: int) -> OrganizationalUnit:
    """A unit whose figures the user may read; 404 for any other."""
    unit: OrganizationalUnit = get_object_or_404(units_with_dashboard(request.user), pk=pk)
    require(request.user, "evaluations.view_dashboard", unit)
    return unit


@require_safe
@permission_required("evaluations.list_dashboards")
def dashboard_home(request: HttpRequest) -> HttpResponse:
    """The uppermost unit that the user may look at."""
    unit = units_with_dashboard(request.user).order_by("depth", "path").first()
    return redirect("evaluations:dashboard", pk=unit.pk)


class DashboardPageMixin:
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def unit(self) -> OrganizationalUnit:
        return visible_unit(self.request, self.kwargs["pk"])

    @cached_property
    def reader(self) -> Reader:
        return Reader(user=self.request.user, unit=self.unit, today=today_in(self.unit), now=timezone.now())


class DashboardView(DashboardPageMixin, TemplateView):
    template_name = "evaluations/dashboard.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = units_with_dashboard(self.request.user).open_on(today())
        return super().get_context_data(
            unit=self.unit,
            dashboard=dashboard_of(self.reader),
            charts=dashboard_charts(self.reader),
            above=units.filter(path=self.unit.parent_path).first() if self.unit.parent_path else None,
            below=units.within(self.unit.path).filter(depth=self.unit.depth + 1).order_by("path"),
            as_of=self.reader.now,
            **kwargs,
        )


class DashboardRowsView(DashboardPageMixin, TemplateView):
    template_name = "evaluations/dashboard_rows.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = self.request.GET.get("rows", "")
        page = rows_behind(self.reader, self.kwargs["figure"], choice)
        paginator = Paginator(page.source, ROWS_ON_A_PAGE)
        shown = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            unit=self.unit,
            page=page,
            rows=[page.cells(each) for each in shown],
            shown=shown,
            choice=choice,
            count=paginator.count,
            **kwargs,
        )


@require_safe
def dashboard_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet A4."""
    unit = visible_unit(request, pk)
    reader = Reader(user=request.user, unit=unit, today=today_in(unit), now=timezone.now())
    context = {
        "unit": unit,
        "dashboard": dashboard_of(reader),
        "charts": dashboard_charts(reader),
        "letterhead": letterhead_of(unit),
        "as_of": timezone.localtime(reader.now, unit.tz),
        "made_by": request.user,
    }
    content = render_pdf("pdf/evaluations/dashboard.html", context, language=get_language())
    record_event("evaluations.dashboard_printed", by=request.user, obj=unit, unit_path=unit.path)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="dasbor-{unit.slug}-{reader.today:%Y-%m-%d}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
