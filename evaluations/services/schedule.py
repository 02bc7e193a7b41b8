"""Schedules: kept by people, claimed by the tick."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule

CHANGEABLE_FIELDS = ("name", "day_of_month", "time_of_day")
# Schedules handled in one transaction: few enough that another worker is not kept from the rest.
CLAIMED_AT_ONCE = 50


class ScheduleError(DomainError):
    """The schedule cannot be kept or run like this."""


class ReportStands(ScheduleError):
    """What was asked for is there already or on its way: nothing went wrong."""


@transaction.atomic
def create_schedule(*, unit: OrganizationalUnit, by: Any, **fields: Any) -> ReportSchedule:
    schedule = ReportSchedule(unit=unit, owner=by, **fields)
    schedule.next_run_at = schedule.rule.next_after(timezone.now())
    _validate(schedule)
    schedule.save()
    record_event("evaluations.schedule_created", by=by, obj=schedule, unit_path=unit.path)
    return schedule


@transaction.atomic
def change_schedule(*, schedule: ReportSchedule, changes: dict[str, Any], by: Any) -> ReportSchedule:
    """A new day or time counts from now on; what is already due stays due."""
    schedule = _lock(schedule)
    unknown = set(changes) - set(CHANGEABLE_FIELDS)
    if unknown:
        raise ValueError(f"not changeable: {', '.join(sorted(unknown))}")
    changed = sorted(name for name, value in changes.items() if getattr(schedule, name) != value)
    if not changed:
        return schedule
    now = timezone.now()
    is_due = schedule.next_run_at is not None and schedule.next_run_at <= now
    for name in changed:
        setattr(schedule, name, changes[name])
    _validate(schedule)
    if schedule.is_active and not is_due:
        schedule.next_run_at = schedule.rule.next_after(now)
    schedule.save()
    record_event("evaluations.schedule_changed", by=by, obj=schedule, unit_path=schedule.unit.path, fields=changed)
    return schedule


@transaction.atomic
def pause_schedule(*, schedule: ReportSchedule, by: Any) -> ReportSchedule:
    """No report until it is resumed. Pausing twice changes nothing."""
    schedule = _lock(schedule)
    if schedule.is_active:
        schedule.is_active, schedule.next_run_at = False, None
        schedule.save(update_fields=["is_active", "next_run_at"])
        record_event("evaluations.schedule_paused", by=by, obj=schedule, unit_path=schedule.unit.path)
    return schedule


@transaction.atomic
def resume_schedule(*, schedule: ReportSchedule, by: Any) -> ReportSchedule:
    """From its next day on; months that passed meanwhile are not made up for."""
    schedule = _lock(schedule)
    if not schedule.is_active:
        schedule.is_active, schedule.next_run_at = True, schedule.rule.next_after(timezone.now())
        schedule.save(update_fields=["is_active", "next_run_at"])
        record_event("evaluations.schedule_resumed", by=by, obj=schedule, unit_path=schedule.unit.path)
    return schedule


@transaction.atomic
def run_now(*, schedule: ReportSchedule, by: Any) -> ReportRun:
    """Ask for last month's report without waiting for its day; the tick makes it. One report per month stays one."""
    schedule = _lock(schedule)
    period = schedule.rule.period_of(timezone.now())
    run, is_new = ReportRun.objects.get_or_create(
        schedule=schedule, period_start=period, defaults={"unit": schedule.unit}
    )
    if not is_new and run.state == RunState.FAILED:
        return retry_run(run=run, by=by)
    if not is_new:
        raise ReportStands(
            _("The report of %(month)s is already there or being made. Numbers that were sent do not change.")
            % {"month": run.month}
        )
    record_event(
        "evaluations.report_asked", by=by, obj=schedule, unit_path=schedule.unit.path, period=period.isoformat()
    )
    return run


@transaction.atomic
def retry_run(*, run: ReportRun, by: Any) -> ReportRun:
    """Try a failed report again, from the numbers that were already read, if they were."""
    locked: ReportRun = (
        ReportRun.objects.select_for_update(of=("self",)).select_related("schedule__unit").get(pk=run.pk)
    )
    if locked.state != RunState.FAILED:
        raise ScheduleError(_("Only a report that failed can be tried again."))
    locked.state, locked.failures, locked.next_try_at, locked.error = RunState.PENDING, 0, None, ""
    locked.save(update_fields=["state", "failures", "next_try_at", "error"])
    ReportSchedule.objects.filter(pk=locked.schedule_id).update(last_error="")
    record_event(
        "evaluations.report_asked",
        by=by,
        obj=locked.schedule,
        unit_path=locked.schedule.unit.path,
        period=locked.period_start.isoformat(),
    )
    return locked


def queue_due_runs(*, now: datetime.datetime | None = None) -> int:
    """Make the waiting runs of every schedule that is due, and move the schedules on; returns how many runs are new.

    Safe to call from any number of workers at once: due rows are locked with SKIP LOCKED; the run and the new due time
    are stored together or not at all; the unique constraint on (schedule, period) is the last word.
    """
    moment = now or timezone.now()
    made = 0
    while claimed := _queue_some(moment):
        made += claimed[1]
    return made


@transaction.atomic
def _queue_some(now: datetime.datetime) -> tuple[int, int] | None:
    """(schedules, new runs), or None when nothing is due."""
    due = ReportSchedule.objects.due(now).select_for_update(of=("self",), skip_locked=True).select_related("unit")
    schedules = list(due.order_by("next_run_at", "pk")[:CLAIMED_AT_ONCE])
    if not schedules:
        return None
    # After a downtime every month that was missed is made up for.
    wanted = [
        ReportRun(schedule=schedule, unit=schedule.unit, period_start=schedule.rule.period_of(due_at))
        for schedule in schedules
        for due_at in schedule.rule.due_until(schedule.next_run_at, now)
    ]
    before = _existing(wanted)
    ReportRun.objects.bulk_create(wanted, ignore_conflicts=True)
    for schedule in schedules:
        schedule.next_run_at = schedule.rule.next_after(now)
    ReportSchedule.objects.bulk_update(schedules, ["next_run_at"])
    return len(schedules), len(wanted) - before


def _existing(runs: list[ReportRun]) -> int:
    keys = {(run.schedule_id, run.period_start) for run in runs}
    rows = ReportRun.objects.filter(
        schedule__in={key[0] for key in keys}, period_start__in={key[1] for key in keys}
    ).values_list("schedule_id", "period_start")
    return len(keys & set(rows))


def _lock(schedule: ReportSchedule) -> ReportSchedule:
    rows = ReportSchedule.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=schedule.pk)  # type: ignore[no-any-return]


def _validate(schedule: ReportSchedule) -> None:
    try:
        schedule.full_clean()
    except ValidationError as error:
        raise ScheduleError(" ".join(error.messages)) from error
