"""Making one report: taken up by one worker at a time, finished by exactly one."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from asn_portal import __version__
from asn_portal.access.scope import enclosing_paths, scope_of
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_PDF, ALLOWED_SHEETS, store_document
from asn_portal.documents.types import FileType
from employees.dates import today
from employees.models import RoleGrant
from employees.supervision import head_of
from evaluations.enums import RUN_TRANSITIONS, RecipientKind, ReportKind, RunState
from evaluations.models import ReportDelivery, ReportRun, ReportSchedule
from evaluations.services import notices

REPORT_KIND = "evaluations.report"
# Making a report takes seconds; a worker that is silent for this long is dead, or so slow that another may overtake it.
SILENCE = datetime.timedelta(minutes=5)
FAILURES_ALLOWED = 3
# A report that takes its worker down with it again and again (memory) is given up.
ATTEMPTS_ALLOWED = 25
WAIT_AFTER_FAILURE = datetime.timedelta(minutes=5)


@transaction.atomic
def claim_run(*, now: datetime.datetime | None = None) -> ReportRun | None:
    """Take up the oldest run that waits or whose worker fell silent; None when there is none.

    The attempt number is the fence: whoever was at work before holds an older one and can store nothing any more.
    """
    moment = now or timezone.now()
    rows = ReportRun.objects.due(moment, silent_since=moment - SILENCE).order_by("created_at", "pk")
    run: ReportRun | None = (
        rows.select_for_update(of=("self",), skip_locked=True).select_related("schedule__unit", "unit").first()
    )
    if run is None:
        return None
    run.attempt += 1
    run.heartbeat_at = moment
    _move(run, RunState.RUNNING)
    run.save(update_fields=["state", "attempt", "heartbeat_at"])
    return run


@transaction.atomic
def store_snapshot(*, run: ReportRun, snapshot: dict[str, Any], cutoff: datetime.datetime) -> bool:
    """Freeze the numbers; False when another worker has taken over. A later attempt uses the same numbers."""
    locked = _still_ours(run)
    if locked is None:
        return False
    run.snapshot, run.snapshot_sha256 = snapshot, snapshot_hash(snapshot)
    run.data_cutoff_at, run.code_version, run.heartbeat_at = cutoff, __version__, timezone.now()
    run.save(update_fields=["snapshot", "snapshot_sha256", "data_cutoff_at", "code_version", "heartbeat_at"])
    return True


@transaction.atomic
def finish_run(
    *,
    run: ReportRun,
    pdf: bytes | None = None,
    workbook: bytes | None = None,
    summary: Callable[[], str] = lambda: "",
) -> bool:
    """Store the papers, close the run, tell the recipients: all together or not at all. False when another took over.

    `summary` gives the sentences of the mail in the language of the moment.
    """
    locked = _still_ours(run)
    if locked is None:
        return False
    unit = locked.unit
    if pdf is not None:
        locked.document = _store(locked, pdf, "pdf", ALLOWED_PDF)
    if workbook is not None:
        locked.workbook = _store(locked, workbook, "xlsx", ALLOWED_SHEETS)
    locked.recipient = head_of(unit)
    locked.finished_at = timezone.now()
    error_before, locked.error = locked.error, ""
    _move(locked, RunState.DONE)
    locked.save(update_fields=["state", "document", "workbook", "recipient", "finished_at", "error"])
    _tell_schedule(locked, error_before)
    record_event(
        "evaluations.report_made",
        by=None,
        obj=locked,
        unit_path=unit.path,
        period=locked.period_start.isoformat(),
        sha256=locked.snapshot_sha256,
        attempt=locked.attempt,
    )
    deliver_run(run=locked, summary=summary)
    return True


def deliver_run(*, run: ReportRun, summary: Callable[[], str]) -> list[Any]:
    """Tell everybody who is to get the report and has not; returns those told now. The rows and the messages belong to
    the caller's transaction."""
    told = set(ReportDelivery.objects.filter(run=run).values_list("user_id", flat=True))
    users = [user for user in recipients_of(run) if user.pk not in told]
    ReportDelivery.objects.bulk_create([ReportDelivery(run=run, user=user) for user in users])
    attached = run.document or run.workbook
    notices.report_ready(run, users, [attached] if attached else [], summary)
    return users


def recipients_of(run: ReportRun) -> list[Any]:
    """Active accounts: who heads the unit, who holds a chosen role on it or above, and the heads of chosen units; not
    who stands in for somebody whose rating sheet is in it."""
    heads = [run.recipient] if run.recipient else []
    roles = []
    for line in run.schedule.recipients.select_related("unit"):
        if line.kind == RecipientKind.ROLE:
            roles.append(line.role)
        elif (head := head_of(line.unit)) is not None:
            heads.append(head)
    users = [head.user for head in heads if head.user_id and not _is_closed_to(head.user, run)]
    if roles:
        grants = RoleGrant.objects.on(today()).filter(role__in=roles, unit__path__in=enclosing_paths(run.unit.path))
        users += [grant.user for grant in grants.select_related("user").order_by("user")]
    return list({user.pk: user for user in users if user.is_active}.values())


def _is_closed_to(user: Any, run: ReportRun) -> bool:
    return run.kind == ReportKind.RATING_SHEETS and run.holds_sheet_of(scope_of(user).stands_in_for)


@transaction.atomic
def fail_run(*, run: ReportRun, error: str) -> None:
    """It did not work: tried again a little later, and given up after a few times, when the owner is told."""
    locked = _still_ours(run)
    if locked is None:
        return
    locked.failures += 1
    locked.error = error[:300]
    if locked.failures >= FAILURES_ALLOWED or locked.tries >= ATTEMPTS_ALLOWED:
        _move(locked, RunState.FAILED)
        record_event("evaluations.report_failed", by=None, obj=locked, unit_path=locked.unit.path, reason=locked.error)
        notices.report_failed(locked.schedule, locked)
    else:
        _move(locked, RunState.PENDING)
        locked.next_try_at = timezone.now() + WAIT_AFTER_FAILURE * locked.failures
    locked.save(update_fields=["state", "failures", "error", "next_try_at"])
    ReportSchedule.objects.filter(pk=locked.schedule_id).update(last_error=locked.error)


def _store(run: ReportRun, content: bytes, ending: str, allowed: frozenset[FileType]) -> Document:
    return store_document(
        file=ContentFile(content, name=f"{file_stem(run)}.{ending}"),
        by=None,
        owner=run,
        kind=REPORT_KIND,
        unit_path=run.unit.path,
        allowed=allowed,
        max_size=50 * 1024 * 1024,
    )


def file_stem(run: ReportRun) -> str:
    """Name of its files, without ending."""
    name = "laporan-evaluasi" if run.kind == ReportKind.UNIT_MONTH else f"laporan-{run.kind.replace('_', '-')}"
    return f"{name}-{slugify(run.unit.name)}-{run.period_start:%Y-%m}"


def _tell_schedule(run: ReportRun, error_before: str) -> None:
    """When it last ran, to the minute: a thousand reports of one schedule are not a thousand changes of it. Its error
    goes when no report of it has failed any more."""
    schedule = ReportSchedule.objects.filter(pk=run.schedule_id)
    recently = run.finished_at - datetime.timedelta(minutes=1)
    schedule.exclude(last_run_at__gt=recently).update(last_run_at=run.finished_at)
    failed = ReportRun.objects.filter(schedule=run.schedule_id).exclude(error="")
    if run.schedule.last_error and not failed.exists():
        schedule.forget_errors([error_before])


def canonical_json(value: Any) -> bytes:
    """The one spelling of a snapshot: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def snapshot_hash(snapshot: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(snapshot)).hexdigest()


def _still_ours(run: ReportRun) -> ReportRun | None:
    """The row, locked, if nobody has taken it up since we did."""
    rows = ReportRun.objects.select_for_update(of=("self",)).select_related("unit", "schedule__owner")
    return rows.filter(pk=run.pk, attempt=run.attempt, state=RunState.RUNNING).first()  # type: ignore[no-any-return]


def _move(run: ReportRun, state: RunState) -> None:
    if state not in RUN_TRANSITIONS[RunState(run.state)]:
        raise ValueError(f"A report does not move from {run.state} to {state}.")
    run.state = state
