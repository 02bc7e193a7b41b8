"""The agreement: first version with the asking, changes by one that the other answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.errors import DomainError
from careers.enums import AgreementState
from careers.models import AgreementGoal, MentoringAgreement, Mentorship
from careers.services.mentorship_records import lock_working, record, role_of, tell
from training.models import CurrentLevel

OVER = gettext_lazy("The agreement changes while the mentorship is agreed or running.")


# Of one agreement.
MOST_GOALS = 3


@dataclass(frozen=True)
class Goal:
    """One goal as it is written; competency and level where there are any."""

    text: str
    competency: Any = None
    target_level: int | None = None


def first_agreement(
    mentorship: Mentorship, goals: Sequence[Goal], *, meeting_plan: str, confidentiality: str, role: str
) -> MentoringAgreement:
    """Belongs to the asking, and is answered with it."""
    agreement = MentoringAgreement.objects.create(
        mentorship=mentorship,
        number=1,
        starts_on=mentorship.starts_on,
        ends_on=mentorship.ends_on,
        meeting_plan=meeting_plan,
        confidentiality=confidentiality,
        proposed_role=role,
    )
    _add_goals(agreement, goals)
    return agreement


def goals_in_force(mentorship: Mentorship) -> list[Goal]:
    """Of the version in force; before the mentor's answer of the one asked for."""
    agreement = mentorship.agreements.in_force().first() or mentorship.agreements.newest_first().first()
    if agreement is None:
        return [Goal(mentorship.goal)]
    rows = agreement.goals.select_related("competency")
    return [Goal(goal.text, goal.competency, goal.target_level) for goal in rows]


def put_in_force(mentorship: Mentorship) -> None:
    """The waiting version holds from now; called with the mentorship locked."""
    agreement = mentorship.agreements.filter(state=AgreementState.PROPOSED).first()
    if agreement is None:
        # Asked for before agreements had versions.
        agreement = first_agreement(mentorship, [Goal(mentorship.goal)], meeting_plan="", confidentiality="", role="")
    _put_in_force(agreement, mentorship)


@transaction.atomic
def propose_change(
    *,
    mentorship: Mentorship,
    seen: int,
    goals: Sequence[Goal],
    starts_on: datetime.date,
    ends_on: datetime.date,
    meeting_plan: str,
    confidentiality: str,
    change_reason: str,
    by: Any,
) -> MentoringAgreement:
    """A change that waits for the other's answer. `seen`: the newest version that the form was filled from.

    Raises DomainError when another version came meanwhile (nothing of it is overwritten) or a change already waits.
    """
    mentorship = lock_working(mentorship, OVER)
    role = role_of(mentorship, by)
    newest = mentorship.agreements.newest_first().first()
    number = newest.number if newest else 0
    if number != seen:
        raise DomainError(
            _("The agreement was changed while you wrote. Your text is kept below; compare it with the new version.")
        )
    if newest is not None and newest.state == AgreementState.PROPOSED:
        raise DomainError(_("A change already waits for an answer. Answer it or take it back first."))
    agreement = MentoringAgreement(
        mentorship=mentorship,
        number=number + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        meeting_plan=meeting_plan,
        confidentiality=confidentiality,
        change_reason=change_reason,
        proposed_role=role,
    )
    try:
        agreement.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    agreement.save()
    _add_goals(agreement, goals)
    record("careers.agreement_proposed", mentorship, by=by, version=agreement.number)
    other = mentorship.person(role.other)
    tell(
        mentorship,
        other,
        "careers.agreement",
        lambda: _("%(name)s proposes a change of your mentoring agreement") % {"name": mentorship.person(role)},
        body=change_reason,
    )
    return agreement


def accept_change(*, agreement: MentoringAgreement, by: Any) -> MentoringAgreement:
    """The other one agrees; the version before is replaced and kept."""
    return _answer(agreement, AgreementState.IN_FORCE, "careers.agreement_agreed", by=by)


def decline_change(*, agreement: MentoringAgreement, answer: str, by: Any) -> MentoringAgreement:
    """The other one does not agree; what was in force stays."""
    return _answer(agreement, AgreementState.DECLINED, "careers.agreement_declined", by=by, answer=answer)


@transaction.atomic
def take_back_change(*, agreement: MentoringAgreement, by: Any) -> MentoringAgreement:
    """Whoever proposed it takes it back before the answer."""
    mentorship = lock_working(agreement.mentorship, OVER)
    agreement = _waiting(agreement)
    if agreement.proposed_role != role_of(mentorship, by):
        raise DomainError(_("Who proposed the change takes it back; you can agree or not."))
    agreement.state, agreement.answered_at = AgreementState.TAKEN_BACK, timezone.now()
    agreement.save(update_fields=["state", "answered_at"])
    record("careers.agreement_taken_back", mentorship, by=by, version=agreement.number)
    return agreement


@transaction.atomic
def _answer(
    agreement: MentoringAgreement, state: AgreementState, event: str, *, by: Any, answer: str = ""
) -> MentoringAgreement:
    mentorship = lock_working(agreement.mentorship, OVER)
    role = role_of(mentorship, by)
    agreement = _waiting(agreement)
    if agreement.proposed_role == role:
        raise DomainError(_("You proposed this change; the other one answers it."))
    agreement.answer = answer
    if state == AgreementState.IN_FORCE:
        _put_in_force(agreement, mentorship)
    else:
        agreement.state, agreement.answered_at = state, timezone.now()
        agreement.save(update_fields=["state", "answer", "answered_at"])
    record(event, mentorship, by=by, reason=answer, version=agreement.number)
    is_agreed = state == AgreementState.IN_FORCE

    def title() -> str:
        name = {"name": mentorship.person(role)}
        if is_agreed:
            return _("%(name)s agreed to the change of your mentoring agreement") % name
        return _("%(name)s did not agree to the change of your mentoring agreement") % name

    tell(mentorship, mentorship.person(role.other), "careers.agreement", title, body=answer)
    return agreement


def _waiting(agreement: MentoringAgreement) -> MentoringAgreement:
    """As it stands now that the mentorship is locked."""
    agreement = MentoringAgreement.objects.get(pk=agreement.pk)
    if agreement.state != AgreementState.PROPOSED:
        raise DomainError(
            _("This change is already “%(state)s”. Reload the page.") % {"state": agreement.get_state_display()}
        )
    return agreement


def _put_in_force(agreement: MentoringAgreement, mentorship: Mentorship) -> None:
    earlier = mentorship.agreements.in_force().first()
    before: dict[int, int | None] = {}
    if earlier is not None:
        # The level before is that of the beginning, whatever is agreed later.
        before = {goal.competency_id: goal.level_before for goal in earlier.goals.filter(competency__isnull=False)}
        earlier.state = AgreementState.REPLACED
        earlier.save(update_fields=["state"])
    agreement.state, agreement.answered_at = AgreementState.IN_FORCE, timezone.now()
    agreement.save(update_fields=["state", "answer", "answered_at"])
    goals = list(agreement.goals.all())
    levels = dict(
        CurrentLevel.objects.filter(
            employee=mentorship.mentee_id, competency__in=[goal.competency_id for goal in goals if goal.competency_id]
        ).values_list("competency_id", "achieved")
    )
    for goal in goals:
        if goal.competency_id:
            goal.level_before = before.get(goal.competency_id, levels.get(goal.competency_id))
            goal.save(update_fields=["level_before"])
    mentorship.goal = goals[0].text
    mentorship.starts_on, mentorship.ends_on = agreement.starts_on, agreement.ends_on
    mentorship.save(update_fields=["goal", "starts_on", "ends_on"])


def _add_goals(agreement: MentoringAgreement, goals: Sequence[Goal]) -> None:
    rows = [
        AgreementGoal(
            agreement=agreement,
            order=order,
            text=goal.text.strip(),
            competency=goal.competency,
            target_level=goal.target_level,
        )
        for order, goal in enumerate(goals, 1)
        if goal.text.strip()
    ]
    if not rows:
        raise DomainError(_("Write at least one goal: what should be possible at the end?"))
    AgreementGoal.objects.bulk_create(rows)
