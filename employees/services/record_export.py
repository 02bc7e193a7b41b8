"""Whole records leave the portal: who took which, and why, is kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event, record_views
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from employees.models import Employee


@transaction.atomic
def note_record_export(
    *,
    filters: str,
    masked: list[tuple[int, str, str]],
    revealed: list[tuple[int, str, str]],
    reason: str,
    by: Any,
) -> None:
    """Note which records `by` took, by key, name and unit's path: each person can read who took theirs. Of those whose
    numbers stand in full (`revealed`) also why."""
    record_views(viewer=by, model=Employee, subjects=masked, what="export")
    record_views(viewer=by, model=Employee, subjects=revealed, what="numbers", reason=reason)
    record_event(
        "employees.records_exported",
        by=by,
        unit_path=scope_of(by).government_path or scope_of(by).paths(Permission.EMPLOYEE_EDIT)[0],
        reason=reason,
        filters=filters,
        rows=len(masked) + len(revealed),
        in_full=len(revealed),
    )


def start_record_export(*, filters: str, reason: str, by: Any) -> Job:
    """Prepare the file in the background."""
    return start_job(
        "employees.export_records",
        by=by,
        params={"filters": filters, "reason": reason},
        title=_("Export of whole records"),
        unit_path=scope_of(by).government_path,
    )
