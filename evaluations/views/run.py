"""The evaluation reports of the units that the reader heads, leads or reads."""

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
from asn_portal.documents.models import Document
from asn_portal.documents.types import XLSX
from asn_portal.listing.views import PortalListView
from employees.dates import today
from evaluations.filters import RunFilter
from evaluations.models import ReportRun
from evaluations.reports import run_files
from evaluations.reports.carried import carried_actions
from evaluations.reports.kinds import present_run
from evaluations.reports.recomputation import full_comparison
from evaluations.services.run import file_stem, snapshot_hash
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
    empty_text = gettext_lazy("The evaluation reports of the units that you lead arrive here, once they are planned.")
    empty_icon = "report"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().defer("snapshot").select_related("unit", "schedule", "document")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s report", "%(number)s reports", count) % {"number": formats.number_format(count)}


class RunDetailView(TemplateView):
    """The frozen numbers on a page, whether they are still those that were hashed, and what follows from them."""

    template_name = "evaluations/run_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        run = visible_run(self.request, self.kwargs["pk"])
        require(user, "evaluations.view_run", run)
        may_plan = user.has_perm("evaluations.plan_follow_up", run)
        return super().get_context_data(
            run=run,
            shown=present_run(run),
            carried=carried_actions(run.snapshot),
            actions=run.actions.select_related("owner").order_by("due_on", "pk"),
            may_plan=may_plan,
            today=today(),
            is_intact=snapshot_hash(run.snapshot) == run.snapshot_sha256,
            **kwargs,
        )


class RunDifferencesView(TemplateView):
    """The same report made from today's data, and each figure that is another one now."""

    template_name = "evaluations/run_differences.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = visible_run(self.request, self.kwargs["pk"])
        require(self.request.user, "evaluations.view_run", run)
        return super().get_context_data(run=run, comparison=full_comparison(run), **kwargs)


@require_GET
def run_pdf(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The paper that was sent; where it is no longer kept, the same made again from the snapshot."""
    run = _downloaded(request, pk)
    return _kept(run.document) or _made(run, run_files.run_pdf(run), "pdf", "application/pdf")


@require_GET
def run_workbook_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The same figures as a workbook, kept or made from the snapshot."""
    run = _downloaded(request, pk)
    return _kept(run.workbook) or _made(run, run_files.run_workbook(run), "xlsx", XLSX.content_type)


def _downloaded(request: HttpRequest, pk: int) -> ReportRun:
    run = visible_run(request, pk)
    require(request.user, "evaluations.view_run", run)
    record_event("evaluations.report_downloaded", by=request.user, obj=run, unit_path=run.unit.path)
    return run


def _kept(document: Document | None) -> FileResponse | None:
    return None if document is None else document_response(document)  # type: ignore[return-value]


def _made(run: ReportRun, content: bytes, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_stem(run)}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
