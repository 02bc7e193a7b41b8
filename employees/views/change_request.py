"""An employee asks for a change of the own record; HR compares, applies or refuses."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.audit.services import record_view
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from employees.change_topics import TOPICS, Topic
from employees.enums import ChangeRequestState
from employees.filters.change_request import ChangeRequestFilter
from employees.forms.change_request import EVIDENCE_FIELDS, EntryRequestForm, MainRequestForm, RefuseForm
from employees.forms.employee import NumbersReasonForm
from employees.models import ChangeRequest, Employee
from employees.reports.change_request import compare
from employees.reports.timeline import timeline_of
from employees.services.change_request import (
    apply_request,
    evidence_of,
    refuse_request,
    submit_request,
    withdraw_request,
)
from employees.services.employee import SENSITIVE_FIELDS
from employees.supervision import employee_of
from employees.tables.change_request import ChangeRequestTable
from employees.texts.record import one_full_stop

OWN_SHOWN = 50


def _own_record(user: Any) -> Employee:
    employee = employee_of(user)
    if employee is None:
        raise PermissionDenied
    return employee


class MyRequestsView(TemplateView):
    """What one may ask for, and what one asked."""

    template_name = "employees/changerequest_mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = _own_record(self.request.user)
        own = ChangeRequest.objects.filter(employee=employee).select_related("decided_by")[:OWN_SHOWN]
        return super().get_context_data(
            employee=employee,
            topics=TOPICS.values(),
            requests=[(request, TOPICS[request.topic]) for request in own],
            **kwargs,
        )


class RequestCreateView(DraftFormMixin, FormView):
    """One topic on one short page: what stands on record, what is right, a photo of the evidence."""

    template_name = "employees/changerequest_create.html"
    draft_key = "employees.change_request"
    draft_exclude = SENSITIVE_FIELDS

    @cached_property
    def topic(self) -> Topic:
        try:
            return TOPICS[self.kwargs["topic"]]
        except KeyError as error:
            raise Http404 from error

    @cached_property
    def employee(self) -> Employee:
        return _own_record(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before anything else: whoever has no record asks for nothing.
        self.employee, self.topic  # noqa: B018 -- read once, for what they refuse
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return EntryRequestForm if self.topic.history else MainRequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "topic": self.topic, "employee": self.employee}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = self.topic.history
        kinds = frozenset({history.kind}) if history else frozenset()
        context = super().get_context_data(
            topic=self.topic,
            on_record=timeline_of(self.employee, user=self.request.user, kinds=kinds) if history else [],
            waiting=ChangeRequest.objects.waiting().filter(employee=self.employee, topic=self.topic.key).first(),
            submit_label=_("Send to the HR office"),
            cancel_url=reverse("employees:my-requests"),
            **kwargs,
        )
        form = context["form"]
        context["more_pages"] = [form[name] for name in EVIDENCE_FIELDS[1:]]
        context["shows_more_pages"] = any(form.errors.get(name) for name in EVIDENCE_FIELDS[1:])
        plain = [name for name in form.fields if name not in (*EVIDENCE_FIELDS, "explanation")]
        context["plain_fields"] = [form[name] for name in plain]
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            request = submit_request(
                employee=self.employee,
                topic=self.topic,
                values=form.values(),
                evidence=form.evidence,
                explanation=form.cleaned_data["explanation"],
                form_key=_form_key(self.idempotency_key),
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Sent. You see here what becomes of it, and you are told when it is decided."))
        return redirect(request)


def _form_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class RequestListView(PermissionRequiredMixin, PortalListView):
    """For those who keep the records: what waits, oldest first."""

    permission_required = "employees.list_change_requests"
    model = ChangeRequest
    table_class = ChangeRequestTable
    filterset_class = ChangeRequestFilter
    page_title = gettext_lazy("Change requests")
    export_name = "usul-perubahan"
    default_columns = ("person", "topic", "created_at", "unit", "state")
    fixed_columns = ("person",)
    empty_title = gettext_lazy("Nobody has asked for a change yet")
    empty_text = gettext_lazy("Staff ask from “My record”: a new telephone number, a diploma, a corrected birth date.")
    empty_icon = "inbox"

    def get_queryset(self) -> QuerySet[ChangeRequest]:
        rows = ChangeRequest.objects.visible_to(self.request.user).select_related("employee__unit", "decided_by")
        waits_first = Case(When(state=ChangeRequestState.SUBMITTED, then=Value(0)), default=Value(1))
        return rows.annotate(turn=waits_first).order_by("turn", "created_at", "pk")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s request", "%(number)s requests", count) % {"number": formats.number_format(count)}


class RequestDetailView(DetailView):
    """For the person: what becomes of it. For HR: old and new side by side, and the two buttons."""

    context_object_name = "change_request"
    template_name = "employees/changerequest_detail.html"
    refuse_form: RefuseForm | None = None
    numbers_form: NumbersReasonForm | None = None
    in_full = False
    fault = ""

    def get_queryset(self) -> QuerySet[ChangeRequest]:
        rows = ChangeRequest.objects.visible_to(self.request.user)
        return rows.select_related("employee__unit", "employee__position", "employee__user", "decided_by")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if not self.is_own:
            self.note_look("change-request")
        return self.render_to_response(self.get_context_data(object=self.object))

    @cached_property
    def is_own(self) -> bool:
        return bool(self.object.employee.user_id == self.request.user.pk)

    def note_look(self, what: str, reason: str = "") -> None:
        employee = self.object.employee
        record_view(viewer=self.request.user, subject=employee, unit_path=employee.unit.path, what=what, reason=reason)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change_request, user = self.object, self.request.user
        may_decide = user.has_perm("employees.decide_change_request", change_request)
        waits = change_request.state == ChangeRequestState.SUBMITTED
        comparison = compare(change_request, user=user, in_full=self.in_full)
        return super().get_context_data(
            employee=change_request.employee,
            topic=TOPICS[change_request.topic],
            comparison=comparison,
            evidence=evidence_of(change_request),
            is_own=self.is_own,
            waits=waits,
            may_decide=may_decide and waits,
            may_see_numbers=comparison.has_numbers
            and not self.in_full
            and user.has_perm("employees.view_sensitive", change_request.employee),
            may_withdraw=self.is_own and waits,
            refuse_form=self.refuse_form or RefuseForm(),
            numbers_form=self.numbers_form or NumbersReasonForm(),
            fault=self.fault,
            **kwargs,
        )

    @classmethod
    def shown_again(cls, request: HttpRequest, pk: int, **state: Any) -> HttpResponse:
        """The page as an answer to a POST that was not accepted."""
        view = cls(**state)
        view.setup(request, pk=pk)
        view.object = view.get_object()
        response = render(request, view.template_name, view.get_context_data(object=view.object))
        response["Cache-Control"] = "private, no-store"
        return response


def _request_of(request: HttpRequest, pk: int, rule: str) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(request.user).select_related("employee__unit")
    change_request: ChangeRequest = get_object_or_404(rows, pk=pk)
    require(request.user, rule, change_request)
    return change_request


@require_POST
def request_apply(request: HttpRequest, pk: int) -> HttpResponse:
    change_request = _request_of(request, pk, "employees.decide_change_request")
    try:
        version = read_key(request.POST.get("version", ""))
        decided = apply_request(request=change_request, version=version or 0, by=request.user)
    except DomainError as error:
        return RequestDetailView.shown_again(request, pk, fault=str(error))
    messages.success(request, one_full_stop(_("On record: %(what)s of %(name)s.") % _named(decided)))
    return _to_the_next(request)


@require_POST
def request_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    change_request = _request_of(request, pk, "employees.decide_change_request")
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return RequestDetailView.shown_again(request, pk, refuse_form=form)
    try:
        decided = refuse_request(request=change_request, reason=form.text, by=request.user)
    except DomainError as error:
        return RequestDetailView.shown_again(request, pk, refuse_form=form, fault=str(error))
    messages.success(
        request, one_full_stop(_("Refused: %(what)s of %(name)s. The person is told why.") % _named(decided))
    )
    return _to_the_next(request)


@require_POST
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    change_request = _request_of(request, pk, "employees.withdraw_change_request")
    try:
        withdraw_request(request=change_request, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn. Nothing was changed on your record."))
    return redirect(change_request)


@require_POST
def request_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the numbers in full once, to compare them with the evidence; noted with the reason."""
    view = RequestDetailView()
    view.setup(request, pk=pk)
    view.object = view.get_object()
    require(request.user, "employees.view_sensitive", view.object.employee)
    form = NumbersReasonForm(request.POST)
    if not form.is_valid():
        return RequestDetailView.shown_again(request, pk, numbers_form=form)
    view.note_look("numbers", form.cleaned_data["reason"])
    return RequestDetailView.shown_again(request, pk, in_full=True)


def _named(request: ChangeRequest) -> dict[str, Any]:
    return {"what": TOPICS[request.topic].label, "name": request.employee.full_name}


def _to_the_next(request: HttpRequest) -> HttpResponse:
    """The oldest that still waits, so that a pile is worked off without going back; then the list."""
    own = employee_of(request.user)
    waiting = ChangeRequest.objects.decidable_by(request.user).waiting().order_by("created_at", "pk")
    following = waiting.exclude(employee=own).first() if own else waiting.first()
    return redirect(following) if following else redirect("employees:change-request-list")
