"""States of registrations and their table of allowed moves."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RegistrationState(TextChoices):
    AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    WAITING = "waiting", _("On the waiting list")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed by the organiser")
    SESSION_CANCELLED = "session_cancelled", _("Session cancelled")
    LAPSED = "lapsed", _("Lapsed")
    COMPLETED = "completed", _("Completed")
    NOT_COMPLETED = "not_completed", _("Not completed")

    @property
    def tone(self) -> str:
        return REGISTRATION_TONES[self]


REGISTRATION_TONES = {
    RegistrationState.AWAITING_APPROVAL: "attention",
    RegistrationState.APPROVED: "good",
    RegistrationState.WAITING: "info",
    RegistrationState.REFUSED: "bad",
    RegistrationState.WITHDRAWN: "neutral",
    RegistrationState.REMOVED: "bad",
    RegistrationState.SESSION_CANCELLED: "bad",
    RegistrationState.LAPSED: "neutral",
    RegistrationState.COMPLETED: "good",
    RegistrationState.NOT_COMPLETED: "bad",
}

# These hold one of the session's seats; never more rows than seats (a database trigger guards it).
SEATED_STATES = frozenset(
    {
        RegistrationState.AWAITING_APPROVAL,
        RegistrationState.APPROVED,
        RegistrationState.COMPLETED,
        RegistrationState.NOT_COMPLETED,
    }
)
# In these a person is in or in line: at most one such row per person and session.
ACTIVE_STATES = SEATED_STATES | {RegistrationState.WAITING}
# These are undecided or running: the person may still withdraw, the organiser may still remove them.
PENDING_STATES = frozenset({RegistrationState.AWAITING_APPROVAL, RegistrationState.APPROVED, RegistrationState.WAITING})
# These must say why.
REASONED_STATES = frozenset({RegistrationState.REFUSED, RegistrationState.REMOVED, RegistrationState.SESSION_CANCELLED})

_LEAVING = frozenset(
    {
        RegistrationState.WITHDRAWN,
        RegistrationState.REMOVED,
        RegistrationState.SESSION_CANCELLED,
        RegistrationState.LAPSED,
    }
)
# WAITING → AWAITING_APPROVAL or APPROVED: a seat was freed (APPROVED when nobody stands above the person).
REGISTRATION_TRANSITIONS: dict[RegistrationState, frozenset[RegistrationState]] = {
    RegistrationState.WAITING: _LEAVING | {RegistrationState.AWAITING_APPROVAL, RegistrationState.APPROVED},
    RegistrationState.AWAITING_APPROVAL: _LEAVING | {RegistrationState.APPROVED, RegistrationState.REFUSED},
    RegistrationState.APPROVED: _LEAVING | {RegistrationState.COMPLETED, RegistrationState.NOT_COMPLETED},
    RegistrationState.REFUSED: frozenset(),
    RegistrationState.WITHDRAWN: frozenset(),
    RegistrationState.REMOVED: frozenset(),
    RegistrationState.SESSION_CANCELLED: frozenset(),
    RegistrationState.LAPSED: frozenset(),
    RegistrationState.COMPLETED: frozenset(),
    RegistrationState.NOT_COMPLETED: frozenset(),
}


class Placement(StrEnum):
    """Where a newcomer to a session lands."""

    SEAT = "seat"
    WAITING_LIST = "waiting_list"
