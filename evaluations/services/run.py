"""Making one report: taken up by one worker at a time, finished by exactly one."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from asn_portal import __version__
from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_PDF, store_document
from employees.supervision import head_of
from evaluations.enums import RUN_TRANSITIONS, RunState
from evaluations.models import ReportRun, ReportSchedule
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
def finish_run(*, run: ReportRun, pdf: bytes) -> bool:
    """Store the paper, close the run, tell the manager: all together or not at all. False when another took over."""
    locked = _still_ours(run)
    if locked is None:
        return False
    unit = locked.unit
    name = f"laporan-evaluasi-{slugify(unit.name)}-{locked.period_start:%Y-%m}.pdf"
    locked.document = store_document(
        file=ContentFile(pdf, name=name),
        by=None,
        owner=locked,
        kind=REPORT_KIND,
        unit_path=unit.path,
        allowed=ALLOWED_PDF,
        max_size=50 * 1024 * 1024,
    )
    locked.recipient = head_of(unit)
    locked.finished_at = timezone.now()
    locked.error = ""
    _move(locked, RunState.DONE)
    locked.save(update_fields=["state", "document", "recipient", "finished_at", "error"])
    ReportSchedule.objects.filter(pk=locked.schedule_id).update(last_run_at=locked.finished_at, last_error="")
    record_event(
        "evaluations.report_made",
        by=None,
        obj=locked,
        unit_path=unit.path,
        period=locked.period_start.isoformat(),
        sha256=locked.snapshot_sha256,
        attempt=locked.attempt,
    )
    if locked.recipient is not None:
        notices.report_ready(locked, locked.recipient, locked.document, locked.snapshot["totals"])
    return True


@transaction.atomic
def fail_run(*, run: ReportRun, error: str) -> None:
    """It did not work: tried again a little later, and given up after a few times, when the owner is told."""
    locked = _still_ours(run)
    if locked is None:
        return
    locked.failures += 1
    locked.error = error[:300]
    if locked.failures >= FAILURES_ALLOWED or locked.attempt >= ATTEMPTS_ALLOWED:
        _move(locked, RunState.FAILED)
        record_event("evaluations.report_failed", by=None, obj=locked, unit_path=locked.unit.path, reason=locked.error)
        notices.report_failed(locked.schedule, locked)
    else:
        _move(locked, RunState.PENDING)
        locked.next_try_at = timezone.now() + WAIT_AFTER_FAILURE * locked.failures
    locked.save(update_fields=["state", "failures", "error", "next_try_at"])
    ReportSchedule.objects.filter(pk=locked.schedule_id).update(last_error=locked.error)


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
