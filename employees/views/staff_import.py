"""The spreadsheet import: upload, columns, preview, confirmation, result, undo."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView

from asn_portal.access.guards import PermissionRequiredMixin, permission_required
from asn_portal.access.permissions import Permission
from asn_portal.errors import DomainError
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from asn_portal.listing.views import PortalListView
from asn_portal.tabular.writing import Page, write_pages
from employees.dates import today
from employees.enums import ImportAction, ImportOutcome, ImportState
from employees.forms.staff_import import ColumnsForm, SheetChoiceForm, UndoForm, UploadForm
from employees.models import OrganizationalUnit, StaffImport, StaffImportSheet
from employees.reports.staff_import import bad_rows_sheets, change_lines, conflict_lines, problem_lines, row_tabs
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.template import template_pages
from employees.services.staff_import.undo import undo_import
from employees.services.staff_import.upload import choose_sheet, confirm_columns, discard_import, start_import
from employees.tables import StaffImportTable

PERMISSION = "employees.import_employees"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50
# How the rows of a tab are told; all others by their problems.
LINES = {"new": change_lines, "changes": change_lines, "conflicts": conflict_lines}


class StaffImportFilter(PortalFilterSet):
    q = SearchFilter(fields=["file_name", "created_by__name"], label=gettext_lazy("File or person"))

    class Meta:
        model = StaffImport
        fields: list[str] = ["q", "state"]


class ImportListView(PermissionRequiredMixin, PortalListView):
    permission_required = PERMISSION
    model = StaffImport
    table_class = StaffImportTable
    filterset_class = StaffImportFilter
    template_name = "employees/staffimport_list.html"
    page_title = gettext_lazy("Imports")
    default_columns = ("file_name", "state", "created_at", "result", "undo_until")
    fixed_columns = ("file_name",)
    empty_title = gettext_lazy("No list was imported yet")
    empty_text = gettext_lazy("Upload the list that your office keeps. Nothing is stored before you confirm.")
    empty_icon = "upload"

    def get_queryset(self) -> QuerySet[StaffImport]:
        return StaffImport.objects.visible_to(self.request.user).select_related("created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(upload_form=UploadForm(), **kwargs)


class ImportCreateView(PermissionRequiredMixin, FormView):
    permission_required = PERMISSION
    form_class = UploadForm
    template_name = "employees/staffimport_create.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=_("Upload and look at the columns"), cancel_url=reverse("employees:import-list"), **kwargs
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            staff_import = start_import(file=form.cleaned_data["file"], by=self.request.user)
        except DomainError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect(staff_import)


class ImportMixin(PermissionRequiredMixin):
    """Fetches the import among those that the user may see."""

    permission_required = PERMISSION
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def staff_import(self) -> StaffImport:
        return visible_import(self.request, self.kwargs["pk"])


class ImportColumnsView(ImportMixin, FormView):
    """What each column holds: suggested, remembered, and yours to change."""

    form_class = ColumnsForm
    template_name = "employees/staffimport_columns.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.staff_import.state not in {
            ImportState.MAPPING,
            ImportState.CHECKING,
            ImportState.CHECKED,
            ImportState.UNCHANGED,
        }:
            return redirect(self.staff_import)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.EMPLOYEE_IMPORT)
        units = units.within(self.staff_import.government.path).open_on(today()).order_by("path")
        return {
            **super().get_form_kwargs(),
            "staff_import": self.staff_import,
            "sheets": self.sheets,
            "units": units,
        }

    @cached_property
    def sheets(self) -> list[StaffImportSheet]:
        return list(self.staff_import.sheets.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = [sheet for sheet in self.sheets if sheet.kind]
        return super().get_context_data(
            staff_import=self.staff_import,
            sheet=read[0] if len(read) == 1 else None,
            sheets=self.sheets,
            read_count=len(read),
            sheet_forms=[SheetChoiceForm(sheet=sheet) for sheet in self.sheets],
            submit_label=_("Check the list"),
            cancel_url=reverse("employees:import-list"),
            **kwargs,
        )

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            confirm_columns(
                staff_import=self.staff_import,
                mappings=form.mappings(),
                default_unit=form.cleaned_data.get("default_unit"),
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect(self.staff_import)


class ImportDetailView(ImportMixin, DetailView):
    """Where the import stands: being checked, to be confirmed, stored, undone. Refreshes itself while work goes on."""

    template_name = "employees/staffimport_detail.html"
    context_object_name = "staff_import"

    def get_object(self, queryset: Any = None) -> StaffImport:
        return self.staff_import

    def get_template_names(self) -> list[str]:
        return ["employees/_staffimport_state.html"] if self.request.htmx else [self.template_name]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.staff_import.state == ImportState.MAPPING:
            return redirect("employees:import-columns", pk=self.staff_import.pk)
        response = super().get(request, *args, **kwargs)
        if request.htmx and not self.is_working:
            # The work has ended: the whole page has more to say.
            response["HX-Refresh"] = "true"
        return response

    @property
    def is_working(self) -> bool:
        job = self.staff_import.job
        return self.staff_import.is_under_way and job is not None and job.is_active

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        staff_import = self.staff_import
        show = self.request.GET.get("show", "")
        rows = staff_import.rows.select_related("sheet")
        shown = {
            "new": rows.filter(action=ImportAction.INSERT),
            "changes": rows.filter(action=ImportAction.UPDATE),
            "warnings": rows.filter(level="warning"),
            "conflicts": rows.filter(before__has_key="conflict"),
            "kept": rows.filter(outcome__in=[ImportOutcome.REFUSED, ImportOutcome.KEPT]),
        }
        tabs = row_tabs(staff_import.counts)
        if show not in {tab.key for tab in tabs}:
            show = next((tab.key for tab in tabs if tab.count), "errors")
        page = Paginator(shown.get(show, rows.filter(level="error")).order_by("sheet", "number"), SHOWN).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            job=staff_import.job,
            is_working=self.is_working,
            counts=staff_import.counts,
            entries=staff_import.counts.get("entries"),
            sheets=list(staff_import.sheets.exclude(kind="")),
            show=show,
            tabs=tabs,
            page=page,
            lines=LINES.get(show, problem_lines)(page.object_list),
            can_confirm=staff_import.state == ImportState.CHECKED,
            **kwargs,
        )


class ImportUndoView(ImportMixin, FormView):
    """Asks before an import is taken back."""

    form_class = UndoForm
    template_name = "employees/staffimport_undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.staff_import.can_be_undone and self.staff_import.state != ImportState.UNDOING:
            return redirect(self.staff_import)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            staff_import=self.staff_import,
            counts=self.staff_import.counts,
            submit_label=_("Undo the import"),
            submit_tone="bad",
            cancel_url=self.staff_import.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: UndoForm) -> HttpResponse:
        try:
            undo_import(staff_import=self.staff_import, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            messages.error(self.request, str(error))
        return redirect(self.staff_import)


@require_POST
@permission_required(PERMISSION)
def import_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a sheet as something else, look for its titles in another row, or leave it out."""
    staff_import = visible_import(request, pk)
    form = SheetChoiceForm(request.POST)
    if form.is_valid():
        sheet = get_object_or_404(staff_import.sheets, place=form.cleaned_data["place"])
        try:
            choose_sheet(
                sheet=sheet,
                kind=form.cleaned_data["kind"],
                header_row=form.cleaned_data["header_row"],
                by=request.user,
            )
        except DomainError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("Choose a sheet, and a row between 1 and 50."))
    return redirect("employees:import-columns", pk=pk)


@require_POST
@permission_required(PERMISSION)
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    staff_import = visible_import(request, pk)
    try:
        confirm_import(staff_import=staff_import, by=request.user, take_file="take_file" in request.POST)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(staff_import)


@require_POST
@permission_required(PERMISSION)
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    staff_import = visible_import(request, pk)
    try:
        discard_import(staff_import=staff_import, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(staff_import)
    messages.success(request, _("The list was discarded. Nothing of it was stored."))
    return redirect("employees:import-list")


@permission_required(PERMISSION)
def import_bad_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows alone, as handed in, with what is wrong; mended, this file can be uploaded again."""
    staff_import = visible_import(request, pk)
    pages = list(bad_rows_sheets(staff_import)) or [Page(_("Refused rows"), [_("What is wrong")])]
    return _workbook(f"perbaiki-{staff_import.pk}.xlsx", pages)


@permission_required(PERMISSION)
def import_template(request: HttpRequest) -> HttpResponse:
    """A workbook with examples, whose sheets and titles are recognised."""
    return _workbook("contoh-daftar-pegawai.xlsx", template_pages())


def visible_import(request: HttpRequest, pk: int) -> StaffImport:
    imports = StaffImport.objects.visible_to(request.user).select_related("job", "government", "created_by", "source")
    found: StaffImport = get_object_or_404(imports, pk=pk)
    return found


def _workbook(name: str, pages: Iterable[Page]) -> HttpResponse:
    stream = io.BytesIO()
    write_pages(stream, pages)
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
