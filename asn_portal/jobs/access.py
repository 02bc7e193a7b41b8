"""Who may open a job's result."""

from __future__ import annotations

from typing import Any

from asn_portal.jobs.models import Job


def may_download_result(user: Any, document: Any) -> bool:
    """The person who started the job, and nobody else: an operator sees that a result exists, not what it says."""
    return Job.objects.filter(result=document, owner=user).exists()
