"""Blind scoring, and the decision that follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from employees.supervision import supervisor_of
from training.domain.blind_scoring import final_score
from training.enums import APPLICATION_MOVES, ApplicationState, CallState
from training.models import StudyApplication, StudyCall, StudyReviewer, StudyScore
from training.services import study_notices
from training.services.moves import refused_move
from training.services.study_application import lock_application
from training.services.study_call import StudyRefused, lock_call
from training.study_facts import barred_employees, letter_facts, ranked_applications


@transaction.atomic
def save_scores(
    *,
    application: StudyApplication,
    reviewer: StudyReviewer,
    points: Mapping[int, tuple[int | None, str]],
    is_final: bool,
    by: Any,
) -> None:
    """Keep the points (with a note) by criterion; `is_final` hands them in, after which they stand.

    A draft may lack criteria. Nobody scores their own application or that of somebody who reports to them.
    """
    call = lock_call(application.call)
    application = lock_application(application)
    if reviewer.call_id != call.pk:
        raise StudyRefused(_("You do not review this call."))
    if call.state not in {CallState.OPEN, CallState.REVIEW} or application.state != ApplicationState.COMPLETE:
        raise StudyRefused(_("This application can no longer be scored."))
    _refuse_barred(application, reviewer)
    mine = StudyScore.objects.filter(application=application, reviewer=reviewer)
    if mine.exclude(submitted_at=None).exists():
        raise StudyRefused(_("Your scores are handed in and stand."))
    criteria = set(call.criteria.values_list("pk", flat=True))
    given = {key: value for key, value in points.items() if key in criteria and value[0] is not None}
    if is_final and set(given) != criteria:
        raise StudyRefused(_("Every criterion needs its points before you hand the scores in."))
    if any(not 0 <= (value[0] or 0) <= 100 for value in given.values()):
        raise StudyRefused(_("Points lie between 0 and 100."))
    mine.exclude(criterion__in=given).delete()
    now = timezone.now() if is_final else None
    for key, (value, note) in given.items():
        StudyScore.objects.update_or_create(
            application=application,
            reviewer=reviewer,
            criterion_id=key,
            defaults={"points": value, "note": note[:300], "submitted_at": now},
        )
    if is_final:
        record_event("training.study_scored", by=by, obj=application, unit_path=call.unit.path)


def _refuse_barred(application: StudyApplication, reviewer: StudyReviewer) -> None:
    if reviewer.employee_id == application.employee_id:
        raise StudyRefused(_("You cannot score this application: it is too close to you."))
    superior = supervisor_of(application.employee)
    if superior is not None and superior.pk == reviewer.employee_id:
        raise StudyRefused(_("You cannot score this application: it is too close to you."))


@transaction.atomic
def accept_application(
    *, application: StudyApplication, letter_number: str, by: Any, reason: str = ""
) -> StudyApplication:
    """Within the places of the call; the letter can be printed at once. `reason`, asked for while a higher rank waits,
    stands in the event, not in the letter."""
    call = lock_call(application.call)
    application = lock_application(application)
    _check_decidable(application, ApplicationState.ACCEPTED)
    taken = call.applications.filter(state=ApplicationState.ACCEPTED).count()
    if taken >= call.places:
        raise StudyRefused(
            _("All %(places)s places are given. Reject this application, with the reason.") % {"places": call.places}
        )
    reason = reason.strip()
    if not reason and (higher := _higher_waiting(call, application)):
        raise StudyRefused(
            _("%(code)s has a higher rank and still waits. Decide that one first, or say why this one comes before it.")
            % {"code": higher}
        )
    with because(reason):
        return _decide(
            application, ApplicationState.ACCEPTED, letter_number=letter_number, reason="", why=reason, by=by
        )


def _higher_waiting(call: StudyCall, application: StudyApplication) -> str:
    """The code of the first undecided application before this one; "" where none waits."""
    for row in ranked_applications(call):
        if row.application.pk == application.pk:
            break
        if row.application.state == ApplicationState.COMPLETE:
            return row.application.code
    return ""


@transaction.atomic
def reject_application(*, application: StudyApplication, reason: str, letter_number: str, by: Any) -> StudyApplication:
    """With a reason that the person is told. A complete application waits for the end of the call and for all scores,
    an incomplete one doesn't. Raises StudyRefused."""
    lock_call(application.call)
    application = lock_application(application)
    if not reason.strip():
        raise StudyRefused(_("Say why, and what the person can do."))
    # What was never complete has no scores to wait for.
    if application.state == ApplicationState.COMPLETE:
        _check_decidable(application, ApplicationState.REJECTED)
    with because(reason):
        return _decide(
            application, ApplicationState.REJECTED, letter_number=letter_number, reason=reason.strip(), by=by
        )


def _check_decidable(application: StudyApplication, state: ApplicationState) -> None:
    if state not in APPLICATION_MOVES[ApplicationState(application.state)]:
        raise StudyRefused(
            refused_move(application, state, _("An application that is “%(now)s” cannot become “%(then)s”."))
        )
    if application.call.state != CallState.REVIEW:
        raise StudyRefused(_("Decisions are made after the last day to apply. Close the call first."))
    missing = missing_reviewers(application)
    if missing:
        raise StudyRefused(
            _("%(count)s of the reviewers have not handed in their scores of %(code)s yet.")
            % {"count": missing, "code": application.code}
        )


def missing_reviewers(application: StudyApplication) -> int:
    """How many of those who may score it have not handed in all criteria."""
    barred = barred_employees(application.call, [application.employee_id])
    expected = {pk for pk, people in barred.items() if application.employee_id not in people}
    return len(expected - set(_points(application)))


def _points(application: StudyApplication) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    rows = StudyScore.objects.filter(application=application).exclude(submitted_at=None)
    for reviewer, criterion, points in rows.values_list("reviewer", "criterion", "points"):
        found.setdefault(reviewer, {})[criterion] = points
    return found


def _decide(
    application: StudyApplication, state: ApplicationState, *, letter_number: str, reason: str, by: Any, why: str = ""
) -> StudyApplication:
    if state not in APPLICATION_MOVES[ApplicationState(application.state)]:
        raise StudyRefused(
            refused_move(application, state, _("An application that is “%(now)s” cannot become “%(then)s”."))
        )
    weights = dict(application.call.criteria.values_list("pk", "weight"))
    application.final_score = final_score(weights, _points(application))
    application.state, application.reason = state, reason
    application.letter_number = letter_number.strip()
    application.decided_by, application.decided_at = by, timezone.now()
    application.decided_facts = letter_facts(application)
    application.save(
        update_fields=[
            "state",
            "reason",
            "letter_number",
            "final_score",
            "decided_by",
            "decided_at",
            "decided_facts",
        ]
    )
    record_event(
        f"training.study_{state.value}",
        by=by,
        obj=application,
        unit_path=application.call.unit.path,
        reason=reason or why,
        score="" if application.final_score is None else str(application.final_score),
    )
    study_notices.decided(application)
    return application
