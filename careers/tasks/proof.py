"""The ticks of careers."""

from __future__ import annotations

import structlog

from asn_portal.jobs.ticks import tick
from careers.services.proof import publish_due_checkpoints

logger = structlog.get_logger(__name__)


@tick(seconds=3600)
def publish_checkpoints() -> None:
    """Once a day a checkpoint for each selection in which something happened."""
    made = publish_due_checkpoints()
    if made:
        logger.info("checkpoints_published", number=made)
