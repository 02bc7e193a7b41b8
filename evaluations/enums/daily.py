"""States of daily reports, and what can be wrong with their lines."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class WorkPlace(TextChoices):
    """Where a line's work was done."""

    OFFICE = "wfo", pgettext_lazy("place of work", "Office")
    HOME = "wfh", pgettext_lazy("place of work", "Home")
    FIELD = "field", pgettext_lazy("place of work", "Away on duty")


class LineSource(TextChoices):
    """From what the portal proposed a line."""

    OWN = "", pgettext_lazy("source of a line", "Written")
    TRAINING = "training", pgettext_lazy("source of a line", "Training")
    SHARING = "sharing", pgettext_lazy("source of a line", "Sharing session")
    COMPLAINT = "complaint", pgettext_lazy("source of a line", "Complaint")
    MEETING = "meeting", pgettext_lazy("source of a line", "Meeting")
    MENTORING = "mentoring", pgettext_lazy("source of a line", "Mentoring")


class DailyFaultCode(StrEnum):
    """What can be wrong with the lines of a daily report."""

    NO_LINES = "no_lines"
    NO_MINUTES = "no_minutes"
    END_MISSING = "end_missing"
    END_BEFORE_START = "end_before_start"
    OVERLAP = "overlap"
    MORE_THAN_SPAN = "more_than_span"
    MORE_THAN_A_DAY = "more_than_a_day"
