"""The anonymous evaluation at the end of a training (level 1)."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from surveys.enums import QuestionnairePurpose
from surveys.models import QuestionnaireVersion
from training.domain.evaluation_form import CURRENT, SCALE, VERSIONS, item_key, review_reasons
from training.enums import Depth, RegistrationState, ReviewTrigger
from training.evaluation_steps import open_evaluations, shown_part
from training.models import (
    ContentReview,
    EvaluationResponse,
    EvaluationText,
    EvaluationTicket,
    Registration,
    TrainingSession,
)
from training.services import outcome_notices

# Nobody remembers the room after a month.
OPEN_FOR = datetime.timedelta(days=30)
# Long enough for the answers of the first day, whose evaluation closes a month later.
REVIEWED_FOR = 3 * OPEN_FOR
REMINDED_AFTER = datetime.timedelta(days=3)
LONGEST_TEXT = 2000
EXTRA = "extra:"


class EvaluationRefused(DomainError):
    """This evaluation can't be taken."""


def extra_questions(session: TrainingSession) -> QuestionnaireVersion | None:
    """Further questions of the office: the newest published version of its questionnaire for trainings."""
    versions = QuestionnaireVersion.objects.published().filter(
        questionnaire__is_archived=False,
        questionnaire__purpose=QuestionnairePurpose.TRAINING,
        questionnaire__government__path=session.unit.government_path,
    )
    return versions.select_related("questionnaire").order_by("questionnaire__name", "-number").first()  # type: ignore[no-any-return]


def issue_tickets(session: TrainingSession) -> int:
    """The right to evaluate once, for everybody who was there; returns how many. For the moment in which the session is
    finished, under its lock: a used ticket leaves no trace, so a later call would give a second one."""
    completed = Q(state=RegistrationState.COMPLETED)
    attended = Q(state=RegistrationState.NOT_COMPLETED, attendance__is_present=True)
    present = Registration.objects.filter(completed | attended, session=session)
    people = list(present.distinct().filter(evaluation_ticket=None).select_related("employee"))
    EvaluationTicket.objects.bulk_create((EvaluationTicket(registration=row) for row in people), ignore_conflicts=True)
    outcome_notices.evaluation_asked(session, people)
    return len(people)


@transaction.atomic
def submit_evaluation(
    *,
    registration: Registration,
    answers: Mapping[str, int],
    depth: str,
    texts: Mapping[str, str],
    extra: Mapping[str, Any] | None = None,
    extra_version: int | None = None,
) -> None:
    """Store one evaluation and use up the person's ticket in the same statement. What is stored names nobody; no event
    is recorded of who answered, and nothing that keeps a history is written here: it would name the person. Raises
    EvaluationRefused when the ticket is gone."""
    session = registration.session
    trainers = set(session.trainers.values_list("pk", flat=True))
    kept = _checked(answers, trainers)
    if depth not in Depth.values:
        raise EvaluationRefused(_("Say whether the training was what you need."))
    day = timezone.now().astimezone(session.unit.tz).date()
    response = EvaluationResponse(
        id=uuid.uuid4(),
        session=session,
        answered_on=day,
        form_version=CURRENT if extra_version is None else f"{CURRENT}+{extra_version}",
        answers=kept,
        depth=depth,
        extra=dict(extra or {}),
    )
    if not EvaluationResponse.objects.insert_with_ticket(response, registration.pk):
        raise EvaluationRefused(
            _("This evaluation was sent already, or its time is over. Each participant answers once.")
        )
    EvaluationText.objects.bulk_create(
        EvaluationText(session=session, question=question, text=text.strip()[:LONGEST_TEXT], written_on=day)
        for question, text in texts.items()
        if text.strip()
    )


def open_due_reviews() -> int:
    """Open the reviews that the answers of the last months ask for; how many. No actor: the calendar, so that no
    history names who answered last. Safe to run twice."""
    answered = EvaluationResponse.objects.filter(answered_on__gte=today() - REVIEWED_FOR)
    sessions = TrainingSession.objects.filter(pk__in=answered.values("session"))
    return sum(len(open_reviews(session)) for session in sessions.select_related("unit", "programme", "coordinator"))


@transaction.atomic
def open_reviews(session: TrainingSession) -> list[ContentReview]:
    """A task for the coordinator where the answers that are shown ask for one. Opened once per session and reason."""
    is_open = bool(open_evaluations([session]))
    rows = shown_part(session, list(EvaluationResponse.objects.filter(session=session)), is_open=is_open).rows
    values = [value for row in rows for value in row.answers.values()]
    depths = Counter(row.depth for row in rows)
    mean = Decimal(sum(values)) / len(values) if values else None
    opened = []
    for trigger, count in review_reasons(depths, answers=len(rows), mean=mean):
        review, is_new = ContentReview.objects.get_or_create(
            session=session,
            trigger=ReviewTrigger(trigger),
            defaults={"programme_id": session.programme_id, "answers": len(rows), "count": count},
        )
        if is_new:
            record_event("training.review_opened", by=None, obj=review, unit_path=session.unit.path, trigger=trigger)
            outcome_notices.review_opened(review)
            opened.append(review)
    return opened


@transaction.atomic
def close_review(*, review: ContentReview, state: str, outcome: str, by: Any) -> ContentReview:
    """Say what changes about the programme, or why nothing does."""
    locked: ContentReview = ContentReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.state != "open":
        raise EvaluationRefused(_("This review was closed already."))
    if not outcome.strip():
        raise EvaluationRefused(_("Say what changes, or why nothing does."))
    locked.state, locked.outcome = state, outcome.strip()
    locked.closed_at, locked.closed_by = timezone.now(), by
    locked.save()
    record_event(
        "training.review_closed", by=by, obj=locked, unit_path=review.programme.unit.path, reason=locked.outcome
    )
    return locked


def remind_evaluations() -> int:
    """Ask once more, after three days. Safe to run twice; returns how many were asked."""
    day = today()
    tickets = EvaluationTicket.objects.filter(reminded_on=None, issued_on__lte=day - REMINDED_AFTER)
    asked = 0
    for ticket in tickets.select_related("registration__session__unit", "registration__employee")[:2000]:
        if EvaluationTicket.objects.filter(pk=ticket.pk, reminded_on=None).update(reminded_on=day):
            registration = ticket.registration
            outcome_notices.evaluation_asked(registration.session, [registration], is_reminder=True)
            asked += 1
    return asked


def drop_old_tickets() -> int:
    """Nobody is asked any longer after a month; that also forgets who didn't answer."""
    dropped, _by_model = EvaluationTicket.objects.filter(issued_on__lt=today() - OPEN_FOR).delete()
    return dropped


def _checked(answers: Mapping[str, int], trainers: set[int]) -> dict[str, int]:
    """Only items of the form, of this session's trainers, on the scale."""
    form = VERSIONS[CURRENT]
    allowed = {item.code for item in form.of_session}
    allowed |= {item_key(item.code, trainer) for item in form.of_trainers for trainer in trainers}
    unknown = [key for key, value in answers.items() if key not in allowed or value not in SCALE]
    if unknown:
        raise EvaluationRefused(_("Choose an answer from 1 to 5."))
    return dict(answers)
