"""Who gets the seats of a session: quotas, invitations, nominations, moves, and the draw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_keys
from employees.dates import today
from employees.supervision import direct_reports, employee_of
from training.domain.quotas import limits_of, shares_of
from training.enums import (
    ACTIVE_STATES,
    Allocation,
    DrawState,
    RegistrationPhase,
    SessionState,
    TrainingRuleKey,
)
from training.forms.allocation import DrawRuleForm, MoveForm, NominationForm, QuotaForm, SeedForm
from training.models import Draw, Invitation, Registration, TrainingSession, UnitQuota
from training.rules import manages_unit, oversees_unit
from training.services.draw import (
    DrawRefused,
    changes_since,
    download,
    draw_seats,
    entries_of,
    layer_words,
    list_file,
    may_postpone,
    prepare_draw,
    publish_list,
    seed_has_come,
    terms_of,
    winners_of,
)
from training.services.invitation import BY_GAP, BY_WAIT, invite, suggestions
from training.services.registration import fill_freed_seats, lock_session, move_registration, register
from training.services.seats import held_paths, is_list_published, set_quotas
from training.training_rules import layers_of, value_of
from training.views.base import (
    RegistrationPageMixin,
    SessionPageMixin,
    SessionTabMixin,
    refusals_told,
    visible_session,
)


class SessionSeatsView(SessionTabMixin, TemplateView):
    """How the seats are shared, and who was invited."""

    permission = "training.view_participants"
    template_name = "training/session_seats.html"
    tab = "seats"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.session
        return super().get_context_data(
            shares=shares_shown(session),
            is_drawn=session.allocation == Allocation.DRAW,
            may_invite=session.phase() in {RegistrationPhase.OPEN, RegistrationPhase.UPCOMING},
            is_changeable=session.state in {SessionState.DRAFT, SessionState.OPEN, SessionState.CLOSED}
            and not is_list_published(session),
            invitations=self._invitations(),
            draw=Draw.objects.filter(session=session).first(),
            **kwargs,
        )

    def _invitations(self) -> list[dict[str, Any]]:
        rows = list(
            Invitation.objects.filter(session=self.session).select_related("employee__unit").order_by("-invited_at")
        )
        answered = dict(
            Registration.objects.filter(session=self.session, state__in=ACTIVE_STATES).values_list("employee", "state")
        )
        return [{"invitation": row, "is_registered": row.employee_id in answered} for row in rows]


def shares_shown(session: TrainingSession) -> list[dict[str, Any]]:
    """Each quota with what is held of it, and the rest; [] without quotas. Three queries."""
    rows = list(UnitQuota.objects.filter(session=session).select_related("unit").order_by("unit__path"))
    if not rows:
        return []
    quotas = {row.unit.path: row.seats for row in rows}
    held = [share for path in held_paths(session) for share in shares_of(path, quotas)]
    names = {row.unit.path: row.unit.name for row in rows}
    return [
        {"name": names.get(share) or _("All other units"), "seats": seats, "held": held.count(share)}
        for share, seats in limits_of(session.seats, quotas).items()
    ]


class QuotaView(SessionTabMixin, DraftFormMixin, FormView):
    permission = "training.manage_session"
    template_name = "training/session_quotas.html"
    form_class = QuotaForm
    tab = "seats"

    def get_form_kwargs(self) -> dict[str, Any]:
        quotas = list(
            UnitQuota.objects.filter(session=self.session).order_by("unit__path").values_list("unit", "seats")
        )
        return {**super().get_form_kwargs(), "session": self.session, "quotas": quotas}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Quotas of units"),
            cancel_url=reverse("training:session-seats", args=[self.session.pk]),
            **kwargs,
        )

    def form_valid(self, form: QuotaForm) -> HttpResponse:
        try:
            if set_quotas(session=self.session, quotas=form.quotas, by=self.request.user):
                fill_freed_seats(session=lock_session(self.session), by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The quotas hold from now on."))
        return redirect("training:session-seats", pk=self.session.pk)


class InviteView(SessionTabMixin, TemplateView):
    """A list of people with the reason; the ticked ones are invited."""

    permission = "training.manage_session"
    template_name = "training/session_invite.html"
    http_method_names = ["get", "post"]
    tab = "seats"

    @property
    def by(self) -> str:
        asked = self.request.POST.get("by") or self.request.GET.get("by", "")
        return asked if asked in {BY_GAP, BY_WAIT} else BY_GAP

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            by=self.by,
            found=suggestions(self.session, self.by, self.request.user),
            has_competencies=self.session.programme.competencies.exists(),
            may_invite=self.session.phase() in {RegistrationPhase.OPEN, RegistrationPhase.UPCOMING},
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = set(read_keys(request.POST.getlist("people")))
        chosen = [each for each in suggestions(self.session, self.by, request.user) if each.employee.pk in wanted]
        if not chosen:
            messages.info(request, _("Nobody was ticked. Choose whom to invite."))
            return redirect(f"{request.path}?by={self.by}")
        with refusals_told(request):
            count = invite(session=self.session, chosen=chosen, by=request.user)
            messages.success(
                request,
                ngettext("%(count)s person is invited.", "%(count)s people are invited.", count) % {"count": count},
            )
        return redirect("training:session-seats", pk=self.session.pk)


class NominateView(SessionPageMixin, DraftFormMixin, FormView):
    """A supervisor names staff; the training office names anybody of the government."""

    permission = "training.nominate"
    template_name = "training/session_nominate.html"
    form_class = NominationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        reports = direct_reports(employee_of(self.request.user)).with_place().order_by("name")
        taken = Registration.objects.active().filter(session=self.session)
        return {
            **super().get_form_kwargs(),
            "staff": reports.exclude(pk__in=taken.values("employee")),
            "government_path": self.session.unit.government_path,
            "may_name_anybody": manages_unit.test(self.request.user, self.session),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_open=self.session.phase() is RegistrationPhase.OPEN,
            cancel_url=self.session.get_absolute_url(),
            submit_label=_("Name them"),
            **kwargs,
        )

    def form_valid(self, form: NominationForm) -> HttpResponse:
        named, refused = 0, []
        for employee in form.chosen(form.cleaned_data):
            try:
                register(session=self.session, employee=employee, by=self.request.user, nominated_by=self.request.user)
                named += 1
            except DomainError as error:
                refused.append(f"{employee.full_name}: {error}")
        if refused and not named:
            for line in refused[:10]:
                form.add_error(None, line)
            return self.form_invalid(form)
        for line in refused[:10]:
            messages.warning(self.request, line)
        messages.success(
            self.request,
            ngettext("%(count)s person is named and told.", "%(count)s people are named and told.", named)
            % {"count": named},
        )
        return redirect(self.session)


class MoveView(RegistrationPageMixin, DraftFormMixin, FormView):
    """Into another session of the programme."""

    permission = "training.move_registration"
    template_name = "training/registration_move.html"
    form_class = MoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        session = self.registration.session
        targets = (
            TrainingSession.objects.managed_by(self.request.user)
            .filter(
                programme=session.programme_id,
                state__in=[SessionState.OPEN, SessionState.CLOSED],
                starts_at__gt=timezone.now(),
            )
            .exclude(pk=session.pk)
            .order_by("starts_at")
        )
        return {**super().get_form_kwargs(), "registration": self.registration, "targets": targets}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=self._back(),
            submit_label=_("Move the person"),
            page_title=_("Move to another session"),
            **kwargs,
        )

    def _back(self) -> str:
        return reverse("training:session-participants", args=[self.registration.session_id])

    def form_valid(self, form: MoveForm) -> HttpResponse:
        try:
            moved = move_registration(registration=self.registration, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Moved to “%(session)s”.") % {"session": moved.session.title})
        return redirect(self._back())


class DrawView(SessionPageMixin, TemplateView):
    """The draw as everybody of the government reads it: rule, source of the seed, list, hash, result; no names."""

    template_name = "training/session_draw.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, user = self.session, self.request.user
        draw = Draw.objects.filter(session=session).first()
        employee = employee_of(user)
        own = (
            Registration.objects.filter(session=session, employee=employee).order_by("-sequence").first()
            if employee
            else None
        )
        places = {number: place for place, number in enumerate(draw.result, start=1)} if draw else {}
        terms = terms_of(draw) if draw else None
        units = {quota.unit: quota.name for quota in terms.quotas} if terms else {}
        won = winners_of(draw) if places else None
        rows = [
            {
                "number": entry.number,
                "layer": entry.layer,
                "unit": units.get(entry.unit, ""),
                "place": places.get(entry.number),
                "is_won": won is not None and entry.number in won,
                "is_own": own and own.sequence == entry.number,
            }
            for entry in (entries_of(draw) if draw else [])
        ]
        if places:
            rows.sort(key=lambda row: row["place"])
        left, risen = changes_since(draw) if draw and rows else ([], [])
        is_over = session.phase() is RegistrationPhase.OVER
        manages = manages_unit.test(user, session)
        return super().get_context_data(
            draw=draw,
            is_drawn_session=session.allocation == Allocation.DRAW,
            own=own if own and any(row["is_own"] for row in rows) else None,
            own_place=places.get(own.sequence) if own else None,
            rows=rows,
            layers=layer_words(draw.rule["layers"]) if draw else [],
            may_manage=manages,
            may_see_participants=oversees_unit.test(user, session),
            terms=terms,
            has_result=won is not None,
            left=left,
            risen=risen,
            **self._steps(draw, manages=manages, is_over=is_over),
            **kwargs,
        )

    def _steps(self, draw: Draw | None, *, manages: bool, is_over: bool) -> dict[str, bool]:
        """What the office may do next."""
        is_prepared = draw is not None and draw.state == DrawState.PREPARED
        is_late = is_prepared and is_over and may_postpone(draw, self.session)
        is_published = draw is not None and draw.state == DrawState.PUBLISHED
        return {
            "may_prepare": manages and (is_late if is_over else draw is None or is_prepared),
            "may_publish": manages and is_prepared and is_over and not is_late,
            "may_draw": manages and is_published and (draw.seed_day is None or seed_has_come(draw, self.session)),
        }


class DrawPrepareView(SessionPageMixin, DraftFormMixin, FormView):
    permission = "training.manage_session"
    template_name = "training/session_draw_form.html"
    form_class = DrawRuleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        draw = Draw.objects.filter(session=self.session).first()
        kwargs = super().get_form_kwargs()
        kwargs["layers"] = draw.rule["layers"] if draw else self._proposed_layers()
        if draw:
            kwargs["initial"] = {"seed_source": draw.seed_source, "seed_day": draw.seed_day}
        return kwargs

    def _proposed_layers(self) -> list[list[Any]]:
        """What the office set for its draws."""
        government = self.session.unit.government
        return layers_of(value_of(TrainingRuleKey.LAYERS, government, today()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Announce the draw"),
            submit_label=_("Announce"),
            cancel_url=reverse("training:session-draw", args=[self.session.pk]),
            **kwargs,
        )

    def form_valid(self, form: DrawRuleForm) -> HttpResponse:
        try:
            prepare_draw(
                session=self.session,
                layers=form.layers,
                seed_source=form.cleaned_data["seed_source"],
                seed_day=form.cleaned_data["seed_day"],
                by=self.request.user,
            )
        except DrawRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Announced. The list is published when registration closes."))
        return redirect("training:session-draw", pk=self.session.pk)


class DrawSeedView(SessionPageMixin, FormView):
    """Enters the seed, for good."""

    permission = "training.manage_session"
    template_name = "training/session_draw_seed.html"
    form_class = SeedForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            draw=Draw.objects.filter(session=self.session).first(),
            page_title=_("Enter the seed"),
            submit_label=_("Draw the seats"),
            cancel_url=reverse("training:session-draw", args=[self.session.pk]),
            **kwargs,
        )

    def form_valid(self, form: SeedForm) -> HttpResponse:
        try:
            draw_seats(session=self.session, seed=form.cleaned_data["seed"], by=self.request.user)
        except DrawRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Drawn. Everybody concerned is told."))
        return redirect("training:session-draw", pk=self.session.pk)


@require_POST
def draw_publish(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        publish_list(session=session, by=request.user)
        messages.success(request, _("The list is published with its hash; nothing of it changes any more."))
    return redirect("training:session-draw", pk=session.pk)


def draw_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The ZIP for whoever wants to compute the draw again."""
    session = visible_session(request, pk)
    draw = Draw.objects.select_related("session__unit").filter(session=session).first()
    if draw is None or draw.state == DrawState.PREPARED:
        messages.info(request, _("The list is not published yet."))
        return redirect("training:session-draw", pk=session.pk)
    response = HttpResponse(download(draw), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="draw-{session.pk}.zip"'
    return response


def draw_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list itself, byte for byte what was hashed."""
    session = visible_session(request, pk)
    draw = Draw.objects.filter(session=session).first()
    if draw is None or draw.state == DrawState.PREPARED:
        messages.info(request, _("The list is not published yet."))
        return redirect("training:session-draw", pk=session.pk)
    response = HttpResponse(list_file(draw).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="list-{session.pk}.csv"'
    return response
