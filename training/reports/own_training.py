"""A person's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from employees.models import Employee
from training.domain.hours import AnnualHours
from training.models import Registration
from training.reports.hours import ledger_of


@dataclass(frozen=True)
class OwnTraining:
    """A person's own page."""

    year: int
    hours: AnnualHours
    pending: list[Registration]
    past: list[Registration]


def own_training(employee: Employee, *, year: int) -> OwnTraining:
    """Those of the ledger and two more."""
    registrations: Any = Registration.objects.filter(employee=employee)
    rows = list(
        registrations.with_session()
        .prefetch_related("certificates__document")
        .order_by("-session__starts_at", "-sequence")
    )
    pending = [row for row in reversed(rows) if row.is_pending]
    return OwnTraining(
        year=year,
        hours=ledger_of(employee, year).hours,
        pending=pending,
        past=[row for row in rows if not row.is_pending],
    )
