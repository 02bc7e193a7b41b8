"""Runs one job in this process, from claim to end."""

from __future__ import annotations

import traceback
from contextlib import nullcontext

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from asn_portal.audit.context import acting
from asn_portal.errors import DomainError
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.progress import JobCancelled, JobLost, Progress, Reporter
from asn_portal.jobs.registry import UnknownJobKind, kept_of, kind_of

logger = structlog.get_logger(__name__)


def run_job(job_id: int) -> None:
    """Claim the job and do its work. Does nothing when another worker has it or it is no longer waiting."""
    job = claim(job_id)
    if job is None:
        return
    spoken = translation.override(job.owner.language) if job.owner else nullcontext()
    with spoken, acting(job.owner_id, source=f"job:{job.pk}"):
        _work(job)


def claim(job_id: int) -> Job | None:
    """Make this process the job's only worker. One statement: of two workers with the same message, one gets it."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", now),
        heartbeat_at=now,
    )
    if not claimed:
        return None
    job: Job = Job.objects.select_related("owner").get(pk=job_id)
    if not job.checkpoint:
        # It starts from the beginning: what an earlier attempt said is said again.
        job.problems.all().delete()
        job.done = 0
    return job


def _work(job: Job) -> None:
    log = logger.bind(job=job.pk, kind=job.kind, attempt=job.attempt)
    log.info("job_started")
    try:
        kind = kind_of(job.kind)
    except UnknownJobKind as error:
        finish(Progress(job), JobState.FAILED, error=_("This kind of work no longer exists."), detail=str(error))
        return
    progress = Progress(job, cancellable=kind.cancellable)
    try:
        with Reporter(progress):
            kind.run(progress, **job.params)
    except JobLost:
        log.warning("job_lost")
        return
    except JobCancelled:
        finish(progress, JobState.CANCELLED)
    except DomainError as error:
        finish(progress, JobState.FAILED, error=str(error))
    except (OperationalError, InterfaceError) as error:
        # The database went away: the same as a dead worker, only that we can still say so.
        log.warning("job_interrupted", exc_info=True)
        connection.close()
        interrupted(job, detail=str(error))
        return
    except Exception as fault:
        log.exception("job_failed")
        finish(
            progress,
            JobState.FAILED,
            error=_("The work stopped because of a fault in the portal. The operator can see it as job %(number)s.")
            % {"number": job.pk},
            detail=_where(fault),
        )
        return
    else:
        finish(progress, JobState.DONE)
    log.info("job_ended")


def finish(progress: Progress, state: JobState, *, error: str = "", detail: str = "") -> None:
    """Write the end, if this worker still has the job, and tell the owner."""
    job, now = progress.job, timezone.now()
    progress.report()
    with transaction.atomic():
        ended = Job.objects.filter(pk=job.pk, attempt=progress.attempt, state=JobState.RUNNING).update(
            state=state,
            error=error,
            error_detail=detail,
            finished_at=now,
            heartbeat_at=now,
            expires_at=now + kept_of(job.kind),
            result=progress.result_document,
            result_url=progress.result_url,
            cancel_requested=False,
            **{**progress.counts, **({"message": progress.final_message[:500]} if progress.final_message else {})},
        )
        if ended:
            job.refresh_from_db()
            tell_owner(job)


def interrupted(job: Job, *, detail: str) -> JobState:
    """The worker is gone: back to the queue with the job if its kind allows another attempt, else end it in words."""
    try:
        kind = kind_of(job.kind)
        may_retry = job.interruptions < kind.retries
    except UnknownJobKind:
        may_retry = False
    now = timezone.now()
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
    if may_retry and not job.cancel_requested:
        # enqueued_at=None lets the next tick send it to a worker.
        mine.update(state=JobState.QUEUED, interruptions=F("interruptions") + 1, enqueued_at=None, error_detail=detail)
        return JobState.QUEUED
    state = JobState.CANCELLED if job.cancel_requested else JobState.FAILED
    with translation.override(job.owner.language) if job.owner else nullcontext(), transaction.atomic():
        ended = mine.update(
            state=state,
            error=_(
                "The work was interrupted because its server stopped. "
                "Check what was already stored, then start it again."
            )
            if state == JobState.FAILED
            else "",
            error_detail=detail,
            finished_at=now,
            expires_at=now + kept_of(job.kind),
        )
        if ended:
            job.refresh_from_db()
            tell_owner(job)
    return state


def tell_owner(job: Job) -> None:
    """Inbox and, for those who want it, mail. Not about a cancelled job: its owner was there."""
    if job.owner is None or job.state == JobState.CANCELLED:
        return
    from asn_portal.notifications.services import notify

    failed = job.state == JobState.FAILED
    notify(
        [job.owner],
        kind="jobs.failed" if failed else "jobs.done",
        title=lambda: (_("Failed: %(title)s") if failed else _("Finished: %(title)s")) % {"title": job.title},
        body=job.error or job.message,
        url=job.get_absolute_url(),
        email=False,
    )


def _where(fault: BaseException) -> str:
    """Where it went wrong, for operators. Without the fault's own words: they can hold personal data."""
    return "".join([*traceback.format_tb(fault.__traceback__), type(fault).__qualname__])
