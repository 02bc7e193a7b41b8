"""Long work of careers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from asn_portal.jobs.registry import job
from careers.domain.matching import Weights
from careers.services.mentor_match import work_out_pairs
from employees.models import OrganizationalUnit


# In a worker: the solver takes a hundred megabytes that no web process should carry.
@job("careers.match", label=gettext_lazy("Best assignment of mentors"), cancellable=False)
def match_mentors(progress: Any, *, unit_id: int, everybody: bool, weights: dict[str, int]) -> None:
    run = work_out_pairs(
        unit=OrganizationalUnit.objects.get(pk=unit_id),
        everybody=everybody,
        weights=Weights(**weights),
        by=progress.owner,
    )
    count = run.pairs.count()
    progress.result(
        url=run.get_absolute_url(),
        message=ngettext("%(count)s pair worked out.", "%(count)s pairs worked out.", count) % {"count": count},
    )
