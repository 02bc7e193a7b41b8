"""Schedules: kept by people, claimed by the tick."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.access.roles import Role
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from evaluations.domain.periods import OLDEST_ASKED, last_finished, period_from
from evaluations.domain.recurrence import RecurrenceError
from evaluations.enums import RecipientKind, ReportKind, RunState
from evaluations.models import ReportRun, ReportSchedule, ScheduleRecipient
from evaluations.report_readers import ABOUT_PEOPLE, roles_that_read
from evaluations.services import notices
from evaluations.words import RECURRENCE_FAULTS

logger = structlog.get_logger(__name__)

CHANGEABLE_FIELDS = ("name", "kind", "for_each_unit", "recurrence", "time_of_day", "output")
# Schedules handled in one transaction: few enough that another worker is not kept from the rest.
CLAIMED_AT_ONCE = 50


class ScheduleError(DomainError):
    """The schedule cannot be kept or run like this."""


class ReportStands(ScheduleError):
    """What was asked for is there already or on its way: nothing went wrong."""


@dataclass(frozen=True)
class Recipients:
    """Who gets the reports besides the heads of their units."""

    roles: Sequence[str] = ()
    heads_of: Sequence[OrganizationalUnit] = ()


@transaction.atomic
def create_schedule(
    *, unit: OrganizationalUnit, by: Any, recipients: Recipients | None = None, **fields: Any
) -> ReportSchedule:
    schedule = ReportSchedule(unit=unit, owner=by, **fields)
    schedule.next_run_at = _next_run(schedule, timezone.now())
    _validate(schedule)
    schedule.save()
    if recipients is not None:
        _set_recipients(schedule, recipients)
    record_event("evaluations.schedule_created", by=by, obj=schedule, unit_path=unit.path)
    return schedule


@transaction.atomic
def change_schedule(
    *, schedule: ReportSchedule, changes: dict[str, Any], by: Any, recipients: Recipients | None = None
) -> ReportSchedule:
    """A new day or time counts from now on; what is already due stays due. `recipients` None leaves them."""
    schedule = lock_schedule(schedule)
    unknown = set(changes) - set(CHANGEABLE_FIELDS)
    if unknown:
        raise ValueError(f"not changeable: {', '.join(sorted(unknown))}")
    changed = sorted(name for name, value in changes.items() if getattr(schedule, name) != value)
    if "kind" in changed and schedule.runs.exists():
        raise ScheduleError(
            _("This schedule has made reports of its kind. Plan another one for the other kind, and pause this.")
        )
    now = timezone.now()
    is_due = schedule.next_run_at is not None and schedule.next_run_at <= now
    for name in changed:
        setattr(schedule, name, changes[name])
    _validate(schedule)
    if recipients is not None and _set_recipients(schedule, recipients):
        changed.append("recipients")
    if not changed:
        return schedule
    if schedule.is_active and not is_due:
        schedule.next_run_at = _next_run(schedule, now)
    schedule.save()
    record_event("evaluations.schedule_changed", by=by, obj=schedule, unit_path=schedule.unit.path, fields=changed)
    return schedule


@transaction.atomic
def pause_schedule(*, schedule: ReportSchedule, by: Any) -> ReportSchedule:
    """No report until it is resumed. Pausing twice changes nothing."""
    schedule = lock_schedule(schedule)
    if schedule.is_active:
        schedule.is_active, schedule.next_run_at = False, None
        schedule.save(update_fields=["is_active", "next_run_at"])
        record_event("evaluations.schedule_paused", by=by, obj=schedule, unit_path=schedule.unit.path)
    return schedule


@transaction.atomic
def resume_schedule(*, schedule: ReportSchedule, by: Any) -> ReportSchedule:
    """From its next day on; periods that passed meanwhile are not made up for. Why it had stopped is forgotten, unless
    reports of it failed."""
    schedule = lock_schedule(schedule)
    if not schedule.is_active:
        schedule.is_active, schedule.next_run_at = True, _next_run(schedule, timezone.now())
        if _is_past_the_end(schedule, schedule.next_run_at):
            raise ScheduleError(closed_words(schedule))
        if not schedule.runs.exclude(error="").exists():
            schedule.last_error = ""
        schedule.save(update_fields=["is_active", "next_run_at", "last_error"])
        record_event("evaluations.schedule_resumed", by=by, obj=schedule, unit_path=schedule.unit.path)
    return schedule


@transaction.atomic
def run_now(*, schedule: ReportSchedule, by: Any, first: datetime.date | None = None) -> ReportRun:
    """Ask for the report of the last finished period, or of the earlier one that holds the day `first`; the tick makes
    it. What failed is tried again; what exists stays as it is. Returns the report of the schedule's own unit."""
    schedule = lock_schedule(schedule)
    today = timezone.now().astimezone(schedule.unit.tz).date()
    newest = last_finished(schedule.kind, today)
    period = newest if first is None else period_from(schedule.kind, first)
    if period[0] > newest[0]:
        raise ScheduleError(_("This period is not over yet. Choose an earlier one."))
    if schedule.unit.closed_on is not None and period[0] >= schedule.unit.closed_on:
        raise ScheduleError(" ".join([closed_words(schedule), _("Choose an earlier period.")]))
    if period[0] < today - OLDEST_ASKED:
        raise ScheduleError(_("Reports can be asked for up to five years back. Choose a later period."))
    wanted = _runs_of(schedule, *period)
    known = set(ReportRun.objects.filter(schedule=schedule, period_start=period[0]).values_list("unit_id", flat=True))
    ReportRun.objects.bulk_create(wanted, ignore_conflicts=True)
    of_period = ReportRun.objects.filter(schedule=schedule, period_start=period[0])
    failed = list(of_period.filter(state=RunState.FAILED).select_for_update(of=("self",)))
    own: ReportRun = of_period.select_related("unit", "schedule").get(unit=schedule.unit_id)
    if not failed and {run.unit_id for run in wanted} <= known:
        raise ReportStands(
            _("The report of %(month)s is already there or being made. Numbers that were sent do not change.")
            % {"month": own.period}
        )
    _try_again(schedule, failed)
    record_event(
        "evaluations.report_asked", by=by, obj=schedule, unit_path=schedule.unit.path, period=period[0].isoformat()
    )
    own.refresh_from_db()
    return own


@transaction.atomic
def retry_run(*, run: ReportRun, by: Any) -> ReportRun:
    """Try a failed report again, from the numbers that were already read, if they were."""
    # The schedule first, as whoever asks for several reports does.
    schedule = lock_schedule(run.schedule)
    locked: ReportRun = lock_row(ReportRun.objects.all(), run.pk)
    if locked.state != RunState.FAILED:
        raise ScheduleError(_("Only a report that failed can be tried again."))
    _try_again(schedule, [locked])
    record_event(
        "evaluations.report_asked",
        by=by,
        obj=schedule,
        unit_path=schedule.unit.path,
        period=locked.period_start.isoformat(),
    )
    return locked


@transaction.atomic
def retry_all(*, schedule: ReportSchedule, by: Any) -> int:
    """Try every failed report of the schedule again; returns how many."""
    schedule = lock_schedule(schedule)
    failed = list(schedule.runs.filter(state=RunState.FAILED).select_for_update(of=("self",)))
    if not failed:
        raise ScheduleError(_("Only a report that failed can be tried again."))
    _try_again(schedule, failed)
    record_event("evaluations.report_asked", by=by, obj=schedule, unit_path=schedule.unit.path, failed=len(failed))
    return len(failed)


def queue_due_runs(*, now: datetime.datetime | None = None) -> int:
    """Make the waiting runs of every schedule that is due, and move the schedules on; returns how many runs are new.

    Safe to call from any number of workers at once: due rows are locked with SKIP LOCKED; the runs and the new due time
    are stored together or not at all; the unique constraint on (schedule, unit, period) is the last word.
    """
    moment = now or timezone.now()
    made = 0
    while claimed := _queue_some(moment):
        made += claimed[1]
    return made


@transaction.atomic
def _queue_some(now: datetime.datetime) -> tuple[int, int] | None:
    """(schedules, new runs), or None when nothing is due. No schedule keeps the others waiting: one that cannot be
    planned is stopped, and its owner is told."""
    due = ReportSchedule.objects.due(now).select_for_update(of=("self",), skip_locked=True)
    schedules = list(due.select_related("unit", "owner").order_by("next_run_at", "pk")[:CLAIMED_AT_ONCE])
    if not schedules:
        return None
    try:
        return len(schedules), _queue(schedules, now)
    except OperationalError:
        # The database, not a schedule: the next tick tries again.
        raise
    except Exception:
        return len(schedules), sum(_queue_or_stop(schedule, now) for schedule in schedules)


def _queue_or_stop(schedule: ReportSchedule, now: datetime.datetime) -> int:
    """How many runs are new."""
    schedule.refresh_from_db(fields=["next_run_at"])
    try:
        return _queue([schedule], now)
    except OperationalError:
        raise
    except Exception as error:
        # The operator reads the traceback in the log.
        logger.exception("schedule_stopped", schedule=schedule.pk)
        _stop(schedule, error)
        return 0


@transaction.atomic
def _queue(schedules: Sequence[ReportSchedule], now: datetime.datetime) -> int:
    """All of them or none; returns how many runs are new."""
    # After a downtime every period that was missed is made up for, once.
    wanted = {
        (run.schedule_id, run.unit_id, run.period_start): run
        for schedule in schedules
        for first, last in _missed_periods(schedule, now)
        for run in _runs_of(schedule, first, last)
    }
    before = _existing(wanted)
    ReportRun.objects.bulk_create(list(wanted.values()), ignore_conflicts=True)
    moved = []
    for schedule in schedules:
        try:
            schedule.next_run_at = schedule.rule.next_after(now)
        except RecurrenceError as error:
            # This was its last day.
            _stop(schedule, error)
            continue
        if _is_past_the_end(schedule, schedule.next_run_at):
            _end(schedule)
        else:
            moved.append(schedule)
    ReportSchedule.objects.bulk_update(moved, ["next_run_at"])
    return len(wanted) - before


def _stop(schedule: ReportSchedule, error: Exception) -> None:
    """Paused until somebody has changed it; its page says why, and the owner is told."""
    if isinstance(error, RecurrenceError):
        reason = str(RECURRENCE_FAULTS[error.args[0]])
    else:
        reason = _("It could not be planned (%(error)s). Show this line to the operator.") % {
            "error": type(error).__name__
        }
    schedule.is_active, schedule.next_run_at, schedule.last_error = False, None, reason[:300]
    schedule.save(update_fields=["is_active", "next_run_at", "last_error"])
    record_event(
        "evaluations.schedule_paused", by=None, obj=schedule, unit_path=schedule.unit.path, reason=schedule.last_error
    )
    notices.schedule_stopped(schedule, key=str(timezone.now().date()))


def _end(schedule: ReportSchedule) -> None:
    """Its unit was closed and has had its last report: nothing went wrong."""
    schedule.is_active, schedule.next_run_at = False, None
    schedule.save(update_fields=["is_active", "next_run_at"])
    record_event(
        "evaluations.schedule_paused",
        by=None,
        obj=schedule,
        unit_path=schedule.unit.path,
        reason=closed_words(schedule),
    )
    notices.schedule_ended(schedule, lambda: closed_words(schedule))


def closed_words(schedule: ReportSchedule) -> str:
    return _("“%(unit)s” was closed on %(day)s; there are no reports of later periods.") % {
        "unit": schedule.unit.name,
        "day": formats.date_format(schedule.unit.closed_on),
    }


def _is_past_the_end(schedule: ReportSchedule, moment: datetime.datetime) -> bool:
    """Whether the report of that moment would be of a time when the unit is closed."""
    closed_on = schedule.unit.closed_on
    first, _last = last_finished(schedule.kind, moment.astimezone(schedule.unit.tz).date())
    return closed_on is not None and first >= closed_on


def _missed_periods(schedule: ReportSchedule, now: datetime.datetime) -> list[tuple[datetime.date, datetime.date]]:
    """A rule that is due more often than a period ends names the same one several times. None after the unit's end."""
    zone = schedule.unit.tz
    due = [
        moment
        for moment in schedule.rule.due_until(schedule.next_run_at, now)
        if not _is_past_the_end(schedule, moment)
    ]
    return list(dict.fromkeys(last_finished(schedule.kind, moment.astimezone(zone).date()) for moment in due))


def _runs_of(schedule: ReportSchedule, first: datetime.date, last: datetime.date) -> list[ReportRun]:
    """Of the schedule's unit and, if it says so, of each unit below that existed in the period."""
    units = [schedule.unit]
    if schedule.for_each_unit:
        below = OrganizationalUnit.objects.within(schedule.unit.path).exclude(pk=schedule.unit_id)
        units += list(below.open_during(first, last))
    return [
        ReportRun(schedule=schedule, unit=unit, kind=schedule.kind, period_start=first, period_end=last)
        for unit in units
    ]


def _existing(keys: Iterable[tuple[int, int, datetime.date]]) -> int:
    keys = set(keys)
    rows = ReportRun.objects.filter(
        schedule__in={key[0] for key in keys}, period_start__in={key[2] for key in keys}
    ).values_list("schedule_id", "unit_id", "period_start")
    return len(keys & set(rows))


def _try_again(schedule: ReportSchedule, runs: Sequence[ReportRun]) -> None:
    errors = [run.error for run in runs]
    for run in runs:
        run.state, run.failures, run.next_try_at, run.error = RunState.PENDING, 0, None, ""
        run.begin_round()
        run.save(update_fields=["state", "failures", "attempt", "next_try_at", "error"])
    if not schedule.runs.filter(state=RunState.FAILED).exists():
        ReportSchedule.objects.filter(pk=schedule.pk).forget_errors(errors)


def _set_recipients(schedule: ReportSchedule, recipients: Recipients) -> bool:
    """Whether anything changed. Raises ScheduleError for somebody who could not open the report."""
    allowed = roles_that_read(schedule.kind)
    for role in recipients.roles:
        if role not in allowed:
            raise ScheduleError(
                _("“%(role)s” may not read reports of this kind. Take the role off the recipients.")
                % {"role": Role(role).label}
            )
    for unit in recipients.heads_of:
        if not may_get(schedule.kind, schedule.unit, unit):
            raise ScheduleError(
                _("This kind names people: it goes only to the heads of units above “%(unit)s”.")
                % {"unit": schedule.unit.name}
            )
    wanted = {(RecipientKind.ROLE.value, role, None) for role in recipients.roles}
    wanted |= {(RecipientKind.UNIT_HEAD.value, "", unit.pk) for unit in recipients.heads_of}
    rows = {(row.kind, row.role, row.unit_id): row for row in schedule.recipients.all()}
    for key in rows.keys() - wanted:
        rows[key].delete()
    for kind, role, unit_id in sorted(wanted - rows.keys(), key=str):
        ScheduleRecipient.objects.create(schedule=schedule, kind=kind, role=role, unit_id=unit_id)
    return rows.keys() != wanted


def may_get(kind: str, unit: OrganizationalUnit, reader: OrganizationalUnit) -> bool:
    """Whether the head of `reader` may get reports about `unit`: above it, or of the same government where nobody is
    named."""
    if ReportKind(kind) in ABOUT_PEOPLE:
        return bool(unit.path.startswith(reader.path))
    return bool(unit.government_path == reader.government_path)


def _next_run(schedule: ReportSchedule, now: datetime.datetime) -> datetime.datetime:
    try:
        return schedule.rule.next_after(now)
    except RecurrenceError as error:
        raise ScheduleError(str(RECURRENCE_FAULTS[error.args[0]])) from error


def lock_schedule(schedule: ReportSchedule) -> ReportSchedule:
    rows = ReportSchedule.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=schedule.pk)  # type: ignore[no-any-return]


def _validate(schedule: ReportSchedule) -> None:
    if schedule.kind == ReportKind.GOVERNMENT and not schedule.unit.is_government:
        raise ScheduleError(_("The overview covers a whole government. Choose the government as its unit."))
    if schedule.kind == ReportKind.GOVERNMENT and schedule.for_each_unit:
        raise ScheduleError(_("The overview shows all units in one report. Choose another kind for a report of each."))
    try:
        schedule.full_clean()
        _next_run(schedule, timezone.now())
    except ValidationError as error:
        raise ScheduleError(" ".join(error.messages)) from error
