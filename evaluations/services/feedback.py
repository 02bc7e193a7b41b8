"""Anonymous feedback: rounds, and voices that name nobody."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today, today_in
from employees.models import Employee
from employees.supervision import direct_reports, supervisor_of
from evaluations.domain.feedback import LEAST_VOICES, SCALE
from evaluations.enums import CoreValue, VoiceDirection
from evaluations.models import AssessmentPeriod, FeedbackRound, FeedbackTicket, FeedbackVoice
from evaluations.services import assessment_notices as notices

LONGEST_TEXT = 500


class FeedbackError(DomainError):
    """This feedback cannot be asked or given."""


def givers_of(employee: Employee, direction: str) -> list[Employee]:
    """Who is asked: the direct reports, or those with the same superior in the same unit. Only who has an account."""
    if direction == VoiceDirection.UPWARD:
        people = direct_reports(employee)
    else:
        superior = supervisor_of(employee)
        people = direct_reports(superior).filter(unit=employee.unit_id).exclude(pk=employee.pk)
    return list(people.filter(user__is_active=True).select_related("user").order_by("pk"))


@transaction.atomic
def open_round(
    *, period: AssessmentPeriod, employee: Employee, direction: str, closes_on: datetime.date, by: Any
) -> FeedbackRound:
    """Ask everybody of the direction once. Raises FeedbackError when nothing could ever be shown."""
    if not period.is_open or period.government_id != employee.government_id:
        raise FeedbackError(_("Choose an open assessment period of the person's government."))
    if closes_on <= today_in(employee.unit):
        raise FeedbackError(_("Give people at least until tomorrow."))
    givers = givers_of(employee, direction)
    if len(givers) < LEAST_VOICES:
        raise FeedbackError(
            _("Only %(count)s people could be asked. Below %(least)s voices nothing is shown, so the round can't help.")
            % {"count": len(givers), "least": LEAST_VOICES}
        )
    feedback_round = FeedbackRound(
        assessment_period=period, employee=employee, direction=direction, closes_on=closes_on, opened_by=by
    )
    try:
        with transaction.atomic():
            feedback_round.save()
    except IntegrityError as error:
        raise FeedbackError(_("There is already such a round about this person in this period.")) from error
    FeedbackTicket.objects.bulk_create(FeedbackTicket(feedback_round=feedback_round, giver=giver) for giver in givers)
    record_event(
        "evaluations.feedback_opened",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        direction=str(direction),
        asked=len(givers),
    )
    notices.feedback_asked(feedback_round, givers)
    return feedback_round


def give_voice(
    *, feedback_round: FeedbackRound, giver: Employee, answers: Mapping[str, int], keep: str = "", change: str = ""
) -> None:
    """Store one voice and use up the person's ticket in the same statement. What is stored names nobody; no event is
    recorded of who spoke, and nothing that keeps a history is written. Raises FeedbackError when the ticket is gone."""
    if today_in(feedback_round.employee.unit) > feedback_round.closes_on:
        raise FeedbackError(_("This round is over."))
    if not answers or any(name not in CoreValue.values or value not in SCALE for name, value in answers.items()):
        raise FeedbackError(_("Answer at least one of the sentences, each from 1 to 4."))
    voice = FeedbackVoice(
        id=uuid.uuid4(),
        feedback_round=feedback_round,
        # The first day of the round: the day itself would tell who spoke when few did.
        given_on=timezone.localdate(feedback_round.opened_at),
        answers=dict(answers),
        keep=keep.strip()[:LONGEST_TEXT],
        change=change.strip()[:LONGEST_TEXT],
    )
    if not FeedbackVoice.objects.insert_with_ticket(voice, giver.pk):
        raise FeedbackError(_("This was sent already, or you were not asked. Everybody speaks once."))


def drop_old_tickets() -> int:
    """Nobody is asked any longer after the last day; that also forgets who didn't speak. Safe to repeat."""
    dropped, _by_model = FeedbackTicket.objects.filter(feedback_round__closes_on__lt=today()).delete()
    return dropped
