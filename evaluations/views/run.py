"""The evaluation reports of the units that the reader heads or leads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.audit.services import record_event
from asn_portal.documents.downloads import document_response
from asn_portal.listing.views import PortalListView
from evaluations.filters import RunFilter
from evaluations.models import ReportRun
from evaluations.reports.paper import unit_month_chart, unit_month_pdf
from evaluations.reports.unit_month import from_snapshot
from evaluations.services.run import snapshot_hash
from evaluations.tables import RunTable
from evaluations.views.base import visible_run


class RunListView(PermissionRequiredMixin, PortalListView):
    permission_required = "evaluations.list_runs"
    model = ReportRun
    table_class = RunTable
    filterset_class = RunFilter
    page_title = gettext_lazy("Evaluation reports")
    fixed_columns = ("period_start",)
    empty_title = gettext_lazy("No report yet")
    empty_text = gettext_lazy(
        "The monthly evaluation reports of the units that you lead arrive here, once they are planned."
    )
    empty_icon = "report"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().defer("snapshot").select_related("unit", "schedule", "document")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s report", "%(number)s reports", count) % {"number": formats.number_format(count)}


class RunDetailView(TemplateView):
    """The frozen numbers on a page, and whether they are still those that were hashed."""

    template_name = "evaluations/run_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = visible_run(self.request, self.kwargs["pk"])
        require(self.request.user, "evaluations.view_run", run)
        report = from_snapshot(run.snapshot)
        return super().get_context_data(
            run=run,
            report=report,
            chart=unit_month_chart(report),
            is_intact=snapshot_hash(run.snapshot) == run.snapshot_sha256,
            **kwargs,
        )


@require_GET
def run_pdf(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The paper that was sent; where it is no longer kept, the same made again from the snapshot."""
    run = visible_run(request, pk)
    require(request.user, "evaluations.view_run", run)
    record_event("evaluations.report_downloaded", by=request.user, obj=run, unit_path=run.unit.path)
    if run.document is not None:
        return document_response(run.document)
    response = HttpResponse(unit_month_pdf(run), content_type="application/pdf")
    name = f"laporan-evaluasi-{run.period_start:%Y-%m}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
