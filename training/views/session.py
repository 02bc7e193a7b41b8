"""Sessions: the catalogue, the office's list, and the verbs from draft to finished."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.supervision import employee_of, supervisor_of
from training.enums import (
    SEATED_STATES,
    SESSION_TRANSITIONS,
    Allocation,
    RegistrationPhase,
    RegistrationState,
    SessionState,
)
from training.filters import CatalogueFilter, OfficeSessionFilter
from training.forms import CancelForm, PlanForm, SessionForm
from training.ics import calendar
from training.material_files import files_of
from training.models import Material, Registration, TrainingProgramme, TrainingSession
from training.reports import class_list, session_figures
from training.rules import manages_unit, oversees_unit
from training.services.eligibility import conditions, rules_in_words
from training.services.seats import awaits_draw, free_for, is_list_published, place_in_line
from training.services.series import change_following
from training.services.session import (
    cancel_session,
    change_session,
    close_registration,
    create_session,
    finish_obstacle,
    finish_session,
    open_registration,
    start_session,
)
from training.tables import CatalogueTable, OfficeSessionTable
from training.views.allocation import shares_shown
from training.views.base import SessionPageMixin, in_zone, refusals_told, visible_session
from training.views.comment import comments_on
from training.views.series import calendar_entry


class SessionListView(PortalListView):
    """The catalogue: what one's own government offers now."""

    model = TrainingSession
    table_class = CatalogueTable
    filterset_class = CatalogueFilter
    template_name = "training/session_list.html"
    list_key = "training.catalogue"
    page_title = gettext_lazy("Training catalogue")
    export_name = "training-catalogue"
    fixed_columns = ("title",)
    default_columns = ("title", "starts_at", "place", "learning_hours", "seats", "registration_closes_at", "own_state")
    empty_title = gettext_lazy("No training is announced at the moment")
    empty_text = gettext_lazy("Sessions appear here when a training coordinator opens their registration.")
    empty_icon = "training"

    def get_queryset(self) -> QuerySet[Any]:
        sessions = TrainingSession.objects.visible_to(self.request.user).coming(timezone.now()).with_seats()
        return sessions.with_state_for(scope_of(self.request.user).employee_id).select_related("unit")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s training", "%(number)s trainings", count) % {"number": formats.number_format(count)}


class SessionOfficeListView(PermissionRequiredMixin, PortalListView):
    """All sessions of the office's units, drafts and past ones included."""

    permission_required = "training.view_office"
    model = TrainingSession
    table_class = OfficeSessionTable
    filterset_class = OfficeSessionFilter
    template_name = "training/session_office_list.html"
    list_key = "training.office"
    page_title = gettext_lazy("Sessions")
    export_name = "training-sessions"
    fixed_columns = ("title",)
    default_columns = ("title", "programme", "starts_at", "place", "seats", "state")
    empty_title = gettext_lazy("No sessions yet")
    empty_text = gettext_lazy("Choose a programme and plan its first session.")
    empty_action_url = reverse_lazy("training:programme-list")
    empty_action_label = gettext_lazy("Choose a programme")
    empty_icon = "calendar"

    def get_queryset(self) -> QuerySet[Any]:
        return TrainingSession.objects.overseen_by(self.request.user).with_seats().select_related("unit", "programme")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s session", "%(number)s sessions", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_manage = scope_of(self.request.user).has(Permission.TRAINING_MANAGE)
        return super().get_context_data(may_manage=may_manage, **kwargs)


class SessionDetailView(SessionPageMixin, TemplateView):
    template_name = "training/session_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, user = self.session, self.request.user
        employee = employee_of(user)
        figures = session_figures(session)
        phase = session.phase()
        own = self._own_registration(employee)
        return super().get_context_data(
            **self._allocation(employee, own),
            figures=figures,
            phase=phase.value,
            free_seats=max(0, figures.seats - figures.held),
            own=own,
            supervisor=supervisor_of(employee) if employee and phase is RegistrationPhase.OPEN else None,
            may_register=employee is not None
            and employee.unit.government_path == session.unit.government_path
            and phase is RegistrationPhase.OPEN
            and not session.by_nomination,
            may_manage=manages_unit.test(user, session),
            may_see_participants=oversees_unit.test(user, session),
            is_changeable=session.state in {SessionState.DRAFT, SessionState.OPEN, SessionState.CLOSED},
            is_reopenable=session.state == SessionState.CLOSED and not is_list_published(session),
            is_cancellable=session.is_unfinished or session.state == SessionState.DRAFT,
            finish_obstacle=finish_obstacle(session) if session.state == SessionState.RUNNING else "",
            is_startable=session.fills_from_waiting_list and session.first_day <= timezone.localdate(),
            **kwargs,
        )

    def _allocation(self, employee: Any, own: Registration | None) -> dict[str, Any]:
        """What the reader is told about their chances: conditions, the share of their unit, the place in line."""
        session, user = self.session, self.request.user
        is_insider = employee is not None and employee.unit.government_path == session.unit.government_path
        free, share = free_for(session, employee.unit.path) if is_insider else (None, "")
        met = conditions(session.programme, employee, session.first_day) if is_insider else []
        materials = list(Material.objects.of_session(session).readable_by(user))
        files = files_of(materials)
        return {
            "is_drawn": session.allocation == Allocation.DRAW,
            "awaits_draw": awaits_draw(session),
            "conditions": met,
            "failing": next((each for each in met if not each.is_met), None),
            "rules": [] if met else rules_in_words(session.programme),
            "free_for_me": free,
            "has_share": bool(share),
            "shares": shares_shown(session),
            "own_place": place_in_line(own) if own else None,
            "may_nominate": rules.permissions.permissions["training.nominate"].test(user, session)
            and session.phase() is RegistrationPhase.OPEN,
            "may_read_online": bool(session.online_url)
            and (manages_unit.test(user, session) or (own is not None and own.state in SEATED_STATES)),
            "materials": [{"material": each, "file": files.get(each.pk)} for each in materials],
            "trainers": session.trainers.select_related("trainer"),
            "series": session.series,
            **comments_on(user, programme=session.programme),
            "comment_url": reverse("training:session-comment", args=[session.pk]),
        }

    def _own_registration(self, employee: Any) -> Registration | None:
        """The newest one; a withdrawn one leaves the way open for another."""
        if employee is None:
            return None
        own = Registration.objects.filter(session=self.session, employee=employee)
        return own.order_by("-sequence").exclude(state=RegistrationState.WITHDRAWN).first()  # type: ignore[no-any-return]


class SessionPlanView(PermissionRequiredMixin, FormView):
    """Of which programme? The rest is asked on that programme's own page."""

    permission_required = "training.manage"
    template_name = "training/session_plan.html"
    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=_("Continue"), cancel_url=reverse("training:session-office-list"), **kwargs
        )

    def form_valid(self, form: PlanForm) -> HttpResponse:
        return redirect("training:session-create", form.cleaned_data["programme"].pk)


class SessionCreateView(DraftFormMixin, CreateView):
    """A new session of the programme named in the address."""

    template_name = "training/session_form.html"
    form_class = SessionForm

    @cached_property
    def programme(self) -> TrainingProgramme:
        visible = TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")
        programme = get_object_or_404(visible, pk=self.kwargs["programme_pk"])
        require(self.request.user, "training.manage_programme", programme)
        return programme  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return in_zone(self.programme.unit.tz, super().dispatch, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "programme": self.programme}

    def get_draft_key(self) -> str:
        return f"training.session:new:{self.programme.pk}"

    def get_initial(self) -> dict[str, Any]:
        return {
            "title": self.programme.title,
            "registration_opens_at": timezone.localtime().replace(second=0, microsecond=0),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programme=self.programme,
            page_title=_("Plan a session"),
            submit_label=_("Save as a draft"),
            cancel_url=self.programme.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: SessionForm) -> HttpResponse:
        try:
            session = create_session(programme=self.programme, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The session is planned. Nobody sees it until you open its registration."))
        warn_of_capacity(self.request, session)
        return redirect(session)


class SessionUpdateView(SessionPageMixin, DraftFormMixin, VersionedFormMixin, UpdateView):
    permission = "training.manage_session"
    template_name = "training/session_form.html"
    form_class = SessionForm

    def get_object(self, queryset: Any = None) -> TrainingSession:
        # The form writes into its own copy; the page goes on showing what is stored.
        return visible_session(self.request, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "programme": self.session.programme}

    def get_draft_key(self) -> str:
        return f"training.session:{self.kwargs['pk']}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programme=self.session.programme,
            page_title=_("Change “%(title)s”") % {"title": self.session.title},
            cancel_url=self.session.get_absolute_url(),
            figures=session_figures(self.session),
            **kwargs,
        )

    def form_valid(self, form: SessionForm) -> HttpResponse:
        try:
            followed = self._change(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The session was changed."))
        if followed:
            messages.success(
                self.request,
                ngettext(
                    "%(count)s later session of the series was changed too.",
                    "%(count)s later sessions of the series were changed too.",
                    followed,
                )
                % {"count": followed},
            )
        warn_of_capacity(self.request, visible_session(self.request, self.session.pk))
        return redirect(self.session)

    def _change(self, changes: dict[str, Any]) -> int:
        """This session, and with the second button the later ones of its series."""
        with transaction.atomic():
            followed = 0
            if "following" in self.request.POST and self.session.series_id:
                followed = change_following(session=self.session, changes=changes, by=self.request.user)
            change_session(session=self.session, changes=changes, by=self.request.user)
        return followed


def _left_if_over(request: HttpRequest, session: Any) -> HttpResponse | None:
    """Back to a session of which nothing is left to do."""
    if SESSION_TRANSITIONS[SessionState(session.state)]:
        return None
    messages.info(request, _("The session is over: nothing of it can be changed any more."))
    return redirect(session)


class SessionCancelView(SessionPageMixin, FormView):
    """Asks before the binding act: who is told, and that it cannot be undone."""

    permission = "training.manage_session"
    template_name = "training/session_cancel.html"
    form_class = CancelForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _left_if_over(request, self.session) or super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            figures=session_figures(self.session), cancel_url=self.session.get_absolute_url(), **kwargs
        )

    def form_valid(self, form: CancelForm) -> HttpResponse:
        try:
            cancel_session(session=self.session, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The session is cancelled. Everybody concerned is told."))
        return redirect(self.session)


class SessionFinishView(SessionPageMixin, TemplateView):
    """Shows who will get a certificate; the POST settles it."""

    permission = "training.manage_session"
    template_name = "training/session_finish.html"
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asking makes sense only where a yes will be taken."""
        if left := _left_if_over(request, self.session):
            return left
        if self.session.state == SessionState.RUNNING and (obstacle := finish_obstacle(self.session)):
            messages.info(request, obstacle)
            return redirect(self.session)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = class_list(self.session)
        approved = [row for row in report.rows if row.state == RegistrationState.APPROVED]
        minimum = self.session.programme.min_attendance
        return super().get_context_data(
            report=report,
            earning=[row for row in approved if row.percent is not None and row.percent >= minimum],
            missing=[row for row in approved if row.percent is None or row.percent < minimum],
            undecided=[row for row in report.rows if row.state == RegistrationState.AWAITING_APPROVAL],
            figures=session_figures(self.session),
            cancel_url=self.session.get_absolute_url(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with refusals_told(request):
            finish_session(session=self.session, by=request.user)
            messages.success(request, _("The session is finished. The certificates are being made."))
            return redirect("training:session-participants", pk=self.session.pk)
        return redirect(self.session)


@require_POST
def session_open(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        open_registration(session=session, by=request.user)
        messages.success(request, _("Registration is open within its window. The session stands in the catalogue."))
    return redirect(session)


@require_POST
def session_close(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        close_registration(session=session, by=request.user)
        messages.success(request, _("Registration is closed."))
    return redirect(session)


@require_POST
def session_start(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        start_session(session=session, by=request.user)
        messages.success(request, _("The session is running. Its list of participants stands."))
    return redirect(session)


def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    text = calendar([calendar_entry(request, session)], stamp=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="training-{session.pk}.ics"'
    return response


def warn_of_capacity(request: HttpRequest, session: TrainingSession) -> None:
    """The session is stored all the same: the office may have chairs brought."""
    venue = session.venue
    if venue is not None and session.seats > venue.capacity:
        messages.warning(
            request,
            _("“%(venue)s” holds %(capacity)s people, the session has %(seats)s seats. Choose a larger venue.")
            % {"venue": venue.name, "capacity": venue.capacity, "seats": session.seats},
        )
