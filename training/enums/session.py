"""States of sessions and what a reader may do about them."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Registration open")
    CLOSED = "closed", _("Registration closed")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


class SessionStanding(TextChoices):
    """How a session stands at a moment: its state, and of an open one where its registration window is."""

    DRAFT = "draft", SessionState.DRAFT.label
    UPCOMING = "upcoming", _("Registration opens soon")
    OPEN = "open", SessionState.OPEN.label
    CLOSED = "closed", SessionState.CLOSED.label
    RUNNING = "running", SessionState.RUNNING.label
    FINISHED = "finished", SessionState.FINISHED.label
    CANCELLED = "cancelled", SessionState.CANCELLED.label

    @property
    def tone(self) -> str:
        return STANDING_TONES[self]


STANDING_TONES = {
    SessionStanding.DRAFT: "neutral",
    SessionStanding.UPCOMING: "info",
    SessionStanding.OPEN: "good",
    SessionStanding.CLOSED: "attention",
    SessionStanding.RUNNING: "info",
    SessionStanding.FINISHED: "neutral",
    SessionStanding.CANCELLED: "bad",
}

# CLOSED → OPEN: the coordinator extends the registration window.
SESSION_TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.DRAFT: frozenset({SessionState.OPEN, SessionState.CANCELLED}),
    SessionState.OPEN: frozenset({SessionState.CLOSED, SessionState.RUNNING, SessionState.CANCELLED}),
    SessionState.CLOSED: frozenset({SessionState.OPEN, SessionState.RUNNING, SessionState.CANCELLED}),
    SessionState.RUNNING: frozenset({SessionState.FINISHED, SessionState.CANCELLED}),
    SessionState.FINISHED: frozenset(),
    SessionState.CANCELLED: frozenset(),
}

# While a session is in one of these, freed seats go to the waiting list.
FILLING_STATES = frozenset({SessionState.OPEN, SessionState.CLOSED})
# While a session is in one of these, people may still leave it and supervisors may still decide.
UNFINISHED_STATES = frozenset({SessionState.OPEN, SessionState.CLOSED, SessionState.RUNNING})


class RegistrationPhase(StrEnum):
    """What a reader of the catalogue may do about a session now."""

    NOT_PUBLISHED = "not_published"
    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
