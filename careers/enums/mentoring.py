"""States of a mentorship and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MentorshipState(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined")
    STOPPED = "stopped", _("Stopped")

    @property
    def tone(self) -> str:
        return STATE_TONES[self]


STATE_TONES = {
    MentorshipState.PROPOSED: "attention",
    MentorshipState.AGREED: "info",
    MentorshipState.RUNNING: "good",
    MentorshipState.COMPLETED: "good",
    MentorshipState.DECLINED: "neutral",
    MentorshipState.STOPPED: "neutral",
}

# A mentorship that counts toward the mentor's load, and of which a pair has at most one.
OPEN_STATES = frozenset({MentorshipState.PROPOSED, MentorshipState.AGREED, MentorshipState.RUNNING})

MOVES = {
    MentorshipState.PROPOSED: {MentorshipState.AGREED, MentorshipState.DECLINED, MentorshipState.STOPPED},
    # The first meeting that both confirm makes it running.
    MentorshipState.AGREED: {MentorshipState.RUNNING, MentorshipState.STOPPED},
    MentorshipState.RUNNING: {MentorshipState.COMPLETED, MentorshipState.STOPPED},
}
