"""The worker's entrance, and the ticks that keep jobs alive."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from asn_portal.celery import app
from asn_portal.documents.services import delete_document
from asn_portal.jobs.models import Job, JobProblem
from asn_portal.jobs.runner import interrupted, run_job
from asn_portal.jobs.services import RUN_TASK, enqueue
from asn_portal.jobs.ticks import tick

logger = structlog.get_logger(__name__)

# A worker reports every second; a minute of silence is death.
SILENCE = timedelta(seconds=60)
# A message is usually taken within seconds; sending it again is harmless (only one worker can claim the job).
MESSAGE_LOST = timedelta(minutes=2)


# Acknowledged at once: a killed worker's job comes back through `take_up_silent_jobs`, which knows whether it may.
@app.task(name=RUN_TASK, acks_late=False, ignore_result=True)
def run(job_id: int) -> None:
    run_job(job_id)


@tick(seconds=15)
def take_up_silent_jobs() -> None:
    """Jobs whose worker died go back to the queue, or end with a sentence."""
    moment = timezone.now() - SILENCE
    for pk in Job.objects.silent_since(moment).values_list("pk", flat=True):
        with transaction.atomic():
            # Locked rows are being written by a living worker, or by another run of this tick.
            job = (
                Job.objects.select_for_update(of=("self",), skip_locked=True)
                .select_related("owner")
                .silent_since(moment)
                .filter(pk=pk)
                .first()
            )
            if job is not None:
                state = interrupted(job, detail=f"No sign of life from the worker of attempt {job.attempt}.")
                logger.warning("job_worker_silent", job=job.pk, attempt=job.attempt, now=state)


@tick(seconds=15)
def send_waiting_jobs() -> None:
    """Jobs whose message was lost, or that were put back, are sent to the workers."""
    for pk in Job.objects.without_message_since(timezone.now() - MESSAGE_LOST).values_list("pk", flat=True)[:500]:
        enqueue(pk)


@tick(seconds=3600)
def remove_expired_results() -> None:
    """Results and problems of finished jobs are kept seven days: they hold personal data."""
    for job in Job.objects.expired(timezone.now()).select_related("result")[:500]:
        with transaction.atomic():
            document = job.result
            JobProblem.objects.filter(job=job).delete()
            Job.objects.filter(pk=job.pk).update(result=None, expires_at=None)
            if document is not None:
                delete_document(document=document, by=None, reason="jobs.expired")
