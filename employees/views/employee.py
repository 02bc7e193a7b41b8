"""The staff list, a person's record, and what changes it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.audit.services import record_view
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.enums import ACTIVE_STATUSES, HistoryKind, LegalStatus
from employees.fields import date_asked
from employees.filters import ACTING, EmployeeFilter
from employees.forms.employee import EmployeeCorrectForm, EmployeeCreateForm, NumbersReasonForm
from employees.models import Employee, UnitName
from employees.reports.outlook import visible_outlook
from employees.reports.record_trail import field_changes, looks_at
from employees.reports.timeline import readable_histories, timeline_of
from employees.services.employee import SENSITIVE_FIELDS, correct_employee, create_employee, set_photo
from employees.shown_status import has_shown_status, reads_all_sanctions, shown_status, shown_status_of
from employees.supervision import employee_of, headed_units, supervisor_of
from employees.tables import DatedEmployeeTable, EmployeeTable
from employees.views.placement import PlacementMixin


class EmployeeListView(PermissionRequiredMixin, PortalListView):
    permission_required = "employees.list_employees"
    model = Employee
    table_class = EmployeeTable
    filterset_class = EmployeeFilter
    page_title = gettext_lazy("Staff")
    export_name = "pegawai"
    default_columns = ("name", "nip", "position", "unit", "rank", "status")
    fixed_columns = ("name",)
    empty_title = gettext_lazy("No staff on record yet")
    empty_text = gettext_lazy("Import the list that your office keeps, or add people one by one.")
    empty_icon = "people"

    @cached_property
    def date(self) -> datetime.date | None:
        """The day of which the list speaks; None for the records as they are."""
        return date_asked(self.request.GET.get("on"))

    def get_queryset(self) -> QuerySet[Employee]:
        user = self.request.user
        status = self.request.GET.get("status")
        chosen = {status} & set(LegalStatus.values)
        if self.date is None:
            found = Employee.objects.visible_to(user).as_listed()
            # Where all is readable the column itself serves, and needs no case for each row.
            shown = F("status") if reads_all_sanctions(user) else shown_status_of(user, "status")
            return found.filter(has_shown_status(user, status) if chosen else Q()).annotate(status_shown=shown)
        # Whoever may not read of a sanction finds the person among the active.
        hidden = {LegalStatus.SANCTIONED} if LegalStatus.ACTIVE in chosen else set()
        found = (
            Employee.objects.as_of(self.date, statuses=chosen | hidden or ACTIVE_STATUSES)
            .visible_on(user, self.date, acting=self.request.GET.get("assignment") == ACTING)
            .with_education_on(self.date)
            .annotate(status_shown=shown_status_of(user, "status_on"))
        )
        return found.filter(status_shown=status) if chosen else found

    def get_table_class(self) -> type[EmployeeTable]:
        return DatedEmployeeTable if self.date else EmployeeTable

    def get_table_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_table_kwargs()
        return {**kwargs, "unit_names": self.unit_names} if self.date else kwargs

    @cached_property
    def unit_names(self) -> dict[int, str]:
        """What units were called on the day, where they had another name."""
        return dict(UnitName.objects.on(self.date).values_list("unit_id", "name"))

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": formats.number_format(count)}

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if self.request.user.has_perm("employees.import_employees"):
            empty |= {"action_url": reverse("employees:import-list"), "action_label": _("Import a list")}
        return empty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_create=user.has_perm("employees.create_employee"),
            may_export=user.has_perm("employees.export_records"),
            may_import=user.has_perm("employees.import_employees"),
            **kwargs,
        )


class RecordPage(DetailView):
    """One tab of a person's record. Whoever opens another person's record is noted."""

    model = Employee
    context_object_name = "employee"
    tab = ""
    # What the log says was opened.
    what = "profile"
    # The rule that this tab needs beyond seeing the person at all.
    tab_rule = ""

    def get_queryset(self) -> QuerySet[Employee]:
        return Employee.objects.visible_to(self.request.user).with_place().select_related("photo")

    @cached_property
    def is_own(self) -> bool:
        return bool(self.object.user_id == self.request.user.pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        require(request.user, "employees.view_employee", self.object)
        if self.tab_rule:
            require(request.user, self.tab_rule, self.object)
        if not self.is_own:
            record_view(viewer=request.user, subject=self.object, unit_path=self.object.unit.path, what=self.what)
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, employee = self.request.user, self.object
        employee.status = shown_status(user, employee)
        may = {
            name: user.has_perm(f"employees.{rule}", employee)
            for name, rule in {
                "edit": "edit_employee",
                "see_personal": "view_personal_data",
                "see_numbers": "view_sensitive",
                "see_looks": "view_looks",
            }.items()
        }
        return super().get_context_data(tab=self.tab, may=may, is_own=self.is_own, **kwargs)


class EmployeeDetailView(RecordPage):
    template_name = "employees/employee_detail.html"
    tab = "summary"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = self.object
        return super().get_context_data(
            supervisor=supervisor_of(employee),
            headed=headed_units(employee),
            **self.timeline(),
            has_numbers=any(getattr(employee, f"{name}_hash") for name in SENSITIVE_FIELDS),
            numbers_form=NumbersReasonForm(),
            outlook=visible_outlook(employee, self.request.user),
            **kwargs,
        )

    def timeline(self) -> dict[str, Any]:
        """All histories, or the one that the address names (?history=)."""
        histories = readable_histories(self.object, self.request.user)
        chosen = next((each.kind for each in histories if each.kind == self.request.GET.get("history")), None)
        kinds = frozenset({chosen}) if chosen else None
        return {
            "timeline": timeline_of(self.object, user=self.request.user, kinds=kinds),
            "histories": histories,
            "addable": [each for each in histories if each.kind not in {HistoryKind.POSITION, HistoryKind.RANK}],
            "chosen_history": chosen,
        }


class EmployeeMeView(EmployeeDetailView):
    """My own record."""

    def get_object(self, queryset: Any = None) -> Employee:
        employee = employee_of(self.request.user)
        if employee is None:
            raise PermissionDenied
        return employee


class EmployeeChangesView(RecordPage):
    """Which field changed when, from what to what, by whom and why."""

    template_name = "employees/employee_changes.html"
    tab = "changes"
    what = "changes"
    tab_rule = "employees.view_personal_data"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(changes=field_changes(self.object), **kwargs)


class EmployeeLooksView(RecordPage):
    """Who looked at this record."""

    template_name = "employees/employee_looks.html"
    tab = "looks"
    what = "looks"
    tab_rule = "employees.view_looks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(looks=looks_at(self.object), **kwargs)


@require_POST
def employee_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows NIK, NPWP and BPJS number in full once, for a reason that is logged and that the person can read."""
    view = EmployeeDetailView()
    view.setup(request, pk=pk)
    view.object = view.get_object()
    require(request.user, "employees.view_sensitive", view.object)
    form = NumbersReasonForm(request.POST)
    context: dict[str, Any] = {"numbers_form": form}
    if form.is_valid():
        record_view(
            viewer=request.user,
            subject=view.object,
            unit_path=view.object.unit.path,
            what="numbers",
            reason=form.cleaned_data["reason"],
        )
        context["numbers"] = [
            (view.object._meta.get_field(f"{name}_encrypted").verbose_name, getattr(view.object, name))
            for name in SENSITIVE_FIELDS
        ]
    response = render(request, view.template_name, {**view.get_context_data(object=view.object), **context})
    response["Cache-Control"] = "private, no-store"
    return response


class EmployeeCreateView(PlacementMixin, PermissionRequiredMixin, DraftFormMixin, FormView):
    """Take a person on record in a unit, which the address names (?unit=)."""

    permission_required = "employees.create_employee"
    permission = Permission.EMPLOYEE_EDIT
    template_name = "employees/employee_create.html"
    form_class = EmployeeCreateForm
    draft_key = "employees.employee_create"
    draft_exclude = SENSITIVE_FIELDS

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "positions": self.positions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Add an employee"),
            submit_label=_("Take on record"),
            cancel_url=reverse("employees:employee-list"),
            **kwargs,
        )

    def form_valid(self, form: EmployeeCreateForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            employee = create_employee(
                main=form.main_data(),
                position=data["position"],
                position_since=data["position_since"],
                rank=data["rank"],
                rank_since=data["rank_since"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is on record.") % {"name": employee.full_name})
        return redirect(employee)


class EmployeeCorrectView(DraftFormMixin, VersionedFormMixin, UpdateView):
    """Correct the main data, with a reason that the person can read."""

    model = Employee
    form_class = EmployeeCorrectForm
    template_name = "employees/employee_correct.html"
    draft_key = "employees.employee_correct"
    draft_exclude = SENSITIVE_FIELDS
    success_url = reverse_lazy("employees:employee-list")

    def get_queryset(self) -> QuerySet[Employee]:
        return Employee.objects.visible_to(self.request.user).with_place()

    def get_object(self, queryset: Any = None) -> Employee:
        employee: Employee = super().get_object(queryset)
        require(self.request.user, "employees.edit_employee", employee)
        return employee

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("employees:employee-detail", args=[self.object.pk]),
            submit_label=_("Save the correction"),
            **kwargs,
        )

    def form_valid(self, form: EmployeeCorrectForm) -> HttpResponse:
        changes = form.main_data()
        try:
            employee = correct_employee(
                employee=self.object,
                changes=changes,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                version=None,
            )
            if photo := form.cleaned_data["photo"]:
                set_photo(employee=employee, photo=photo, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. The person can read what was changed and why."))
        return redirect(employee)
