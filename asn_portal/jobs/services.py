"""Starting, cancelling and repeating long work."""

from __future__ import annotations

from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.enums import TRANSITIONS, JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.registry import kind_of
from asn_portal.jobs.runner import run_job

logger = structlog.get_logger(__name__)

RUN_TASK = "asn_portal.jobs.run"
QUEUE = "jobs"


class JobRefused(DomainError):
    """The job is in a state that does not allow this."""


def start_job(
    kind: str,
    *,
    by: Any,
    params: dict[str, Any] | None = None,
    title: Any = "",
    unit_path: str = "",
    unique_key: str = "",
) -> Job:
    """Store a job and, when the surrounding transaction commits, hand it to a worker.

    `params` become keyword arguments of the work and must be JSON. With `unique_key` a job of that key which is still
    waiting or running is returned instead of making a second one (a double click).
    """
    registered = kind_of(kind)
    if unique_key:
        current = Job.objects.active().filter(unique_key=unique_key).first()
        if current is not None:
            return current
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                title=str(title or registered.label)[:250],
                owner=by,
                params=params or {},
                unit_path=unit_path,
                unique_key=unique_key,
            )
    except IntegrityError:
        current = Job.objects.active().filter(unique_key=unique_key).first() if unique_key else None
        if current is None:
            raise
        return current
    transaction.on_commit(lambda: enqueue(job.pk))
    return job


def enqueue(job_id: int) -> None:
    """Send the job to the workers. A broker that is away is no error: the next tick sends it again."""
    from asn_portal.celery import app

    Job.objects.filter(pk=job_id).update(enqueued_at=timezone.now())
    try:
        app.send_task(RUN_TASK, args=[job_id], queue=QUEUE, retry=False)
    except Exception:
        logger.warning("job_enqueue_failed", job=job_id, exc_info=True)
        Job.objects.filter(pk=job_id).update(enqueued_at=None)


def run_now(job: Job) -> Job:
    """Do the work in this process and return the job as it ended; for commands, demo data and tests."""
    run_job(job.pk)
    job.refresh_from_db()
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Any) -> Job:
    """A waiting job ends at once; a running one is asked to stop at its next step."""
    locked: Job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not locked.is_active:
        raise JobRefused(_("This work has already ended."))
    if locked.state == JobState.QUEUED:
        locked.state = JobState.CANCELLED
        locked.finished_at = timezone.now()
        locked.save(update_fields=["state", "finished_at"])
    else:
        if not kind_of(locked.kind).cancellable:
            raise JobRefused(_("This work cannot be stopped halfway."))
        locked.cancel_requested = True
        locked.save(update_fields=["cancel_requested"])
    record_event("jobs.cancelled", by=by, obj=locked, unit_path=locked.unit_path)
    return locked


@transaction.atomic
def rerun_job(*, job: Job, by: Any) -> Job:
    """Put a failed or cancelled job back in the queue, for its owner, with the same parameters."""
    locked: Job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if JobState.QUEUED not in TRANSITIONS[JobState(locked.state)] or locked.is_active:
        raise JobRefused(_("Only failed or cancelled work can be started again."))
    kind_of(locked.kind)
    if locked.unique_key and Job.objects.active().filter(unique_key=locked.unique_key).exists():
        raise JobRefused(_("The same work is already under way."))
    locked.state = JobState.QUEUED
    locked.error = locked.error_detail = locked.message = ""
    locked.finished_at = locked.expires_at = locked.started_at = None
    locked.cancel_requested = False
    locked.interruptions = 0
    locked.save()
    record_event("jobs.started_again", by=by, obj=locked, unit_path=locked.unit_path)
    transaction.on_commit(lambda: enqueue(locked.pk))
    return locked
