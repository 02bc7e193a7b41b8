"""What adds to a person's histories, corrects them, or takes an entry back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from employees.dates import day_after
from employees.enums import AssignmentKind, HistoryKind
from employees.forms.employee import ActingForm, PositionCorrectForm, TransferForm
from employees.forms.history import HistoryEntryForm, WithdrawForm
from employees.histories import HISTORIES, History
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.services.history import (
    add_definitive_position,
    add_entry,
    add_rank,
    appoint_acting,
    correct_history,
    withdraw_entry,
)
from employees.texts.record import last_day
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
            scan=data["scan"],
            by=self.request.user,
        )
        self.success_message = _("%(name)s is appointed.") % {"name": self.employee.full_name}


def generic(history: History) -> History:
    """Positions are added and corrected on pages of their own, which know whose positions may be chosen."""
    if history.kind is HistoryKind.POSITION:
        raise Http404
    return history


class EntryMixin:
    """Which history the address names. Those that a rule restricts are as if they were not there."""

    kwargs: dict[str, Any]

    @cached_property
    def history(self) -> History:
        try:
            return HISTORIES[HistoryKind(self.kwargs["kind"])]
        except ValueError as error:
            raise Http404 from error

    @cached_property
    def row(self) -> Any:
        rows = self.history.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        return get_object_or_404(rows.select_related("employee__unit", "employee__position"), pk=self.kwargs["pk"])


class EntryCreateView(EntryMixin, HistoryFormView):
    """Add an entry to a history. Positions have pages of their own: transfer, and acting appointments."""

    form_class = HistoryEntryForm
    template_name = "employees/history_create.html"
    draft_key = "employees.history"

    @cached_property
    def history(self) -> History:
        return generic(super().history)

    def get_employee(self) -> Employee:
        employee = super().get_employee()
        require(self.request.user, self.history.rule, employee)
        return employee

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "history": self.history, "employee": self.employee}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(history=self.history, submit_label=_("Add the entry"), **kwargs)

    def act(self, form: HistoryEntryForm) -> None:
        values = form.values()
        if self.history.kind is HistoryKind.RANK:
            start, _until = values.pop("period")
            add_rank(
                employee=self.employee,
                effective_date=start,
                scan=form.cleaned_data["scan"],
                by=self.request.user,
                **values,
            )
        else:
            add_entry(
                employee=self.employee,
                kind=self.history.kind,
                values=values,
                scan=form.cleaned_data["scan"],
                by=self.request.user,
            )
        self.success_message = _("Added to the record: %(what)s.") % {"what": self.history.label}


class EntryCorrectView(EntryMixin, HistoryFormView):
    """A correction is a new entry that names the corrected one, which stays readable."""

    form_class = HistoryEntryForm
    template_name = "employees/history_correct.html"
    draft_key = "employees.history_correct"

    @cached_property
    def history(self) -> History:
        return generic(super().history)

    def get_employee(self) -> Employee:
        employee: Employee = self.row.employee
        require(self.request.user, self.history.rule, employee)
        return employee

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "history": self.history, "employee": self.employee, "row": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            history=self.history, row=self.row, submit_label=_("Save the correction"), **kwargs
        )

    def changes(self, form: Any) -> dict[str, Any]:
        changes: dict[str, Any] = form.changes()
        return changes

    def act(self, form: Any) -> None:
        changes, scan = self.changes(form), form.cleaned_data["scan"]
        if not changes and not scan:
            raise DomainError(_("Nothing was changed. Change what is wrong, or cancel."))
        correct_history(
            row=self.row, changes=changes, scan=scan, reason=form.cleaned_data["reason"], by=self.request.user
        )
        self.success_message = _("Corrected. The earlier entry stays readable below it.")


class PositionCorrectView(EntryCorrectView):
    """Positions are chosen among those of the unit."""

    form_class = PositionCorrectForm
    draft_key = "employees.position_correct"
    history = HISTORIES[HistoryKind.POSITION]

    @cached_property
    def row(self) -> Any:
        rows = PositionHistory.objects.visible_to(self.request.user)
        return get_object_or_404(
            rows.select_related("employee__unit", "employee__position", "position__unit"), pk=self.kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        return {
            "position": self.row.position,
            "start": self.row.period.lower,
            "last_day": last_day(self.row.period),
            "decree_number": self.row.decree_number,
            "decree_date": self.row.decree_date,
            "note": self.row.note,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["history"], kwargs["employee"]
        return kwargs

    def changes(self, form: PositionCorrectForm) -> dict[str, Any]:
        return form.changes(self.row, "position")


class EntryWithdrawView(EntryMixin, HistoryFormView):
    """Takes back an entry that should never have been made."""

    form_class = WithdrawForm
    template_name = "employees/history_withdraw.html"
    draft_key = "employees.history_withdraw"

    def get_employee(self) -> Employee:
        employee: Employee = self.row.employee
        require(self.request.user, self.history.rule, employee)
        return employee

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            history=self.history, row=self.row, submit_label=_("Withdraw the entry"), **kwargs
        )

    def act(self, form: WithdrawForm) -> None:
        withdraw_entry(row=self.row, reason=form.cleaned_data["reason"], by=self.request.user)
        self.success_message = _("Withdrawn. The entry stays readable, struck through.")
