"""The spreadsheet import: upload, columns, preview, confirmation, result, undo."""

from __future__ import annotations

import io
from collections.abc import Iterator
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
from asn_portal.tabular.writing import write_xlsx
from employees.enums import ImportAction, ImportOutcome, ImportState
from employees.forms.staff_import import ColumnsForm, SheetChoiceForm, UndoForm, UploadForm
from employees.import_pages import bad_rows_sheet, change_lines, problem_lines, template_rows
from employees.models import OrganizationalUnit, StaffImport
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.undo import undo_import
from employees.services.staff_import.upload import choose_sheet, confirm_columns, discard_import, start_import
from employees.tables import StaffImportTable

PERMISSION = "employees.import_employees"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 50


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
        units = units.within(self.staff_import.government.path).order_by("path")
        return {**super().get_form_kwargs(), "staff_import": self.staff_import, "units": units}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            staff_import=self.staff_import,
            sheet_form=SheetChoiceForm(staff_import=self.staff_import),
            submit_label=_("Check the list"),
            cancel_url=reverse("employees:import-list"),
            **kwargs,
        )

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            confirm_columns(
                staff_import=self.staff_import,
                mapping=form.mapping(),
                default_unit=form.cleaned_data["default_unit"],
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
        rows = staff_import.rows.all()
        shown = {
            "new": rows.filter(action=ImportAction.INSERT),
            "changes": rows.filter(action=ImportAction.UPDATE),
            "warnings": rows.filter(level="warning"),
            "kept": rows.filter(outcome__in=[ImportOutcome.REFUSED, ImportOutcome.KEPT]),
        }
        show = show if show in shown else "errors"
        page = Paginator(shown.get(show, rows.filter(level="error")).order_by("number"), SHOWN).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            job=staff_import.job,
            is_working=self.is_working,
            counts=staff_import.counts,
            show=show,
            page=page,
            lines=change_lines(page.object_list) if show in {"new", "changes"} else problem_lines(page.object_list),
            can_confirm=bool(
                staff_import.state == ImportState.CHECKED
                and (staff_import.counts.get(ImportAction.INSERT) or staff_import.counts.get(ImportAction.UPDATE))
            ),
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
    """Look for the list in another sheet or row."""
    staff_import = visible_import(request, pk)
    form = SheetChoiceForm(request.POST, staff_import=staff_import)
    if form.is_valid():
        try:
            choose_sheet(
                staff_import=staff_import,
                sheet_name=form.cleaned_data.get("sheet_name") or staff_import.sheet_name,
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
        confirm_import(staff_import=staff_import, by=request.user)
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
    headers, rows, text_columns = bad_rows_sheet(staff_import)
    return _sheet(f"perbaiki-{staff_import.pk}.xlsx", headers, rows, text_columns)


@permission_required(PERMISSION)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty list with examples, whose titles are recognised."""
    headers, rows, text_columns = template_rows()
    return _sheet("contoh-daftar-pegawai.xlsx", headers, rows, text_columns)


def visible_import(request: HttpRequest, pk: int) -> StaffImport:
    imports = StaffImport.objects.visible_to(request.user).select_related("job", "government", "created_by", "source")
    found: StaffImport = get_object_or_404(imports, pk=pk)
    return found


def _sheet(name: str, headers: list[str], rows: Iterator[list[Any]], text_columns: set[str]) -> HttpResponse:
    stream = io.BytesIO()
    write_xlsx(stream, headers, rows, text_columns=text_columns)
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
