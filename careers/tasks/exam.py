"""Work in the background."""

from __future__ import annotations

from asn_portal.jobs.ticks import tick
from careers.services.exam_taking import close_overdue


@tick(seconds=60)
def close_overdue_exams() -> None:
    """Score exams whose time is over."""
    close_overdue()
