"""What adds to a person's histories, and what corrects them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from employees.dates import day_after
from employees.enums import AssignmentKind
from employees.forms.employee import ActingForm, PositionCorrectForm, RankCorrectForm, RankForm, TransferForm
from employees.models import Employee, OrganizationalUnit, PositionHistory, RankHistory
from employees.services.history import add_definitive_position, add_rank, appoint_acting, correct_history
from employees.texts import last_day
from employees.views.placement import PlacementMixin


class HistoryFormView(DraftFormMixin, FormView):
    """A form about one employee whom the user may edit. Subclasses write `act`, which calls one service."""

    employee: Employee
    success_message: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.employee = self.get_employee()
        require(request.user, "employees.edit_employee", self.employee)
        return super().dispatch(request, *args, **kwargs)

    def get_employee(self) -> Employee:
        employee: Employee = get_object_or_404(
            Employee.objects.visible_to(self.request.user).with_place(), pk=self.kwargs["pk"]
        )
        return employee

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.success_message)
        return redirect(self.employee)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(employee=self.employee, cancel_url=self.employee.get_absolute_url(), **kwargs)


class EmployeeTransferView(PlacementMixin, HistoryFormView):
    form_class = TransferForm
    template_name = "employees/employee_transfer.html"
    draft_key = "employees.transfer"

    def default_unit(self) -> OrganizationalUnit:
        return self.employee.unit

    @cached_property
    def units(self) -> Any:
        # Nobody moves to another government by transfer.
        return super().units.within(self.employee.unit.government_path)

    def get_form_kwargs(self) -> dict[str, Any]:
        positions = self.positions.exclude(pk=self.employee.position_id)
        return {**super().get_form_kwargs(), "positions": positions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit_label=_("Transfer"), **kwargs)

    def act(self, form: TransferForm) -> None:
        add_definitive_position(employee=self.employee, by=self.request.user, **form.cleaned_data)
        self.success_message = _("%(name)s: new position from %(date)s.") % {
            "name": self.employee.full_name,
            "date": formats.date_format(form.cleaned_data["effective_date"]),
        }


class RankCreateView(HistoryFormView):
    form_class = RankForm
    template_name = "employees/rankhistory_create.html"
    draft_key = "employees.rank"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "employee": self.employee}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit_label=_("Add the rank"), **kwargs)

    def act(self, form: RankForm) -> None:
        add_rank(employee=self.employee, by=self.request.user, **form.cleaned_data)
        self.success_message = _("%(name)s: rank %(rank)s from %(date)s.") % {
            "name": self.employee.full_name,
            "rank": form.cleaned_data["rank"],
            "date": formats.date_format(form.cleaned_data["effective_date"]),
        }


class ActingCreateView(PlacementMixin, HistoryFormView):
    """Plt., Plh., Pj. or an additional duty."""

    form_class = ActingForm
    template_name = "employees/positionhistory_create.html"
    draft_key = "employees.acting"

    def default_unit(self) -> OrganizationalUnit:
        return self.employee.unit

    @cached_property
    def units(self) -> Any:
        return super().units.within(self.employee.unit.government_path)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "positions": self.positions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(submit_label=_("Appoint"), **kwargs)

    def act(self, form: ActingForm) -> None:
        data = form.cleaned_data
        appoint_acting(
            employee=self.employee,
            position=data["position"],
            kind=AssignmentKind(data["kind"]),
            period=(data["start"], day_after(data["last_day"])),
            decree_number=data["decree_number"],
            decree_date=data["decree_date"],
            by=self.request.user,
        )
        self.success_message = _("%(name)s is appointed.") % {"name": self.employee.full_name}


class HistoryCorrectView(HistoryFormView):
    """A correction is a new entry that names the corrected one, which stays readable."""

    model: type[RankHistory] | type[PositionHistory]
    what = ""
    template_name = "employees/history_correct.html"

    @cached_property
    def row(self) -> Any:
        rows = self.model.objects.visible_to(self.request.user).select_related("employee__unit", "employee__position")
        if self.model is PositionHistory:
            rows = rows.select_related("position__unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_employee(self) -> Employee:
        employee: Employee = self.row.employee
        return employee

    def get_initial(self) -> dict[str, Any]:
        return {
            self.what: getattr(self.row, self.what),
            "start": self.row.period.lower,
            "last_day": last_day(self.row.period),
            "decree_number": self.row.decree_number,
            "decree_date": self.row.decree_date,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, submit_label=_("Save the correction"), **kwargs)

    def act(self, form: Any) -> None:
        changes = form.changes(self.row, self.what)
        if not changes:
            raise DomainError(_("Nothing was changed. Change what is wrong, or cancel."))
        correct_history(row=self.row, changes=changes, reason=form.cleaned_data["reason"], by=self.request.user)
        self.success_message = _("Corrected. The earlier entry stays readable below it.")


class RankCorrectView(HistoryCorrectView):
    model = RankHistory
    what = "rank"
    form_class = RankCorrectForm
    draft_key = "employees.rank_correct"


class PositionCorrectView(HistoryCorrectView):
    model = PositionHistory
    what = "position"
    form_class = PositionCorrectForm
    draft_key = "employees.position_correct"
