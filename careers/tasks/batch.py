"""Batches take effect on their day, and signed ones get their papers."""

from __future__ import annotations

import time

import structlog
from django.core.cache import cache
from django.db import OperationalError

from asn_portal.jobs.ticks import tick
from careers.models import CareerBatch
from careers.reports.batch_decree import decree_pdf, excerpt_pdf
from careers.services.batch_effect import apply_due_batches
from careers.services.batch_paper import PaperError, batch_without_papers, store_decree, store_next_excerpt

logger = structlog.get_logger(__name__)

# A tick works until about the next one, which another worker may take: so many workers share many papers.
WORK_SECONDS = 50
# So many excerpts of a batch that can't be made, and the tick goes on with the next batch.
MOST_FAILURES = 20
REMEMBER_SECONDS = 3600


@tick(seconds=60)
def apply_batches() -> None:
    """Signed batches whose day has come are written into the records."""
    applied = apply_due_batches()
    if applied:
        logger.info("batches_applied", number=applied)


@tick(seconds=60)
def make_batch_papers() -> None:
    """The decrees and excerpts of signed batches, one after another; a killed worker loses at most one. What can't be
    made holds nothing up: it is logged, and tried again after all others."""
    until, made = time.monotonic() + WORK_SECONDS, 0
    done: set[int] = set()
    while time.monotonic() < until and (batch := batch_without_papers(done)) is not None:
        made += _store_decree(batch) + _store_excerpts(batch, until)
        # What is left of it others are at, or it can't be made.
        done.add(batch.pk)
    if made:
        logger.info("decrees_made", number=made)


def _store_decree(batch: CareerBatch) -> int:
    try:
        return int(store_decree(batch=batch, render=decree_pdf))
    except OperationalError:
        raise
    except Exception:
        logger.exception("decree_failed", batch=batch.pk)
        return 0


def _store_excerpts(batch: CareerBatch, until: float) -> int:
    # What failed before waits until everything after it was tried.
    key = f"careers.excerpts-failed:{batch.pk}"
    known, stored, failed = frozenset(cache.get(key) or ()), 0, set()
    while time.monotonic() < until and len(failed) < MOST_FAILURES:
        try:
            if not store_next_excerpt(batch=batch, render=excerpt_pdf, leave_out=known | failed):
                if not known:
                    break
                known = frozenset()
                continue
            stored += 1
        except PaperError as error:
            failed.add(error.key)
            logger.exception("excerpt_failed", batch=batch.pk, line=error.key)
    cache.set(key, sorted(known | failed), REMEMBER_SECONDS)
    return stored
