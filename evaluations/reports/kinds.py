"""The kinds of reports: how each is gathered from the database, and how its snapshot is shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from employees.models import OrganizationalUnit
from evaluations.enums import ReportKind
from evaluations.models import ReportRun
from evaluations.reports import (
    government_month,
    rating_sheets,
    satisfaction_quarter,
    training_quarter,
    unit_month_shown,
    unit_span,
    warnings_month,
)
from evaluations.reports.carried import carried_actions, gather_actions, promised
from evaluations.reports.presentation import Present, Presentation

# Raised when the shape of a snapshot changes; older ones stay readable.
SNAPSHOT_FORMAT = 2
# Of the mail.
SENTENCES = 3
Gather = Callable[[OrganizationalUnit, datetime.date, datetime.date], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """`gather` reads plain JSON, `present` shows it; `is_whole` says that `gather` gives the whole snapshot."""

    gather: Gather
    present: Present
    template: str = "pdf/evaluations/report.html"
    further: Callable[[dict[str, Any]], list[dict[str, Any]]] | None = None
    is_whole: bool = False
    # The public page tells only whether the paper is ours.
    is_secret: bool = False


KINDS: dict[ReportKind, Kind] = {
    ReportKind.UNIT_MONTH: Kind(
        unit_month_shown.gather, unit_month_shown.present, "pdf/evaluations/unit_month.html", is_whole=True
    ),
    ReportKind.UNIT_QUARTER: Kind(unit_span.gather, unit_span.present),
    ReportKind.UNIT_YEAR: Kind(unit_span.gather, unit_span.present),
    ReportKind.GOVERNMENT: Kind(government_month.gather, government_month.present),
    ReportKind.RATING_SHEETS: Kind(
        rating_sheets.gather,
        rating_sheets.present,
        "pdf/evaluations/rating_sheets.html",
        rating_sheets.further_pages,
        is_secret=True,
    ),
    ReportKind.TRAINING: Kind(training_quarter.gather, training_quarter.present),
    ReportKind.SATISFACTION: Kind(satisfaction_quarter.gather, satisfaction_quarter.present),
    ReportKind.WARNINGS: Kind(warnings_month.gather, warnings_month.present),
}


def kind_of(run: ReportRun) -> Kind:
    return KINDS[ReportKind(run.kind)]


def gather_snapshot(run: ReportRun) -> dict[str, Any]:
    """The report as the database would make it now."""
    kind = kind_of(run)
    data = kind.gather(run.unit, run.period_start, run.period_end)
    if kind.is_whole:
        return data
    return {
        "format": SNAPSHOT_FORMAT,
        "kind": str(run.kind),
        "data": data,
        "follow_up": gather_actions(run.unit, run.period_start),
    }


def present_snapshot(run: ReportRun, snapshot: dict[str, Any]) -> Presentation:
    """In the language of the moment. Unless the kind says it, the third sentence tells what is still promised."""
    shown = kind_of(run).present(snapshot)
    return replace(shown, sentences=[*shown.sentences, promised(carried_actions(snapshot))][:SENTENCES])


def present_run(run: ReportRun) -> Presentation:
    return present_snapshot(run, run.snapshot)
