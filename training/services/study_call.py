"""A call for further education: from draft to decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import day_fault, today
from employees.models import Employee
from training.domain.blind_scoring import FULL_WEIGHT, weight_fault
from training.enums import CALL_MOVES, ApplicationState, CallState
from training.models import StudyCall, StudyCriterion, StudyReviewer
from training.services import study_notices
from training.services.moves import refused_move
from training.study_facts import MOST_DOCUMENTS

WAITING = (ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.COMPLETE)


class StudyRefused(DomainError):
    """The call, the application or the study is in a state that does not allow this."""


def lock_call(call: StudyCall) -> StudyCall:
    """The call as it is now; others who want it wait until our transaction ends."""
    return lock_row(StudyCall.objects, call.pk, "unit")  # type: ignore[no-any-return]


@transaction.atomic
def save_call(*, call: StudyCall, by: Any) -> StudyCall:
    """Store a new or changed draft. An open call keeps what was announced."""
    is_new = call.pk is None
    if not is_new:
        stored = lock_call(call)
        if stored.state != CallState.DRAFT:
            raise StudyRefused(_("The call is announced: it stays as it is. Cancel it and announce a new one."))
    if len(call.asked) > MOST_DOCUMENTS:
        raise StudyRefused(
            _("At most %(count)s documents can be asked. Put some together.") % {"count": MOST_DOCUMENTS}
        )
    if fault := next(filter(None, map(day_fault, (call.opens_on, call.closes_on, call.studies_from))), ""):
        raise StudyRefused(fault)
    _validate(call)
    call.save()
    _record("training.study_call_created" if is_new else "training.study_call_changed", call, by=by)
    return call


@transaction.atomic
def set_criteria(*, call: StudyCall, criteria: Iterable[tuple[str, int]], by: Any) -> None:
    """Replace what reviewers score. Weights need not add up before the call opens."""
    call = lock_call(call)
    if call.state != CallState.DRAFT:
        raise StudyRefused(_("The criteria are announced and stay as they are."))
    rows = list(criteria)
    names = [name.casefold() for name, _weight in rows]
    if len(names) != len(set(names)):
        raise StudyRefused(_("Two criteria have the same name. Rename one."))
    StudyCriterion.objects.filter(call=call).delete()
    for name, weight in rows:
        StudyCriterion.objects.create(call=call, name=name, weight=weight)
    _record("training.study_criteria_set", call, by=by, criteria=len(rows))


@transaction.atomic
def add_reviewer(*, call: StudyCall, employee: Employee, by: Any) -> StudyReviewer:
    """Before the scoring begins; naming somebody twice changes nothing. StudyRefused for who has applied, reads the
    names by office, has no account or is of another government."""
    call = lock_call(call)
    if call.state not in {CallState.DRAFT, CallState.OPEN}:
        raise StudyRefused(_("Reviewers are named before the scoring begins."))
    if employee.government_id != call.unit.government.pk:
        raise StudyRefused(_("A reviewer belongs to the same government."))
    if not employee.user_id:
        raise StudyRefused(_("%(name)s has no account yet and could not score.") % {"name": employee.full_name})
    if scope_of(employee.user).covers(Permission.TRAINING_VIEW, call.unit.path):
        # Scoring is blind: whoever administers the call reads the names.
        raise StudyRefused(_("%(name)s reads who applied, and scoring is blind.") % {"name": employee.full_name})
    # Drafts count: who writes one would become a reviewer of those it stands beside.
    if call.applications.filter(employee=employee).exclude(state=ApplicationState.WITHDRAWN).exists():
        raise StudyRefused(_("%(name)s applies to this call. Name somebody else.") % {"name": employee.full_name})
    reviewer, is_new = StudyReviewer.objects.get_or_create(call=call, employee=employee)
    if is_new:
        _record("training.study_reviewer_named", call, by=by, employee=employee.pk)
        study_notices.reviewer_named(call, employee)
    return reviewer


@transaction.atomic
def remove_reviewer(*, reviewer: StudyReviewer, by: Any) -> None:
    """Until the call is closed and before they score; an open one keeps at least one reviewer. Raises StudyRefused."""
    call = lock_call(reviewer.call)
    if call.state not in {CallState.DRAFT, CallState.OPEN}:
        raise StudyRefused(_("The scoring has begun: its reviewers stay."))
    if call.state == CallState.OPEN and call.reviewers.count() == 1:
        raise StudyRefused(_("An open call needs a reviewer. Name another one first."))
    if reviewer.scores.exists():
        raise StudyRefused(_("%(name)s has begun to score and stays.") % {"name": reviewer.employee.full_name})
    StudyReviewer.objects.filter(pk=reviewer.pk).delete()
    _record("training.study_reviewer_removed", call, by=by, employee=reviewer.employee_id)


def opening_obstacles(call: StudyCall) -> list[str]:
    """What keeps a draft from being announced, each in a sentence."""
    found = []
    weights = list(call.criteria.values_list("weight", flat=True))
    if (fault := weight_fault(weights)) is not None:
        found.append(
            _("The weights of the criteria add up to %(sum)s. They must be %(full)s.")
            % {"sum": FULL_WEIGHT + fault, "full": FULL_WEIGHT}
        )
    if not call.reviewers.exists():
        found.append(_("Nobody reviews the applications yet. Name at least one reviewer."))
    if call.closes_on < today():
        found.append(_("The last day to apply is over. Choose a later one."))
    return found


@transaction.atomic
def open_call(*, call: StudyCall, by: Any) -> StudyCall:
    """Announce it: everybody of the government sees it; people apply from its first to its last day."""
    call = lock_call(call)
    if call.state == CallState.OPEN:
        return call
    if obstacles := opening_obstacles(call):
        raise StudyRefused(" ".join(obstacles))
    _move(call, CallState.OPEN)
    _record("training.study_call_opened", call, by=by)
    return call


@transaction.atomic
def close_call(*, call: StudyCall, by: Any) -> StudyCall:
    """Nobody applies any more; what was handed in is checked and scored. Closing twice changes nothing."""
    call = lock_call(call)
    if call.state == CallState.REVIEW:
        return call
    _move(call, CallState.REVIEW)
    _record("training.study_call_closed", call, by=by)
    study_notices.scoring_begins(call)
    return call


@transaction.atomic
def conclude_call(*, call: StudyCall, by: Any) -> StudyCall:
    """Every application is decided: the call is done."""
    call = lock_call(call)
    waiting = call.applications.filter(state__in=WAITING).aggregate(number=Count("pk"))["number"]
    if waiting:
        raise StudyRefused(_("%(count)s applications are not decided yet. Decide them first.") % {"count": waiting})
    _move(call, CallState.DECIDED)
    _record("training.study_call_decided", call, by=by)
    return call


@transaction.atomic
def cancel_call(*, call: StudyCall, reason: str, by: Any) -> StudyCall:
    """Everybody who applied is told why."""
    call = lock_call(call)
    if not reason.strip():
        raise StudyRefused(_("Say why the call is cancelled: everybody who applied reads it."))
    call.cancel_reason = reason.strip()
    with because(reason):
        _move(call, CallState.CANCELLED)
        _record("training.study_call_cancelled", call, by=by, reason=reason)
    study_notices.call_cancelled(call)
    return call


def close_due_calls(on: datetime.date | None = None) -> int:
    """Close calls whose last day is over. Safe to run twice; returns how many it closed."""
    done = 0
    date = on or today()
    for pk in list(StudyCall.objects.due_to_close(date).values_list("pk", flat=True)):
        with transaction.atomic():
            call = StudyCall.objects.select_for_update(skip_locked=True).due_to_close(date).filter(pk=pk).first()
            if call is not None:
                close_call(call=call, by=None)
                done += 1
    return done


def _move(call: StudyCall, state: CallState) -> None:
    if state not in CALL_MOVES[CallState(call.state)]:
        raise StudyRefused(refused_move(call, state, _("A call that is “%(now)s” cannot become “%(then)s”.")))
    call.state = state
    call.save(update_fields=["state", "cancel_reason"])


def _record(kind: str, call: StudyCall, *, by: Any, **data: Any) -> None:
    record_event(kind, by=by, obj=call, unit_path=call.unit.path, **data)


def _validate(call: StudyCall) -> None:
    """Say a broken constraint in its own words before the database does."""
    try:
        call.full_clean()
    except ValidationError as error:
        raise StudyRefused(" ".join(error.messages)) from error
