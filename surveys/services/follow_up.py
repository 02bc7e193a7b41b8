"""The plan after a result: what the unit does about its lowest elements, who, until when, and what came of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import Employee
from surveys.enums import SurveyState
from surveys.models import FollowUpAction, SatisfactionSurvey


@transaction.atomic
def plan_action(
    *,
    survey: SatisfactionSurvey,
    element: str,
    action: str,
    owner: Employee,
    due_on: datetime.date,
    by: Any,
) -> FollowUpAction:
    """Promise an action in public, after the result of a survey."""
    if survey.state != SurveyState.CLOSED:
        raise DomainError(_("Close the survey first: the plan follows from its result."))
    planned = FollowUpAction(survey=survey, element=element)
    _fill(planned, action, owner, due_on)
    planned.save()
    _record("surveys.action_planned", planned, by)
    return planned


@transaction.atomic
def change_action(
    *,
    planned: FollowUpAction,
    element: str,
    action: str,
    owner: Employee,
    due_on: datetime.date,
    by: Any,
    version: int | None = None,
) -> FollowUpAction:
    """Correct an action that isn't done; earlier wordings stay in the history."""
    planned = _locked(planned)
    if version is not None and planned.version != version:
        raise DomainError(_("Somebody changed this action while you worked on it. Reload the page."))
    _check_open(planned)
    planned.element = element
    _fill(planned, action, owner, due_on)
    planned.version += 1
    planned.save()
    _record("surveys.action_changed", planned, by)
    return planned


@transaction.atomic
def finish_action(*, planned: FollowUpAction, result: str, by: Any) -> FollowUpAction:
    """Check an action off, with a sentence on what was done."""
    planned = _locked(planned)
    _check_open(planned)
    if not result.strip():
        raise DomainError(_("Say in a sentence what was done."))
    planned.result = result.strip()[:500]
    planned.done_on = today()
    planned.done_by = by
    planned.version += 1
    planned.save(update_fields=["result", "done_on", "done_by", "version"])
    _record("surveys.action_done", planned, by)
    return planned


def _fill(planned: FollowUpAction, action: str, owner: Employee, due_on: datetime.date) -> None:
    survey = planned.survey
    if planned.element not in survey.elements:
        raise DomainError(_("This element wasn't asked in the survey."))
    if not owner.unit.path.startswith(survey.unit.path):
        raise DomainError(_("The person in charge must work in this unit."))
    if due_on < survey.ends_on:
        raise DomainError(_("The due date must lie after the survey."))
    planned.action = action.strip()
    planned.owner = owner
    # The public reads a position, never a name.
    planned.owner_position = owner.position.title if owner.position else survey.unit.name
    planned.due_on = due_on
    try:
        planned.full_clean(exclude=["survey", "owner"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _check_open(planned: FollowUpAction) -> None:
    if planned.done_on is not None:
        raise DomainError(_("This action is done. It can't be changed any more."))


def _record(kind: str, planned: FollowUpAction, by: Any) -> None:
    record_event(kind, by=by, obj=planned.survey, unit_path=planned.survey.unit.path, action=planned.pk)


def _locked(planned: FollowUpAction) -> FollowUpAction:
    actions = FollowUpAction.objects.select_for_update(of=("self",)).select_related("survey__unit")
    return actions.get(pk=planned.pk)
