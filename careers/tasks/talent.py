"""The job that works out a talent review, and the tick that reminds of the succession pool."""

from __future__ import annotations

from typing import Any

import structlog
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.jobs.registry import job
from asn_portal.jobs.ticks import tick
from careers.models import TalentReview
from careers.services.succession import remind_of_pool
from careers.services.talent_review import JOB, work_out

logger = structlog.get_logger(__name__)


# Doing a step again changes nothing, so a dead worker's run is simply begun again.
@job(JOB, label=gettext_lazy("Talent boxes worked out"), retries=3)
def work_out_review(progress: Any, *, review_id: int) -> None:
    review = work_out(
        review=TalentReview.objects.select_related("unit").get(pk=review_id), by=progress.owner, progress=progress
    )
    progress.result(url=review.get_absolute_url(), message=_("The boxes are worked out and people are told."))


@tick(seconds=6 * 3600)
def remind_of_succession_pool() -> None:
    """The office hears of memberships that end soon."""
    reminded = remind_of_pool()
    if reminded:
        logger.info("pool_reminded", number=reminded)
