"""Early warnings: the list, the calendar, one warning, what the office does about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, permission_required, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, scope_of
from asn_portal.audit.models import Event
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from asn_portal.listing.bulk import BulkAction, BulkActionView, Preview
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.enums import WarningState
from employees.filters import EarlyWarningFilter
from employees.filters.early_warning import read_month
from employees.forms.early_warning import HandleWarningForm
from employees.models import EarlyWarning, OrganizationalUnit
from employees.reports.warning_calendar import next_month_with_any, warning_month
from employees.services.early_warning import FOUND, handle_warning, reopen_warning, start_finding
from employees.tables import EarlyWarningTable
from employees.texts.early_warning import entry_url, headline, next_step, obstacles, particulars

OPEN_NOW = {"state": WarningState.OPEN.value, "when": "current"}
LONG_PAST = {"state": WarningState.OPEN.value, "when": "long_past"}


def keeps_records(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_EDIT)


class WarningListView(PermissionRequiredMixin, PortalListView):
    """Without filters in the address the open ones of today are shown, the nearest first; what is long past is counted
    beside them."""

    permission_required = "employees.list_warnings"
    model = EarlyWarning
    table_class = EarlyWarningTable
    filterset_class = EarlyWarningFilter
    page_title = gettext_lazy("Early warnings")
    export_name = "peringatan-dini"
    default_columns = ("name", "what", "due_on", "is_eligible", "unit", "state")
    fixed_columns = ("name",)
    bulk_actions = (
        BulkAction(gettext_lazy("Mark as handled"), "employees:warning-bulk-handle", visible=keeps_records),
    )
    empty_title = gettext_lazy("No early warnings yet")
    empty_text = gettext_lazy(
        "Every night the portal works out from the histories what falls due: promotions, salary steps, retirements, "
        "contracts, medals, documents."
    )
    empty_icon = "bell"

    def get_queryset(self) -> QuerySet[EarlyWarning]:
        return EarlyWarning.objects.visible_to(self.request.user).with_person().select_related("handled_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET and not any(self._is_default(each) for each in self.saved_filters):
            return redirect(f"{request.path}?{urlencode(OPEN_NOW)}")
        return super().get(request, *args, **kwargs)

    def address(self, query: str) -> str:
        # The empty query leads to the open ones; who takes all filters away wants to see everything.
        return super().address(query or "all=1")

    def left_out_of_export(self, table: Any) -> list[str]:
        """Other files know people by their NIP: it is left out only by who chose the columns."""
        usual = self.chosen_columns == list(self.default_columns)
        return [name for name in self.hidden_columns(table) if not (usual and name == "nip")]

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s early warning", "%(number)s early warnings", count) % {
            "number": formats.number_format(count)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        is_now = self.request.GET.get("when") == OPEN_NOW["when"]
        return super().get_context_data(
            may_find=user.has_perm("employees.find_warnings"),
            found_at=_found_at(user),
            long_past=self.get_queryset().open().long_past(today()).count() if is_now else 0,
            long_past_url=f"{self.request.path}?{urlencode(LONG_PAST)}",
            **kwargs,
        )


class WarningCalendarView(PermissionRequiredMixin, TemplateView):
    """What falls due in a month; the address names it (?month=2027-03)."""

    permission_required = "employees.list_warnings"
    template_name = "employees/earlywarning_calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = read_month(self.request.GET.get("month", "")) or today().replace(day=1)
        month = warning_month(EarlyWarning.objects.visible_to(self.request.user), first)
        reach = EarlyWarning.objects.visible_to(self.request.user)
        return super().get_context_data(
            month=month,
            next_filled=None if month.totals else next_month_with_any(reach, month.following),
            previous=month.previous if read_month(f"{month.previous:%Y-%m}") else None,
            following=month.following if read_month(f"{month.following:%Y-%m}") else None,
            found_at=_found_at(self.request.user),
            **kwargs,
        )


class WarningPage:
    """The warning that the address names, if the user may see it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def warning(self) -> EarlyWarning:
        rows = EarlyWarning.objects.visible_to(self.request.user).with_person()
        return get_object_or_404(rows.select_related("handled_by"), pk=self.kwargs["pk"])


class WarningDetailView(WarningPage, DetailView):
    template_name = "employees/earlywarning_detail.html"
    context_object_name = "warning"

    def get_object(self, queryset: Any = None) -> EarlyWarning:
        require(self.request.user, "employees.view_warning", self.warning)
        employee = self.warning.employee
        if employee.user_id != self.request.user.pk:
            record_view(viewer=self.request.user, subject=employee, unit_path=employee.unit.path, what="warnings")
        return self.warning

    def readable_details(self) -> dict[str, Any]:
        """From when service counts tells of a sanction, which not everybody may know."""
        details = dict(self.warning.details)
        if not self.request.user.has_perm("employees.view_discipline", self.warning.employee):
            details.pop("counted_from", None)
        return details

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        warning, user = self.warning, self.request.user
        may_edit = user.has_perm("employees.edit_employee", warning.employee)
        found = obstacles(
            warning.kind,
            warning.details,
            may_see_discipline=user.has_perm("employees.view_discipline", warning.employee),
        )
        advice, label, history = next_step(warning.kind)
        return super().get_context_data(
            page_title=headline(warning.kind, warning.details),
            employee=warning.employee,
            is_own=warning.employee.user_id == user.pk,
            particulars=particulars(warning.kind, self.readable_details()),
            obstacles=[
                (each.text, entry_url(each.history, warning.employee_id) if each.history and may_edit else "")
                for each in found
                if not each.is_unknown
            ],
            to_check=[each.text for each in found if each.is_unknown],
            advice=advice,
            entry_label=label,
            entry_url=entry_url(history, warning.employee_id) if may_edit else "",
            may_handle=user.has_perm("employees.handle_warning", warning),
            oversees=user.has_perm("employees.oversee_warning", warning),
            is_coming=warning.warn_from > today(),
            is_overdue=warning.due_on < today(),
            **kwargs,
        )


class WarningHandleView(WarningPage, FormView):
    """Mark as handled, with a note for the colleagues."""

    form_class = HandleWarningForm
    template_name = "employees/earlywarning_handle.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "employees.handle_warning", self.warning)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            warning=self.warning,
            employee=self.warning.employee,
            what=headline(self.warning.kind, self.warning.details),
            page_title=_("Mark as handled"),
            submit_label=_("Mark as handled"),
            cancel_url=self.warning.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: HandleWarningForm) -> HttpResponse:
        try:
            handle_warning(warning=self.warning, note=form.cleaned_data["note"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Marked as handled."),
            extra_tags=reverse("employees:warning-reopen", args=[self.warning.pk]),
        )
        return redirect(self.warning)


@require_POST
def warning_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    warning = get_object_or_404(EarlyWarning.objects.visible_to(request.user).with_person(), pk=pk)
    require(request.user, "employees.handle_warning", warning)
    try:
        reopen_warning(warning=warning, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Open again."))
    return redirect(warning)


class WarningBulkHandleView(PermissionRequiredMixin, BulkActionView):
    permission_required = "employees.find_warnings"
    list_view = WarningListView
    title = gettext_lazy("Mark as handled")
    confirm_label = gettext_lazy("Mark as handled")
    consequence = gettext_lazy("They leave the list of open warnings. Each can be opened again.")
    template_name = "employees/earlywarning_bulk_handle.html"

    def check(self, obj: EarlyWarning) -> str | None:
        if not self.request.user.has_perm("employees.handle_warning", obj):
            return _("you don't keep this person's record")
        if obj.state != WarningState.OPEN:
            return _("not open any more")
        return None

    def perform_one(self, obj: EarlyWarning) -> None:
        form = HandleWarningForm(self.request.POST)
        if not form.is_valid():
            raise DomainError(" ".join(form.errors.get("note", [])))
        handle_warning(warning=obj, note=form.cleaned_data["note"], by=self.request.user)

    def extra_context(self) -> dict[str, Any]:
        return {"note_form": HandleWarningForm()}

    def _preview_context(self, preview: Preview, back: str) -> dict[str, Any]:
        context = super()._preview_context(preview, back)
        context["touched_sample"] = [_in_words(warning) for warning in context["touched_sample"]]
        context["skipped"] = [
            (reason, count, [_in_words(warning) for warning in rows]) for reason, count, rows in context["skipped"]
        ]
        return context

    def done_text(self, count: int) -> str:
        return ngettext("%(number)s warning marked as handled.", "%(number)s warnings marked as handled.", count) % {
            "number": formats.number_format(count)
        }


@require_POST
@permission_required("employees.find_warnings")
def warning_find(request: HttpRequest) -> HttpResponse:
    """Work out now what the night would."""
    path = next(iter(scope_of(request.user).paths(Permission.EMPLOYEE_EDIT)))
    government = get_object_or_404(OrganizationalUnit, path=path[: OrganizationalUnit.steplen])
    return redirect(start_finding(government=government, by=request.user).get_absolute_url())


def _in_words(warning: EarlyWarning) -> str:
    date = formats.date_format(warning.due_on)
    return f"{warning.employee.full_name}: {warning.get_kind_display()}, {date}"


def _found_at(user: Any) -> Any:
    """When the warnings of the user's government were worked out last."""
    path = next(iter(scope_of(user).paths(Permission.WARNING_VIEW)), "")[: OrganizationalUnit.steplen]
    return Event.objects.filter(kind=FOUND, unit_path=path).order_by("-at").values_list("at", flat=True).first()
