"""States of daily reports and of scheduled reports, and the categories of performance ratings."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DailyState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")

    @property
    def tone(self) -> str:
        return DAILY_TONES[self]


DAILY_TONES = {
    DailyState.DRAFT: "neutral",
    DailyState.SUBMITTED: "info",
    DailyState.APPROVED: "good",
    DailyState.RETURNED: "attention",
}

# APPROVED → SUBMITTED: the supervisor undoes an approval a moment later.
DAILY_TRANSITIONS: dict[DailyState, frozenset[DailyState]] = {
    DailyState.DRAFT: frozenset({DailyState.SUBMITTED, DailyState.APPROVED}),
    DailyState.SUBMITTED: frozenset({DailyState.APPROVED, DailyState.RETURNED}),
    DailyState.RETURNED: frozenset({DailyState.SUBMITTED, DailyState.APPROVED}),
    DailyState.APPROVED: frozenset({DailyState.SUBMITTED}),
}

# The writer may still change these.
OPEN_DAILY_STATES = frozenset({DailyState.DRAFT, DailyState.RETURNED})
# The supervisor has received these.
SENT_DAILY_STATES = frozenset({DailyState.SUBMITTED, DailyState.APPROVED, DailyState.RETURNED})


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


class DailyFaultCode(StrEnum):
    """What can be wrong with the lines of a daily report."""

    NO_LINES = "no_lines"
    NO_MINUTES = "no_minutes"
    END_MISSING = "end_missing"
    END_BEFORE_START = "end_before_start"
    OVERLAP = "overlap"
    MORE_THAN_SPAN = "more_than_span"
    MORE_THAN_A_DAY = "more_than_a_day"


class Expectation(StrEnum):
    """How work results or behaviour compare with what was expected (PermenPANRB 6/2022)."""

    ABOVE = "ABOVE"
    AS = "AS"
    BELOW = "BELOW"


class PerformanceRating(StrEnum):
    """*Predikat kinerja pegawai*."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class OrganisationRating(StrEnum):
    """*Predikat kinerja organisasi*."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"
