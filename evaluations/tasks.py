"""The two ticks behind scheduled reports."""

from __future__ import annotations

import time

import structlog
from django.utils import timezone

from asn_portal.jobs.ticks import tick
from evaluations.models import ReportRun
from evaluations.reports.paper import unit_month_pdf
from evaluations.reports.unit_month import gather_unit_month, to_snapshot
from evaluations.services.run import ATTEMPTS_ALLOWED, claim_run, fail_run, finish_run, store_snapshot
from evaluations.services.schedule import queue_due_runs

logger = structlog.get_logger(__name__)

# A tick works until about the next one, which another worker may take: so many workers share many reports.
WORK_SECONDS = 50


@tick(seconds=60)
def queue_due_reports() -> None:
    """Schedules whose time has come get a waiting report."""
    made = queue_due_runs()
    if made:
        logger.info("reports_queued", number=made)


@tick(seconds=60)
def make_waiting_reports() -> None:
    """Take up waiting reports, and those of workers that died, one after another."""
    until = time.monotonic() + WORK_SECONDS
    while time.monotonic() < until and (run := claim_run()) is not None:
        make_report(run)


def make_report(run: ReportRun) -> None:
    """Numbers, then paper. Whoever is overtaken by another worker stores nothing."""
    log = logger.bind(run=run.pk, unit=run.unit_id, period=str(run.period_start), attempt=run.attempt)
    if run.attempt > ATTEMPTS_ALLOWED:
        fail_run(run=run, error="The worker was lost too often while making it.")
        return
    try:
        if run.snapshot is None:
            cutoff = timezone.now()
            snapshot = to_snapshot(gather_unit_month(run.unit, run.period_start))
            if not store_snapshot(run=run, snapshot=snapshot, cutoff=cutoff):
                log.warning("report_overtaken")
                return
        is_finished = finish_run(run=run, pdf=unit_month_pdf(run))
    except Exception as error:
        # Whatever it is, the next report must not suffer; the operator reads the traceback in the log.
        log.exception("report_failed")
        fail_run(run=run, error=f"{type(error).__name__}: {error}")
        return
    log.info("report_made" if is_finished else "report_overtaken")
