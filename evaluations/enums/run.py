"""Kinds, states and readers of scheduled reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RunState(TextChoices):
    PENDING = "pending", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")

    @property
    def tone(self) -> str:
        return RUN_TONES[self]


RUN_TONES = {
    RunState.PENDING: "info",
    RunState.RUNNING: "info",
    RunState.DONE: "good",
    RunState.FAILED: "bad",
}

# RUNNING → RUNNING: another worker takes over from one that fell silent. RUNNING → PENDING: it is tried again later.
RUN_TRANSITIONS: dict[RunState, frozenset[RunState]] = {
    RunState.PENDING: frozenset({RunState.RUNNING}),
    RunState.RUNNING: frozenset({RunState.RUNNING, RunState.PENDING, RunState.DONE, RunState.FAILED}),
    RunState.FAILED: frozenset({RunState.PENDING}),
    RunState.DONE: frozenset(),
}


class ReportKind(TextChoices):
    """What a schedule reports. The period of each is in `evaluations.domain.periods`."""

    UNIT_MONTH = "unit_month", _("Unit, month")
    UNIT_QUARTER = "unit_quarter", _("Unit, quarter")
    UNIT_YEAR = "unit_year", _("Unit, year")
    GOVERNMENT = "government", _("Overview of the government, month")
    RATING_SHEETS = "rating_sheets", _("Rating sheets of the unit, year")
    TRAINING = "training", _("Results of training, quarter")
    SATISFACTION = "satisfaction", _("Citizens' satisfaction, quarter")
    WARNINGS = "warnings", _("Early warnings, month")


class PeriodLength(TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class ReportFormat(TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
    BOTH = "both", _("PDF and Excel")


class RecipientKind(TextChoices):
    """Who gets a report besides whoever heads its unit."""

    ROLE = "role", _("A role on the unit or above it")
    UNIT_HEAD = "unit_head", _("The head of another unit")


class FollowUpState(TextChoices):
    OPEN = "open", pgettext_lazy("follow-up", "Open")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    DROPPED = "dropped", pgettext_lazy("follow-up", "Dropped")


FOLLOW_UP_TONES = {FollowUpState.OPEN: "attention", FollowUpState.DONE: "good", FollowUpState.DROPPED: "neutral"}
