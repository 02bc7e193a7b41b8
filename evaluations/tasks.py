"""The ticks behind scheduled reports and the months of daily reports."""

from __future__ import annotations

import time

import structlog
from django.utils import timezone

from asn_portal.jobs.ticks import tick
from evaluations.enums import ReportFormat
from evaluations.models import ReportRun
from evaluations.partitions import add_months_ahead
from evaluations.reports.kinds import gather_snapshot, present_run
from evaluations.reports.run_files import run_pdf, run_workbook
from evaluations.services.assessment import finish_unanswered, settle_missing
from evaluations.services.assessment_period import complete_open_periods
from evaluations.services.feedback import drop_old_tickets
from evaluations.services.follow_up import remind_owners
from evaluations.services.run import ATTEMPTS_ALLOWED, claim_run, fail_run, finish_run, store_snapshot
from evaluations.services.schedule import queue_due_runs
from evaluations.services.schedule_owner import tell_of_lost_owners

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


@tick(seconds=3600)
def find_keepers_of_schedules() -> None:
    """Schedules whose owner has left: who may keep them hears of it."""
    told = tell_of_lost_owners()
    if told:
        logger.info("schedules_without_owner", told=told)


@tick(seconds=6 * 3600)
def add_daily_months() -> None:
    """The tables of the next months of daily reports."""
    made = add_months_ahead(timezone.localdate())
    if made:
        logger.info("daily_months_added", number=made)


@tick(seconds=3600)
def remind_of_follow_up() -> None:
    """Owners of follow-up actions hear of what is due soon, and of what is overdue."""
    reminded = remind_owners()
    if reminded:
        logger.info("follow_up_reminded", number=reminded)


def make_report(run: ReportRun) -> None:
    """Numbers, then paper. Whoever is overtaken by another worker stores nothing."""
    log = logger.bind(run=run.pk, unit=run.unit_id, period=str(run.period_start), attempt=run.attempt)
    if run.tries > ATTEMPTS_ALLOWED:
        fail_run(run=run, error="The worker was lost too often while making it.")
        return
    try:
        if run.snapshot is None:
            cutoff = timezone.now()
            if not store_snapshot(run=run, snapshot=gather_snapshot(run), cutoff=cutoff):
                log.warning("report_overtaken")
                return
        output = run.schedule.output
        is_finished = finish_run(
            run=run,
            pdf=run_pdf(run) if output != ReportFormat.XLSX else None,
            workbook=run_workbook(run) if output != ReportFormat.PDF else None,
            summary=lambda: present_run(run).summary,
        )
    except Exception as error:
        # Whatever it is, the next report must not suffer; the operator reads the traceback in the log.
        log.exception("report_failed")
        fail_run(run=run, error=f"{type(error).__name__}: {error}")
        return
    log.info("report_made" if is_finished else "report_overtaken")


@tick(seconds=3600)
def settle_ratings() -> None:
    """Ratings whose days to object are over become final; who became due since gets one; old tickets are forgotten. One
    rating or period that can't be settled keeps nothing from the others."""
    final, due, dropped = finish_unanswered(), complete_open_periods(), drop_old_tickets()
    completed = settle_missing()
    if final or due or dropped or completed:
        logger.info("ratings_settled", final=final, due=due, tickets=dropped, completed=completed)
