"""What somebody promises because of a report: planned, checked off, reminded of."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import Employee
from evaluations.enums import FollowUpState
from evaluations.models import FollowUpAction, ReportRun
from evaluations.services import notices

REMIND_BEFORE = datetime.timedelta(days=3)
# Of what is overdue, once a week.
REMIND_AGAIN_DAYS = 7
FURTHEST = datetime.timedelta(days=2 * 366)


@transaction.atomic
def plan_follow_up(*, run: ReportRun, title: str, owner: Employee, due_on: datetime.date, by: Any) -> FollowUpAction:
    """The owner is told; the next reports of the unit carry it until it is checked off."""
    title = " ".join(title.split())[:300]
    if not title:
        raise DomainError(_("Say what is to be done."))
    now = today()
    if not now <= due_on <= now + FURTHEST:
        raise DomainError(_("Choose a day from today on, within two years."))
    if not Employee.objects.active().filter(pk=owner.pk, unit__path__startswith=run.unit.path).exists():
        raise DomainError(_("Choose somebody who works in this unit or below it."))
    action = FollowUpAction.objects.create(
        unit=run.unit, run=run, title=title, owner=owner, due_on=due_on, created_by=by
    )
    _record("evaluations.follow_up_planned", action, by)
    notices.follow_up_planned(action, by=by)
    return action


@transaction.atomic
def close_follow_up(*, action: FollowUpAction, outcome: str, is_done: bool, by: Any) -> FollowUpAction:
    """Check it off as done, or drop it; either with words, which the next report shows."""
    locked: FollowUpAction = (
        FollowUpAction.objects.select_for_update(of=("self",)).select_related("unit", "owner__user").get(pk=action.pk)
    )
    if locked.state != FollowUpState.OPEN:
        raise DomainError(_("Somebody has checked this action off already."))
    outcome = outcome.strip()[:500]
    if not outcome:
        raise DomainError(_("Say what came of it."))
    locked.state = FollowUpState.DONE if is_done else FollowUpState.DROPPED
    locked.outcome, locked.closed_by, locked.closed_at = outcome, by, timezone.now()
    locked.save(update_fields=["state", "outcome", "closed_by", "closed_at"])
    _record("evaluations.follow_up_done" if is_done else "evaluations.follow_up_dropped", locked, by)
    notices.follow_up_closed(locked, by=by)
    return locked


def remind_owners(*, on: datetime.date | None = None) -> int:
    """Tell owners of what is due within three days, and once a week of what is overdue; returns how many were told.
    Safe to call at any time and from several workers: each reminder is told once."""
    day = on or today()
    rows = FollowUpAction.objects.open().filter(due_on__lte=day + REMIND_BEFORE).with_people()
    return sum(
        notices.follow_up_due(action, is_overdue=action.due_on < day, number=_reminder(action, day))
        for action in rows.order_by("pk")
    )


def _reminder(action: FollowUpAction, day: datetime.date) -> int:
    """0 before the day and on it; then the number of the week that it is overdue."""
    late = (day - action.due_on).days
    return 0 if late <= 0 else 1 + late // REMIND_AGAIN_DAYS


def _record(kind: str, action: FollowUpAction, by: Any) -> None:
    record_event(kind, by=by, obj=action, unit_path=action.unit.path, due_on=action.due_on.isoformat())
