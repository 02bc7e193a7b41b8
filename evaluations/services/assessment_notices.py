"""Who is told what about ratings. Called inside the transaction that makes it true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.accounts.models import User
from asn_portal.notifications.services import notify
from employees.models import Employee
from evaluations.enums import AssessmentState
from evaluations.models import Assessment, AssessmentPeriod, FeedbackRound, Objection

KINDS = {
    "evaluations.rating_due": gettext_lazy("Ratings: people to rate"),
    "evaluations.rating_delivered": gettext_lazy("Ratings: my rating"),
    "evaluations.rating_answered": gettext_lazy("Ratings: answers to ratings that I gave"),
    "evaluations.rating_objected": gettext_lazy("Ratings: objections to decide"),
    "evaluations.feedback_asked": gettext_lazy("Feedback: I am asked"),
}


def period_opened(period: AssessmentPeriod) -> None:
    """Each assessor once."""
    drafts = Assessment.objects.filter(assessment_period=period, state=AssessmentState.DRAFT)
    users = User.objects.filter(employee__in=drafts.exclude(assessor=None).values("assessor"))
    notify(
        users.distinct(),
        kind="evaluations.rating_due",
        title=lambda: _("Your team is rated for %(period)s") % {"period": period},
        body=lambda: (
            _("Please have the conversations and deliver the ratings by %(day)s.")
            % {"day": formats.date_format(period.deliver_by)}
        ),
        url=reverse("evaluations:team-ratings"),
        dedupe_key=f"evaluations.period:{period.pk}",
    )


def rating_delivered(assessment: Assessment) -> None:
    period = assessment.assessment_period
    notify(
        _users([assessment.employee]),
        kind="evaluations.rating_delivered",
        title=lambda: _("Your rating for %(period)s is there") % {"period": period},
        body=lambda: (
            _("Read it and sign, or object with a reason until %(day)s. Who says nothing by then has accepted it.")
            % {"day": formats.date_format(assessment.object_until)}
        ),
        url=assessment.get_absolute_url(),
    )


def rating_taken_back(assessment: Assessment) -> None:
    period = assessment.assessment_period
    notify(
        _users([assessment.employee]),
        kind="evaluations.rating_delivered",
        title=lambda: _("Your rating for %(period)s was taken back") % {"period": period},
        body=lambda: _("Your assessor changes it and delivers it again. You need not answer until then."),
        url=reverse("evaluations:my-ratings"),
    )


def rating_accepted(assessment: Assessment) -> None:
    """To the inbox only: a mail for each of a team would be noise."""
    notify(
        _users([assessment.assessor]),
        kind="evaluations.rating_answered",
        title=lambda: _("%(name)s signed the rating") % {"name": assessment.employee.full_name},
        url=assessment.get_absolute_url(),
        email=False,
    )


def rating_silent(assessment: Assessment) -> None:
    period = assessment.assessment_period
    notify(
        _users([assessment.employee]),
        kind="evaluations.rating_delivered",
        title=lambda: _("Your rating for %(period)s is final") % {"period": period},
        body=lambda: _("The days to object have passed without an answer."),
        url=assessment.get_absolute_url(),
        dedupe_key=f"evaluations.silent:{assessment.pk}",
    )


def objection_filed(objection: Objection, decider: Employee | None) -> None:
    """Who rated reads it; who decides is asked. Where nobody stands above, the office finds it on its first page."""
    assessment = objection.assessment
    name = assessment.employee.full_name
    notify(
        _users([assessment.assessor]),
        kind="evaluations.rating_answered",
        title=lambda: _("%(name)s objects to the rating") % {"name": name},
        body=lambda: _("Your superior decides about it."),
        url=assessment.get_absolute_url(),
    )
    notify(
        _users([decider]),
        kind="evaluations.rating_objected",
        title=lambda: _("Decide about the objection of %(name)s") % {"name": name},
        body=lambda: (
            _("Please decide by %(day)s. You keep the rating or change it, and say why.")
            % {"day": formats.date_format(objection.decide_by)}
        ),
        url=reverse("evaluations:objection-decide", args=[objection.pk]),
    )


def objection_decided(objection: Objection) -> None:
    assessment = objection.assessment
    notify(
        _users([assessment.employee, assessment.assessor]),
        kind="evaluations.rating_answered",
        title=lambda: (
            _("The rating was changed after the objection")
            if objection.is_upheld
            else _("The rating was kept after the objection")
        ),
        body=objection.decision,
        url=assessment.get_absolute_url(),
    )


def feedback_asked(feedback_round: FeedbackRound, givers: Iterable[Employee]) -> None:
    notify(
        _users(givers),
        kind="evaluations.feedback_asked",
        title=lambda: _("Your word about %(name)s") % {"name": feedback_round.employee.full_name},
        body=lambda: (
            _("Anonymous, two minutes, until %(day)s. Nothing is shown before five people have spoken.")
            % {"day": formats.date_format(feedback_round.closes_on)}
        ),
        url=reverse("evaluations:feedback-voice", args=[feedback_round.pk]),
        dedupe_key=f"evaluations.feedback:{feedback_round.pk}",
    )


def _users(people: Iterable[Employee | None]) -> list[Any]:
    """Their accounts; somebody without one is told by their superior."""
    return [person.user for person in people if person is not None and person.user_id]
