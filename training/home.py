"""What waits for a user about trainings, competencies, needs and plans; which trainings a user follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.home.registry import ActionItem, FollowItem
from employees.supervision import direct_reports, employee_of
from training.enums import FILLING_STATES, DrawState, IndividualPlanState, Rater, YearPlanState
from training.models import (
    ApplicationPromise,
    ContentReview,
    Draw,
    IndividualPlan,
    LearningActivity,
    ObstacleTask,
    PartnerOffer,
    PlanSignature,
    RatingObjection,
    Registration,
    TrainingSession,
    YearPlan,
)
from training.rules import partner_of
from training.services.invitation import open_invitations
from training.services.seats import standings_of

PROMISES_SHOWN = 3


def open_actions(user: Any) -> Iterator[ActionItem]:
    """What waits for this user: approvals as a supervisor, sessions to finish as their coordinator."""
    scope = scope_of(user)
    if scope.is_head:
        since = list(
            Registration.objects.awaiting_decision_of(user)
            .order_by("registered_at")
            .values_list("registered_at", flat=True)
        )
        if since:
            yield ActionItem(
                title=ngettext("Approve %(count)s registration", "Approve %(count)s registrations", len(since))
                % {"count": len(since)},
                url=reverse("training:approval-list"),
                since=since[0],
                count=len(since),
            )
    if scope.has(Permission.TRAINING_MANAGE):
        over = TrainingSession.objects.managed_by(user).due_to_finish(timezone.now()).order_by("ends_at")
        for session in over[:10]:
            yield ActionItem(
                title=_("Record attendance and finish “%(session)s”") % {"session": session.title},
                url=reverse("training:session-attendance", args=[session.pk]),
                since=session.ends_at,
            )


def allocation_actions(user: Any) -> Iterator[ActionItem]:
    """Invitations to answer; as coordinator: draws to go on with, offers and results to look through."""
    scope = scope_of(user)
    if scope.employee_id is not None:
        for invitation in open_invitations(scope.employee_id)[:5]:
            yield ActionItem(
                title=_("You are invited to “%(session)s”") % {"session": invitation.session.title},
                url=invitation.session.get_absolute_url(),
                since=invitation.invited_at,
                state=invitation.reason,
            )
    if not scope.has(Permission.TRAINING_MANAGE):
        return
    offers = PartnerOffer.objects.visible_to(user).open().order_by("created_at")
    since = list(offers.values_list("created_at", flat=True)[:100])
    if since:
        yield ActionItem(
            title=ngettext("Answer %(count)s offer of a partner", "Answer %(count)s offers of partners", len(since))
            % {"count": len(since)},
            url=f"{reverse('training:offer-list')}?state=proposed",
            since=since[0],
            count=len(since),
        )
    published = Draw.objects.filter(
        Q(seed_day=None) | Q(seed_day__lte=timezone.localdate()),
        state=DrawState.PUBLISHED,
        session__state__in=FILLING_STATES,
    )
    own = published.filter(scope.path_filter(Permission.TRAINING_MANAGE, "session__unit__path"))
    for draw in own.select_related("session").order_by("published_at")[:5]:
        yield ActionItem(
            title=_("Enter the seed of the draw for “%(session)s”") % {"session": draw.session.title},
            url=reverse("training:session-draw", args=[draw.session_id]),
            since=draw.published_at,
            state=draw.seed_source,
        )


def after_training(user: Any) -> Iterator[ActionItem]:
    """Evaluations to give, obstacles to clear away, reviews and activities to look at."""
    scope = scope_of(user)
    if scope.employee_id is not None:
        asked = Registration.objects.of_user(user).filter(evaluation_ticket__isnull=False).with_session()
        for registration in asked.order_by("session__ends_at")[:5]:
            yield ActionItem(
                title=_("Say how “%(session)s” was") % {"session": registration.session.title},
                url=reverse("training:evaluation-form", args=[registration.session_id]),
                since=registration.session.ends_at,
            )
        own = ApplicationPromise.objects.filter(registration__employee=scope.employee_id)
        yield from _promises(
            own.unsaid_by(Rater.SELF, timezone.localdate()), gettext_lazy("Say what became of “%(promise)s”")
        )
    if scope.is_head:
        theirs = ApplicationPromise.objects.filter(
            registration__employee__in=direct_reports(employee_of(user)).values("pk")
        )
        yield from _promises(
            theirs.unsaid_by(Rater.SUPERVISOR, timezone.localdate()),
            gettext_lazy("Say what %(name)s made of “%(promise)s”"),
        )
        since = list(ObstacleTask.objects.closable_by(user).open().values_list("created_at", flat=True))
        if since:
            yield ActionItem(
                title=ngettext("Clear away %(count)s obstacle", "Clear away %(count)s obstacles", len(since))
                % {"count": len(since)},
                url=f"{reverse('training:obstacle-list')}?state=open",
                since=min(since),
                count=len(since),
            )
    if scope.has(Permission.TRAINING_MANAGE):
        for review in ContentReview.objects.managed_by(user).open().select_related("programme")[:10]:
            yield ActionItem(
                title=_("Look at the content of “%(programme)s”") % {"programme": review.programme.title},
                url=review.get_absolute_url(),
                since=review.opened_at,
            )
        since = list(LearningActivity.objects.overseen_by(user).waiting().values_list("created_at", flat=True))
        if since:
            yield ActionItem(
                title=ngettext("Verify %(count)s activity", "Verify %(count)s activities", len(since))
                % {"count": len(since)},
                url=f"{reverse('training:activity-list')}?state=reported",
                since=min(since),
                count=len(since),
            )


def _promises(promises: Any, title: Any) -> Iterator[ActionItem]:
    """The oldest few, each with the page where it is said."""
    rows = promises.select_related("registration__session", "registration__employee")
    for promise in rows.order_by("registration__session__ends_at", "pk")[:PROMISES_SHOWN]:
        registration = promise.registration
        yield ActionItem(
            title=title % {"promise": promise.text, "name": registration.employee.full_name},
            url=reverse("training:promise-list", args=[registration.pk]),
            since=registration.session.ends_at,
            state=registration.session.title,
        )


def followed(user: Any) -> Iterator[FollowItem]:
    """The trainings that this user is in or waits for."""
    if scope_of(user).employee_id is None:
        return
    own = list(Registration.objects.of_user(user).pending().with_session().order_by("session__starts_at")[:5])
    standings = standings_of(own)
    for registration in own:
        detail = formats.date_format(registration.session.first_day)
        standing = standings.get(registration.pk)
        if standing and standing.draw_on:
            detail += " · " + _("will be drawn on %(day)s") % {"day": formats.date_format(standing.draw_on)}
        elif standing and standing.awaits_draw:
            detail += " · " + _("will be drawn after registration closes")
        elif standing and standing.place:
            detail += " · " + _("place %(place)s on the waiting list") % {"place": standing.place}
        else:
            detail += f" · {registration.get_state_display()}"
        yield FollowItem(
            title=registration.session.title,
            url=registration.get_absolute_url(),
            detail=detail,
            tone=registration.tone,
        )


def open_competency_actions(user: Any) -> Iterator[ActionItem]:
    scope = scope_of(user)
    if scope.is_head:
        plans = IndividualPlan.objects.awaiting_agreement_of(user).order_by("submitted_at")
        since = list(plans.values_list("submitted_at", flat=True))
        if since:
            yield ActionItem(
                title=ngettext(
                    "Agree on %(count)s development plan", "Agree on %(count)s development plans", len(since)
                )
                % {"count": len(since)},
                url=f"{reverse('training:individual-plan-list')}?state={IndividualPlanState.SUBMITTED}",
                since=since[0] or timezone.now(),
                count=len(since),
            )
    if scope.employee_id is not None:
        own = IndividualPlan.objects.filter(employee=scope.employee_id, state=IndividualPlanState.RETURNED)
        for plan in own.order_by("year")[:3]:
            yield ActionItem(
                title=_("Change your development plan %(year)s and submit it again") % {"year": plan.year},
                url=plan.get_absolute_url(),
                since=plan.agreed_at or plan.submitted_at or timezone.now(),
            )
    if any(map(scope.has, (Permission.TRAINING_MANAGE, Permission.EMPLOYEE_EDIT, Permission.TRAINING_SIGN))):
        objections = RatingObjection.objects.asked_of(user)
        found = list(objections.order_by("created_at").values_list("created_at", flat=True))
        if found:
            yield ActionItem(
                title=ngettext(
                    "Decide %(count)s objection to a rating", "Decide %(count)s objections to ratings", len(found)
                )
                % {"count": len(found)},
                url=f"{reverse('training:objection-list')}?state=open",
                since=found[0],
                count=len(found),
            )
    yield from _plans_to_sign(user, Permission.TRAINING_MANAGE, YearPlanState.SUBMITTED)
    yield from _plans_to_sign(user, Permission.TRAINING_SIGN, YearPlanState.VERIFIED)


def _plans_to_sign(user: Any, permission: Permission, state: str) -> Iterator[ActionItem]:
    scope = scope_of(user)
    if not scope.has(permission):
        return
    plans = YearPlan.objects.filter(scope.path_filter(permission, "unit__path"), state=state).select_related("unit")
    for plan in plans.order_by("year", "unit__path")[:10]:
        last = PlanSignature.objects.filter(plan=plan).order_by("-at").first()
        yield ActionItem(
            title=_("Sign the training plan %(year)s of %(unit)s") % {"year": plan.year, "unit": plan.unit.name},
            url=plan.get_absolute_url(),
            since=last.at if last else plan.created_at,
        )


def is_partner(user: Any) -> bool:
    return partner_of(user) is not None
