"""Who may stop and repeat long work."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import has_permission


@rules.predicate
def is_job_owner(user: Any, job: Any) -> bool:
    return job is not None and job.owner_id is not None and job.owner_id == user.pk


may_steer = is_job_owner | has_permission(Permission.SYSTEM_OPERATE)

rules.add_perm("jobs.cancel_job", may_steer)
rules.add_perm("jobs.rerun_job", may_steer)
