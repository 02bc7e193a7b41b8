"""States of a mentorship, of what belongs to it, and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
# While meetings, tasks and changes of the agreement are possible.
WORKING_STATES = frozenset({MentorshipState.AGREED, MentorshipState.RUNNING})

MOVES = {
    MentorshipState.PROPOSED: {MentorshipState.AGREED, MentorshipState.DECLINED, MentorshipState.STOPPED},
    # The first meeting that both confirm makes it running.
    MentorshipState.AGREED: {MentorshipState.RUNNING, MentorshipState.STOPPED},
    MentorshipState.RUNNING: {MentorshipState.COMPLETED, MentorshipState.STOPPED},
}


class MatchWay(TextChoices):
    """How a pair came together."""

    SELF = "self", _("Asked by the mentee")
    SUGGESTED = "suggested", _("Suggested by the portal")
    ASSIGNED = "assigned", _("Paired by HR")
    OPTIMAL = "optimal", _("Best assignment of all")
    GROUP = "group", _("Group")


class OfferState(TextChoices):
    OPEN = "open", pgettext_lazy("mentor offer", "Open")
    CLOSED = "closed", pgettext_lazy("mentor offer", "Closed")

    @property
    def tone(self) -> str:
        return OFFER_TONES[self]


OFFER_TONES = {OfferState.OPEN: "good", OfferState.CLOSED: "neutral"}


class AgreementState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("agreement", "Waits for the other")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    REPLACED = "replaced", pgettext_lazy("agreement", "Replaced")
    DECLINED = "declined", pgettext_lazy("agreement", "Not agreed")
    TAKEN_BACK = "taken_back", pgettext_lazy("agreement", "Taken back")

    @property
    def tone(self) -> str:
        return AGREEMENT_TONES[self]


AGREEMENT_TONES = {
    AgreementState.PROPOSED: "attention",
    AgreementState.IN_FORCE: "good",
    AgreementState.REPLACED: "neutral",
    AgreementState.DECLINED: "bad",
    AgreementState.TAKEN_BACK: "neutral",
}


class MeetingState(TextChoices):
    PLANNED = "planned", pgettext_lazy("mentoring meeting", "Planned")
    HELD = "held", pgettext_lazy("mentoring meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("mentoring meeting", "Cancelled")

    @property
    def tone(self) -> str:
        return MEETING_TONES[self]


MEETING_TONES = {MeetingState.PLANNED: "info", MeetingState.HELD: "good", MeetingState.CANCELLED: "neutral"}


class TaskState(TextChoices):
    OPEN = "open", pgettext_lazy("mentoring task", "To do")
    DONE = "done", pgettext_lazy("mentoring task", "Done")
    DROPPED = "dropped", pgettext_lazy("mentoring task", "Dropped")

    @property
    def tone(self) -> str:
        return TASK_TONES[self]


TASK_TONES = {TaskState.OPEN: "info", TaskState.DONE: "good", TaskState.DROPPED: "neutral"}


class PairRole(TextChoices):
    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")

    @property
    def other(self) -> "PairRole":
        return PairRole.MENTEE if self == PairRole.MENTOR else PairRole.MENTOR


class Agreeing(TextChoices):
    """Answers of the midway check."""

    YES = "yes", pgettext_lazy("midway", "Yes")
    PARTLY = "partly", pgettext_lazy("midway", "Partly")
    NO = "no", pgettext_lazy("midway", "No")

    @property
    def tone(self) -> str:
        return {Agreeing.YES: "good", Agreeing.PARTLY: "attention", Agreeing.NO: "bad"}[self]


class PairState(TextChoices):
    """A pair that the best assignment of all proposes to HR."""

    PROPOSED = "proposed", pgettext_lazy("proposed pair", "To decide")
    CONFIRMED = "confirmed", pgettext_lazy("proposed pair", "Confirmed")
    LEFT_OUT = "left_out", pgettext_lazy("proposed pair", "Left out")
    REFUSED = "refused", pgettext_lazy("proposed pair", "Not possible any more")

    @property
    def tone(self) -> str:
        return PAIR_TONES[self]


PAIR_TONES = {
    PairState.PROPOSED: "attention",
    PairState.CONFIRMED: "good",
    PairState.LEFT_OUT: "neutral",
    PairState.REFUSED: "bad",
}
