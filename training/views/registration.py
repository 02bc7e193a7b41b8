"""Registrations: one's own, and those that wait for one's approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from asn_portal.listing.bulk import BulkAction, BulkActionView
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.supervision import employee_of, is_supervisor_of, supervisor_of
from training.enums import RegistrationState
from training.filters import ApprovalFilter
from training.forms import WithdrawForm
from training.forms.allocation import RefusalForm, RemovalForm
from training.models import Registration
from training.reports import course_of_events, own_training
from training.reports.participation import participation_of
from training.rules import is_own_registration, manages_session_of
from training.services.registration import (
    approve_registration,
    refuse_registration,
    register,
    remove_registration,
    withdraw_registration,
)
from training.services.seats import awaits_draw, place_in_line, standings_of
from training.tables import ApprovalTable
from training.views.base import RegistrationPageMixin, refusals_told, visible_registration, visible_session


@require_POST
def session_register(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.register", session)
    with refusals_told(request):
        registration = register(session=session, employee=employee_of(request.user), by=request.user)
        messages.success(request, _outcome(registration))
        return redirect(registration)
    return redirect(session)


def _outcome(registration: Registration) -> str:
    if _is_candidate(registration):
        return _("You are in the draw. You are told your number when the list is published.")
    if registration.state == RegistrationState.WAITING:
        return _("All seats are taken. You are on the waiting list and move up by yourself when a seat is freed.")
    if registration.state == RegistrationState.APPROVED:
        return _("You are registered.")
    return _("You are registered. Your seat is held until your supervisor decides.")


class MyTrainingView(PermissionRequiredMixin, TemplateView):
    permission_required = "training.view_own"
    template_name = "training/my_training.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = employee_of(self.request.user)
        training = own_training(employee, year=today().year)
        standings = standings_of(training.pending)
        pending = [{"row": row, "standing": standings.get(row.pk)} for row in training.pending]
        return super().get_context_data(training=training, pending=pending, employee=employee, **kwargs)


class RegistrationDetailView(RegistrationPageMixin, TemplateView):
    template_name = "training/registration_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration, user = self.registration, self.request.user
        is_own = is_own_registration.test(user, registration)
        if not is_own:
            unit_path = registration.employee.unit.path
            record_view(viewer=user, subject=registration.employee, unit_path=unit_path, what="training")
        awaits = registration.state == RegistrationState.AWAITING_APPROVAL and registration.session.is_unfinished
        is_candidate = _is_candidate(registration)
        return super().get_context_data(
            is_own=is_own,
            supervisor=supervisor_of(registration.employee) if awaits else None,
            may_decide=awaits and is_supervisor_of(user, registration.employee),
            may_leave=is_own and registration.is_pending and registration.session.is_unfinished,
            may_manage=manages_session_of.test(user, registration),
            place=place_in_line(registration),
            awaits_draw=is_candidate,
            state_label=_("In the draw") if is_candidate else registration.get_state_display(),
            certificates=registration.certificates.select_related("document").order_by("-issued_at"),
            events=course_of_events(registration),
            participation=participation_of(registration, user, is_own=is_own),
            **kwargs,
        )


class RegistrationWithdrawView(RegistrationPageMixin, FormView):
    permission = "training.withdraw_registration"
    template_name = "training/registration_withdraw.html"
    form_class = WithdrawForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=self.registration.get_absolute_url(), awaits_draw=_is_candidate(self.registration), **kwargs
        )

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        told = _left(self.registration)
        try:
            withdraw_registration(
                registration=self.registration, by=self.request.user, reason=form.cleaned_data["reason"]
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, told)
        return redirect("training:my-training")


def _is_candidate(registration: Registration) -> bool:
    return registration.state == RegistrationState.WAITING and awaits_draw(registration.session)


def _left(registration: Registration) -> str:
    """What a withdrawal means for the seat or the place in line that is still theirs now."""
    if _is_candidate(registration):
        return _("You have withdrawn and no longer take part in the draw.")
    if registration.state == RegistrationState.WAITING:
        return _("You have withdrawn. You no longer stand on the waiting list.")
    if registration.session.fills_from_waiting_list:
        return _("You have withdrawn. Your seat goes to the next in line.")
    return _("You have withdrawn.")


class ApprovalListView(PermissionRequiredMixin, PortalListView):
    """Registrations that wait for the user's decision as direct supervisor."""

    permission_required = "training.view_approvals"
    model = Registration
    table_class = ApprovalTable
    filterset_class = ApprovalFilter
    template_name = "training/approval_list.html"
    list_key = "training.approvals"
    page_title = gettext_lazy("Training approvals")
    fixed_columns = ("employee", "act")
    default_columns = ("employee", "session", "starts_at", "registered_at")
    bulk_actions = (BulkAction(gettext_lazy("Approve"), "training:approval-bulk-approve"),)
    empty_title = gettext_lazy("Nothing waits for your decision")
    empty_text = gettext_lazy(
        "When someone of your staff registers for a training, it appears here and on your first page."
    )
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return Registration.objects.awaiting_decision_of(self.request.user).with_people().with_session()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s registration", "%(number)s registrations", count) % {
            "number": formats.number_format(count)
        }


class ApprovalBulkApproveView(PermissionRequiredMixin, BulkActionView):
    permission_required = "training.view_approvals"
    list_view = ApprovalListView
    title = gettext_lazy("Approve registrations")
    confirm_label = gettext_lazy("Approve them")
    consequence = gettext_lazy("Each person is told. An approval cannot be taken back; the person can still withdraw.")

    def perform_one(self, obj: Registration) -> None:
        approve_registration(registration=obj, by=self.request.user)


@require_POST
def registration_approve(request: HttpRequest, pk: int) -> HttpResponse:
    registration = visible_registration(request, pk)
    require(request.user, "training.decide_registration", registration)
    with refusals_told(request):
        approve_registration(registration=registration, by=request.user)
        messages.success(request, _("Approved: %(name)s attends.") % {"name": registration.employee.full_name})
    return redirect("training:approval-list")


class RegistrationRefuseView(RegistrationPageMixin, FormView):
    permission = "training.decide_registration"
    template_name = "training/registration_refuse.html"
    form_class = RefusalForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("training:approval-list"), **kwargs)

    def form_valid(self, form: RefusalForm) -> HttpResponse:
        try:
            refuse_registration(registration=self.registration, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Refused. The person reads your reason; the seat goes to the next in line."))
        return redirect("training:approval-list")


class RegistrationRemoveView(RegistrationPageMixin, FormView):
    permission = "training.remove_registration"
    template_name = "training/registration_remove.html"
    form_class = RemovalForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self._participants(), **kwargs)

    def form_valid(self, form: RemovalForm) -> HttpResponse:
        try:
            remove_registration(registration=self.registration, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Removed. The person reads your reason; the seat goes to the next in line."))
        return redirect(self._participants())

    def _participants(self) -> str:
        return reverse("training:session-participants", args=[self.registration.session_id])
