"""Code lists and states of training. Forms carry the SIASN `jenisDiklat` id; names from PerLAN 10/2018, attachment."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingForm(TextChoices):
    """In which form competence is developed (*bentuk pengembangan kompetensi*), by SIASN `jenisDiklat` id."""

    STRUCTURAL = "1", _("Structural training")
    FUNCTIONAL = "2", _("Functional training")
    TECHNICAL = "3", _("Technical training")
    MANAGERIAL = "5", _("Managerial training")
    SOCIOCULTURAL = "6", _("Sociocultural training")
    SEMINAR = "9", _("Seminar or conference")
    WORKSHOP = "4", _("Workshop")
    COURSE = "11", _("Course")
    UPGRADING = "12", _("Upgrading course (penataran)")
    TECHNICAL_GUIDANCE = "8", _("Technical guidance (bimtek)")
    SOCIALISATION = "7", _("Dissemination (sosialisasi)")
    OTHER_CLASSROOM = "13", _("Other classroom form")
    COACHING = "14", _("Coaching")
    MENTORING = "15", _("Mentoring")
    E_LEARNING = "16", _("E-learning")
    DISTANCE = "17", _("Distance training")
    SECONDMENT = "18", _("Secondment (detasering)")
    OUTBOUND = "19", _("Outbound learning")
    BENCHMARKING = "20", _("Benchmarking")
    EXCHANGE = "21", _("Exchange with the private sector or state enterprises")
    SELF_STUDY = "22", _("Self-study")
    COMMUNITY = "23", _("Community of practice")
    WORKPLACE_GUIDANCE = "24", _("Guidance at the workplace")
    INTERNSHIP = "10", _("Internship or work placement")
    OTHER_NON_CLASSROOM = "25", _("Other non-classroom form")

    @property
    def is_classroom(self) -> bool:
        """*Klasikal*: taught face to face in class."""
        return self in CLASSROOM_FORMS


CLASSROOM_FORMS = frozenset(
    {
        TrainingForm.STRUCTURAL,
        TrainingForm.FUNCTIONAL,
        TrainingForm.TECHNICAL,
        TrainingForm.MANAGERIAL,
        TrainingForm.SOCIOCULTURAL,
        TrainingForm.SEMINAR,
        TrainingForm.WORKSHOP,
        TrainingForm.COURSE,
        TrainingForm.UPGRADING,
        TrainingForm.TECHNICAL_GUIDANCE,
        TrainingForm.SOCIALISATION,
        TrainingForm.OTHER_CLASSROOM,
    }
)


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


class RegistrationPhase(StrEnum):
    """What a reader of the catalogue may do about a session now."""

    NOT_PUBLISHED = "not_published"
    UPCOMING = "upcoming"
    OPEN = "open"
    OVER = "over"
