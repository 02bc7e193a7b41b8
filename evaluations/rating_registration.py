"""What ratings, objections, credit points and feedback hang into the frame: navigation, first page, words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

GROUP = gettext_lazy("Performance")

EVENT_LABELS = {
    "evaluations.period_opened": gettext_lazy("Assessment period opened"),
    "evaluations.period_closed": gettext_lazy("Assessment period closed"),
    "evaluations.organisation_rated": gettext_lazy("Organisation rated"),
    "evaluations.organisation_rating_changed": gettext_lazy("Rating of an organisation changed"),
    "evaluations.rating_delivered": gettext_lazy("Rating delivered"),
    "evaluations.rating_taken_back": gettext_lazy("Rating taken back"),
    "evaluations.rating_accepted": gettext_lazy("Rating signed by the person"),
    "evaluations.rating_effects_completed": gettext_lazy("Final rating put on record later"),
    "evaluations.rating_silent": gettext_lazy("Rating final without an answer"),
    "evaluations.rating_objected": gettext_lazy("Objection to a rating"),
    "evaluations.objection_decided": gettext_lazy("Objection decided"),
    "evaluations.rating_sheet_downloaded": gettext_lazy("Rating sheet downloaded"),
    "evaluations.credit_points_taken": gettext_lazy("Credit points taken from a rating"),
    "evaluations.feedback_opened": gettext_lazy("Anonymous feedback asked for"),
    "view.performance_rating": gettext_lazy("Performance rating"),
    "view.feedback_round": gettext_lazy("Anonymous feedback"),
}


def register_ratings() -> None:
    """Called once, from evaluations.registration."""
    from evaluations import rating_rules  # noqa: F401  registers the permissions
    from evaluations.services.assessment_notices import KINDS

    register_navigation(
        NavItem(
            gettext_lazy("My ratings"),
            "evaluations:my-ratings",
            "star",
            204,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Ratings of my team"),
            "evaluations:team-ratings",
            "star",
            213,
            lambda scope: scope.is_head or scope.has(Permission.EVALUATION_MANAGE),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Ratings and periods"),
            "evaluations:period-list",
            "check-circle",
            218,
            lambda scope: scope.is_head or scope.has(Permission.EVALUATION_VIEW),
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
    for kind, label in KINDS.items():
        register_kind(kind, label=label)
    register_actions(own_rating_actions)
    register_actions(rating_actions)
    register_following(followed_ratings)


def own_rating_actions(user: Any) -> Iterator[ActionItem]:
    """A rating to answer, feedback to give. Two queries for staff."""
    if scope_of(user).employee_id is None:
        return
    from employees.dates import today
    from evaluations.enums import AssessmentState
    from evaluations.models import Assessment, FeedbackRound

    waiting = Assessment.objects.of_user(user).filter(state=AssessmentState.DELIVERED)
    for assessment in waiting.select_related("assessment_period").order_by("object_until")[:5]:
        yield ActionItem(
            title=_("Read and sign your rating for %(period)s") % {"period": assessment.assessment_period},
            url=assessment.get_absolute_url(),
            since=assessment.delivered_at,
            state=_("until %(day)s") % {"day": formats.date_format(assessment.object_until)},
            tone="attention",
        )
    asked = FeedbackRound.objects.asking(user).open_on(today()).select_related("employee")
    for feedback_round in asked.order_by("closes_on")[:5]:
        yield ActionItem(
            title=_("Say anonymously how you see %(name)s") % {"name": feedback_round.employee.full_name},
            url=reverse("evaluations:feedback-voice", args=[feedback_round.pk]),
            since=feedback_round.opened_at,
        )


def rating_actions(user: Any) -> Iterator[ActionItem]:
    """Ratings to write in periods that are open, objections to decide, organisations without a rating."""
    scope = scope_of(user)
    if not (scope.is_head or scope.has(Permission.EVALUATION_MANAGE)):
        return
    from evaluations.enums import AssessmentState
    from evaluations.models import Assessment
    from evaluations.rating_rules import objections_open_to

    drafts = Assessment.objects.written_by(user).filter(state=AssessmentState.DRAFT, assessment_period__closed_at=None)
    due = drafts.aggregate(count=Count("pk"), since=Min("created_at"), day=Min("assessment_period__deliver_by"))
    if due["count"]:
        yield ActionItem(
            title=ngettext("Rate %(count)s person", "Rate %(count)s people", due["count"]) % {"count": due["count"]},
            url=reverse("evaluations:team-ratings"),
            since=due["since"],
            count=due["count"],
            state=_("until %(day)s") % {"day": formats.date_format(due["day"])},
        )
    for objection in objections_open_to(user)[:5]:
        yield ActionItem(
            title=_("Decide about the objection of %(name)s") % {"name": objection.assessment.employee.full_name},
            url=reverse("evaluations:objection-decide", args=[objection.pk]),
            since=objection.filed_at,
            state=_("until %(day)s") % {"day": formats.date_format(objection.decide_by)},
            tone="attention",
        )


def followed_ratings(user: Any) -> Iterator[FollowItem]:
    """One's own objection that is not decided yet. One query."""
    scope = scope_of(user)
    if scope.employee_id is None:
        return
    from evaluations.models import Objection

    own = Objection.objects.open().filter(assessment__employee=scope.employee_id)
    for objection in own.select_related("assessment__assessment_period")[:2]:
        yield FollowItem(
            title=_("Your objection to the rating for %(period)s") % {"period": objection.assessment.assessment_period},
            url=objection.assessment.get_absolute_url(),
            detail=_("is decided by %(day)s") % {"day": formats.date_format(objection.decide_by)},
            tone="info",
        )
