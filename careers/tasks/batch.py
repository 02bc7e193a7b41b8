"""Batches take effect on their day, and signed ones get their papers."""

from __future__ import annotations

import time

import structlog

from asn_portal.jobs.ticks import tick
from careers.reports.batch_decree import decree_pdf, excerpt_pdf
from careers.services.batch_effect import apply_due_batches
from careers.services.batch_paper import batch_without_papers, store_decree, store_next_excerpt

logger = structlog.get_logger(__name__)

# A tick works until about the next one, which another worker may take: so many workers share many papers.
WORK_SECONDS = 50


@tick(seconds=60)
def apply_batches() -> None:
    """Signed batches whose day has come are written into the records."""
    applied = apply_due_batches()
    if applied:
        logger.info("batches_applied", number=applied)


@tick(seconds=60)
def make_batch_papers() -> None:
    """The decrees and excerpts of signed batches, one after another; a killed worker loses at most one."""
    until, made = time.monotonic() + WORK_SECONDS, 0
    while time.monotonic() < until and (batch := batch_without_papers()) is not None:
        stored = int(store_decree(batch=batch, render=decree_pdf))
        while time.monotonic() < until and store_next_excerpt(batch=batch, render=excerpt_pdf):
            stored += 1
        made += stored
        if not stored:
            # Other workers are at all that is left.
            break
    if made:
        logger.info("decrees_made", number=made)
