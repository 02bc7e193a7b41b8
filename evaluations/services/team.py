"""Deciding several daily reports at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from evaluations.enums import DailyState
from evaluations.models import DailyWorkReport
from evaluations.services.daily import approve_report


@dataclass
class ApprovedMany:
    """`approved` by this call; `changed` were sent anew since the board was drawn; `skipped` don't wait for the user
    (any more)."""

    approved: list[int] = field(default_factory=list)
    changed: int = 0
    skipped: int = 0


def approve_many(*, reports: Mapping[int, str | None], by: Any) -> ApprovedMany:
    """Approve what waits for `by`. `reports` maps keys to the stamp of the content that was seen (None for any): nobody
    approves what they have not seen. Each in a transaction of its own, so that one refusal keeps the others."""
    outcome = ApprovedMany()
    waiting = DailyWorkReport.objects.awaiting_decision_of(by).filter(pk__in=reports).order_by("pk")
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            report = DailyWorkReport.objects.select_for_update().get(pk=pk)
            if report.state != DailyState.SUBMITTED:
                continue
            if reports[pk] not in {None, report.stamp}:
                outcome.changed += 1
                continue
            approve_report(report=report, by=by)
        outcome.approved.append(pk)
    outcome.skipped = len(reports) - len(outcome.approved) - outcome.changed
    return outcome
