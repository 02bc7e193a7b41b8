"""Promises to apply what was learnt, how they stand after 30 and 90 days, and what stands in the way."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.models import Employee
from employees.supervision import head_of, supervisor_of
from training.enums import (
    Obstacle,
    PromiseMoment,
    PromiseOutcome,
    Rater,
    RegistrationState,
    SessionState,
    TaskState,
)
from training.models import ApplicationPromise, ObstacleTask, PromiseCheck, Registration
from training.services import outcome_notices

MOST_PROMISES = 3
# Promises are made while the training is fresh.
OPEN_FOR = datetime.timedelta(days=30)
# Obstacles that somebody above can do something about.
PASSED_ON = frozenset(Obstacle) - {Obstacle.NOT_UNDERSTOOD}


class PromiseRefused(DomainError):
    """The promise can't be made or confirmed like this."""


def promise_obstacle(registration: Registration) -> str:
    """Why no promises can be made or changed now; "" when they can."""
    session = registration.session
    if registration.state not in {RegistrationState.APPROVED, RegistrationState.COMPLETED}:
        return _("Promises are made by participants who took part.")
    if timezone.now().astimezone(session.unit.tz).date() < session.last_day:
        return _("Promises are made on the last day of the training.")
    if session.state not in {SessionState.RUNNING, SessionState.FINISHED} or today() > session.last_day + OPEN_FOR:
        return _("The time for promises is over: they are made within a month.")
    if PromiseCheck.objects.filter(promise__registration=registration).exists():
        return _("A promise was confirmed already; promises no longer change.")
    return ""


@transaction.atomic
def make_promises(*, registration: Registration, texts: Sequence[str], by: Any) -> list[ApplicationPromise]:
    """One to three sentences; storing again replaces them while nothing was confirmed."""
    locked: Registration = lock_row(Registration.objects, registration.pk, "session__unit", "employee")
    if obstacle := promise_obstacle(locked):
        raise PromiseRefused(obstacle)
    wanted = [text.strip() for text in texts if text.strip()]
    if not 1 <= len(wanted) <= MOST_PROMISES:
        raise PromiseRefused(_("One to three promises: few that are kept."))
    existing = {row.number: row for row in locked.promises.all()}
    for number, text in enumerate(wanted, start=1):
        row = existing.pop(number, None) or ApplicationPromise(registration=locked, number=number)
        row.text = text
        row.save()
    for row in existing.values():
        row.delete()
    record_event("training.promised", by=by, obj=locked, unit_path=locked.employee.unit.path, promises=len(wanted))
    return list(locked.promises.all())


def due_moments(registration: Registration, on: datetime.date | None = None) -> list[PromiseMoment]:
    """30 and 90 days after the last day, as far as they have come."""
    days = ((on or today()) - registration.session.last_day).days
    return [moment for moment in PromiseMoment if days >= moment]


@transaction.atomic
def confirm_promise(
    *,
    promise: ApplicationPromise,
    moment: PromiseMoment,
    rater: Rater,
    outcome: PromiseOutcome,
    example: str,
    obstacle: str,
    obstacle_text: str,
    by: Any,
) -> PromiseCheck:
    """How a promise stands, said once by each side. An obstacle that the person names becomes a task for the head of
    their unit."""
    registration: Registration = lock_row(
        Registration.objects, promise.registration_id, "session__unit", "employee__unit"
    )
    if moment not in due_moments(registration):
        raise PromiseRefused(_("It is too early: promises are looked at after 30 and after 90 days."))
    if PromiseCheck.objects.filter(promise=promise, moment=moment, rater=rater).exists():
        raise PromiseRefused(_("This was said already and stays as it is."))
    if outcome != PromiseOutcome.NOT_YET and not example.strip():
        raise PromiseRefused(_("Describe one example of how it was applied."))
    if outcome != PromiseOutcome.APPLIED and obstacle not in Obstacle.values:
        raise PromiseRefused(_("Choose what stands in the way."))
    is_hindered = outcome != PromiseOutcome.APPLIED
    check = PromiseCheck.objects.create(
        promise=promise,
        moment=moment,
        rater=rater,
        outcome=outcome,
        example="" if outcome == PromiseOutcome.NOT_YET else example.strip(),
        obstacle=obstacle if is_hindered else "",
        obstacle_text=obstacle_text.strip() if is_hindered else "",
        by=by,
    )
    record_event(
        "training.promise_confirmed",
        by=by,
        obj=registration,
        unit_path=registration.employee.unit.path,
        moment=int(moment),
        rater=rater.value,
        outcome=outcome.value,
    )
    if is_hindered and rater == Rater.SELF and Obstacle(obstacle) in PASSED_ON:
        _open_task(check, registration.employee)
    return check  # type: ignore[no-any-return]


def _open_task(check: PromiseCheck, employee: Employee) -> ObstacleTask:
    """For the unit of the nearest head above: a head can't clear away their own obstacle by themselves."""
    supervisor = supervisor_of(employee)
    head = head_of(employee.unit)
    is_own_unit = head is not None and head.pk != employee.pk
    unit = employee.unit if is_own_unit or supervisor is None else supervisor.unit
    task = ObstacleTask.objects.create(check_row=check, unit=unit)
    record_event("training.obstacle_opened", by=check.by, obj=task, unit_path=unit.path, obstacle=check.obstacle)
    outcome_notices.obstacle_opened(task, head if is_own_unit else supervisor)
    return task  # type: ignore[no-any-return]


@transaction.atomic
def close_obstacle(*, task: ObstacleTask, state: TaskState, note: str, by: Any) -> ObstacleTask:
    """Done or dropped, with a note of what was done or why nothing can be. Closed once, else PromiseRefused."""
    locked: ObstacleTask = lock_row(ObstacleTask.objects, task.pk, "unit")
    if locked.state != TaskState.OPEN:
        raise PromiseRefused(_("This task was closed already."))
    if not note.strip():
        raise PromiseRefused(_("Say what was done, or why nothing can be."))
    if state not in {TaskState.DONE, TaskState.DROPPED}:
        raise PromiseRefused(_("Choose whether it is done or dropped."))
    locked.state, locked.note = state, note.strip()
    locked.closed_at, locked.closed_by = timezone.now(), by
    locked.save()
    record_event("training.obstacle_closed", by=by, obj=locked, unit_path=locked.unit.path, reason=locked.note)
    return locked


def remind_promises() -> int:
    """After 30 and 90 days: ask the person and the supervisor, each once; not where the seat was lost since. Safe to
    run twice."""
    asked, day = 0, today()
    for moment in PromiseMoment:
        # A week of leeway for days on which nothing ran; who was told already isn't told again.
        since = day - datetime.timedelta(days=int(moment) + 7)
        until = day - datetime.timedelta(days=int(moment))
        rows = (
            Registration.objects.seated()
            .filter(promises__isnull=False, session__ends_at__date__gte=since, session__ends_at__date__lte=until)
            .distinct()
        )
        for registration in rows.select_related("session__unit", "employee__unit"):
            checks = set(
                PromiseCheck.objects.filter(promise__registration=registration, moment=moment).values_list(
                    "rater", flat=True
                )
            )
            if Rater.SELF not in checks:
                people = outcome_notices.accounts_of([registration.employee])
                outcome_notices.promise_due(registration, int(moment), people, for_supervisor=False)
                asked += len(people)
            if Rater.SUPERVISOR not in checks:
                people = outcome_notices.accounts_of([supervisor_of(registration.employee)])
                outcome_notices.promise_due(registration, int(moment), people, for_supervisor=True)
                asked += len(people)
    return asked
