"""Halfway and at the end: what both say, and the level after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from careers.domain.mentoring import goal_achievement, midway
from careers.enums import AgreementState, MentorshipState
from careers.models import AgreementGoal, Mentorship, MentorshipEvaluation, MidwayCheck
from careers.services.mentorship_records import lock_mentorship, move, record, role_of, tell, tell_office
from employees.dates import today
from employees.supervision import is_supervisor_of, supervisor_of
from training.enums import RatingSource
from training.models import Competency
from training.services.rating import rate_many


def ensure_midway(mentorship: Mentorship) -> None:
    """DomainError while nobody is asked: the mentorship doesn't run, or half of its time is not over."""
    if mentorship.state != MentorshipState.RUNNING:
        raise DomainError(_("The midway check belongs to a running mentorship."))
    day = midway(mentorship.starts_on, mentorship.ends_on)
    if today() < day:
        raise DomainError(
            _("The midway check opens on %(day)s, when half of the time is over.")
            % {"day": formats.date_format(day, "DATE_FORMAT")}
        )


@transaction.atomic
def answer_midway(
    *, mentorship: Mentorship, meets: str, on_track: str, works_well: str, by: Any, wish: str = "", worry: str = ""
) -> MidwayCheck:
    """One of the two answers. A worry goes to HR alone, without blame; the other one does not learn of it."""
    mentorship = lock_mentorship(mentorship)
    ensure_midway(mentorship)
    check = MidwayCheck(
        mentorship=mentorship, role=role_of(mentorship, by), meets=meets, on_track=on_track, works_well=works_well
    )
    check.wish, check.worry = wish, worry
    _save(check)
    record("careers.midway_answered", mentorship, by=by)
    if worry.strip():
        tell_office(
            mentorship,
            "careers.worry",
            lambda: _("Somebody in a mentorship would like a talk with you"),
            but=[mentorship.mentor.user_id, mentorship.mentee.user_id],
        )
    return check


@transaction.atomic
def close_worry(*, check: MidwayCheck, by: Any) -> MidwayCheck:
    """HR has talked with the person."""
    mentorship = lock_mentorship(check.mentorship)
    check = MidwayCheck.objects.get(pk=check.pk)
    if check.handled_at is not None or not check.worry_encrypted:
        raise DomainError(_("A colleague has already looked at this."))
    check.handled_at, check.handled_by = timezone.now(), by
    check.save(update_fields=["handled_at", "handled_by"])
    record("careers.worry_handled", mentorship, by=by)
    return check


@transaction.atomic
def evaluate_mentorship(
    *,
    mentorship: Mentorship,
    achievement: int,
    useful: int,
    reliable: int,
    would_again: bool,
    by: Any,
    comment: str = "",
    reason: str = "",
) -> MentorshipEvaluation:
    """One of the two says how far the goal was reached and what they think of the work together.

    The first evaluation of a running mentorship completes it (`reason` sums up); the other one is asked for theirs, and
    the superior to rate the competencies anew. Raises DomainError otherwise.
    """
    mentorship = lock_mentorship(mentorship)
    role = role_of(mentorship, by)
    if mentorship.state == MentorshipState.RUNNING:
        mentorship = move(mentorship, MentorshipState.COMPLETED, "careers.mentorship_completed", by=by, reason=reason)
        tell(
            mentorship,
            mentorship.person(role.other),
            "careers.ended",
            lambda: _("Your mentorship is completed. Say how it went"),
            url=reverse("careers:mentorship-evaluate", args=[mentorship.pk]),
        )
        _ask_superior(mentorship)
    elif mentorship.state != MentorshipState.COMPLETED:
        raise DomainError(
            _("The mentorship is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": mentorship.get_state_display()}
        )
    evaluation = MentorshipEvaluation(
        mentorship=mentorship,
        role=role,
        achievement=achievement,
        useful=useful,
        reliable=reliable,
        would_again=would_again,
    )
    evaluation.comment = comment
    _save(evaluation)
    views = MentorshipEvaluation.objects.filter(mentorship=mentorship).values_list("achievement", flat=True)
    mentorship.achievement = goal_achievement(views)
    mentorship.save(update_fields=["achievement"])
    record("careers.mentorship_evaluated", mentorship, by=by, achievement=achievement)
    return evaluation


def rated_goals(mentorship: Mentorship) -> list[AgreementGoal]:
    """Goals with a competency of the agreement that was last in force."""
    rows = AgreementGoal.objects.filter(
        agreement__mentorship=mentorship, agreement__state=AgreementState.IN_FORCE, competency__isnull=False
    )
    return list(rows.select_related("competency").order_by("order"))


@transaction.atomic
def rate_after(
    *, mentorship: Mentorship, levels: Mapping[Competency, tuple[int, str]], evidence: str, by: Any
) -> Mentorship:
    """The superior rates the competencies of the goals anew: a rating of training, kept with the goals as level after.

    `levels`: competency -> (level, confidence). DomainError for anybody but the direct superior, and a second time.
    """
    mentorship = lock_mentorship(mentorship)
    if not is_supervisor_of(by, mentorship.mentee):
        raise DomainError(_("The direct superior of the mentee rates the levels."))
    if mentorship.state != MentorshipState.COMPLETED or mentorship.rated_at is not None:
        raise DomainError(_("The levels were rated already, or the mentorship is not completed."))
    rate_many(
        levels={(mentorship.mentee, competency): value for competency, value in levels.items()},
        source=RatingSource.SUPERVISOR,
        evidence=evidence,
        by=by,
    )
    for goal in rated_goals(mentorship):
        if goal.competency in levels:
            goal.level_after = levels[goal.competency][0]
            goal.save(update_fields=["level_after"])
    mentorship.rated_at = timezone.now()
    mentorship.save(update_fields=["rated_at"])
    record("careers.mentorship_rated", mentorship, by=by)
    return mentorship


def _ask_superior(mentorship: Mentorship) -> None:
    superior = supervisor_of(mentorship.mentee, today()) if rated_goals(mentorship) else None
    if superior is not None:
        tell(
            mentorship,
            superior,
            "careers.rating",
            lambda: _("Rate what %(name)s learnt in a mentorship") % {"name": mentorship.mentee},
            url=reverse("careers:mentorship-rating", args=[mentorship.pk]),
        )


def _save(row: Any) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    row.save()
