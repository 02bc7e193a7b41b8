"""Choices of the citizens' app and the tables of allowed moves. Legal sources: PermenPANRB 14/2017 (survey),
Perpres 76/2013 and PermenPANRB 62/2018 (complaints)."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# --- Satisfaction survey -------------------------------------------------------------------------------------------


class SurveyElement(StrEnum):
    """The nine elements (*unsur*). Always stored by these identifiers: the regulation's body and its annexed
    questionnaire number the last two differently."""

    REQUIREMENTS = "requirements"
    PROCEDURES = "procedures"
    COMPLETION_TIME = "completion_time"
    COST = "cost"
    PRODUCT = "product"
    STAFF_COMPETENCE = "staff_competence"
    STAFF_BEHAVIOUR = "staff_behaviour"
    FACILITIES = "facilities"
    COMPLAINT_HANDLING = "complaint_handling"


class SurveyState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("survey", "Open")
    CLOSED = "closed", _("Closed")


SURVEY_MOVES: dict[str, frozenset[str]] = {
    SurveyState.DRAFT: frozenset({SurveyState.OPEN}),
    SurveyState.OPEN: frozenset({SurveyState.CLOSED}),
    SurveyState.CLOSED: frozenset(),
}
SURVEY_TONES = {SurveyState.DRAFT: "neutral", SurveyState.OPEN: "good", SurveyState.CLOSED: "info"}


class Channel(TextChoices):
    WEB = "web", _("Web form")
    PAPER = "paper", _("Paper form")


class RespondentSex(TextChoices):
    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class AgeBand(TextChoices):
    UNDER_20 = "0-19", _("Under 20")
    FROM_20 = "20-29", _("20–29")
    FROM_30 = "30-39", _("30–39")
    FROM_40 = "40-49", _("40–49")
    FROM_50 = "50-59", _("50–59")
    FROM_60 = "60+", _("60 or older")


class RespondentEducation(TextChoices):
    PRIMARY = "SD", _("Primary school (SD) or less")
    LOWER_SECONDARY = "SMP", _("Lower secondary (SMP)")
    UPPER_SECONDARY = "SMA", _("Upper secondary (SMA/SMK)")
    DIPLOMA = "D1-D3", _("Diploma (D1–D3)")
    BACHELOR = "S1", _("Bachelor (D4/S1)")
    MASTER = "S2", _("Master (S2)")
    DOCTOR = "S3", _("Doctor (S3)")


class Occupation(TextChoices):
    CIVIL_SERVANT = "PNS", _("Civil servant")
    ARMED_FORCES = "TNI", _("Armed forces (TNI)")
    POLICE = "POLRI", _("Police (POLRI)")
    PRIVATE = "SWASTA", _("Private employee")
    SELF_EMPLOYED = "WIRAUSAHA", _("Self-employed")
    OTHER = "LAINNYA", _("Other")


class TimeBand(TextChoices):
    """When the answer came, as the official sheet asks it. The exact time is not kept."""

    MORNING = "08-12", _("08.00–12.00")
    AFTERNOON = "13-17", _("13.00–17.00")
    OUTSIDE = "other", _("Other hours")


class CommentState(TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    APPROVED = "approved", _("Published")
    HIDDEN = "hidden", _("Not published")


COMMENT_TONES = {CommentState.WAITING: "attention", CommentState.APPROVED: "good", CommentState.HIDDEN: "neutral"}

# --- Complaints -----------------------------------------------------------------------------------------------------


class ComplaintKind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    ASPIRATION = "aspiration", _("Suggestion or request")
    INFORMATION = "information", _("Request for information")


class ComplaintVisibility(TextChoices):
    OPEN = "open", pgettext_lazy("report", "Open")
    NAME_HIDDEN = "name_hidden", _("Name hidden")
    SECRET = "secret", _("Secret")


class ComplaintState(TextChoices):
    NEW = "new", _("New")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    FORWARDED = "forwarded", _("Forwarded")
    IN_PROGRESS = "in_progress", _("Being handled")
    POSTPONED = "postponed", _("Waiting for the reporter")
    DONE = "done", _("Done")
    REOPENED = "reopened", _("Reopened")


_S = ComplaintState
COMPLAINT_MOVES: dict[str, frozenset[str]] = {
    _S.NEW: frozenset({_S.VERIFIED, _S.REJECTED}),
    _S.VERIFIED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
    _S.REJECTED: frozenset(),
    _S.FORWARDED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
    _S.IN_PROGRESS: frozenset({_S.FORWARDED, _S.POSTPONED, _S.DONE}),
    _S.POSTPONED: frozenset({_S.IN_PROGRESS, _S.DONE}),
    _S.DONE: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
}
COMPLAINT_ENDED = frozenset({_S.REJECTED, _S.DONE})
COMPLAINT_TONES = {
    _S.NEW: "attention",
    _S.VERIFIED: "info",
    _S.REJECTED: "neutral",
    _S.FORWARDED: "info",
    _S.IN_PROGRESS: "info",
    _S.POSTPONED: "attention",
    _S.DONE: "good",
    _S.REOPENED: "bad",
}


class RejectReason(TextChoices):
    DUPLICATE = "duplicate", _("The same report was already sent")
    NOT_IN_AUTHORITY = "not_in_authority", _("Not within this government's authority")
    INCOMPLETE = "incomplete", _("Too little to act on")
    NOT_A_COMPLAINT = "not_a_complaint", _("Neither a complaint, a suggestion nor a question")
    DEFAMATION = "defamation", _("Hate or defamation")


class EntryKind(TextChoices):
    """Lines of a complaint's timeline. Notes are for the office only."""

    MOVE = "move", _("Step")
    REPLY = "reply", _("Answer from the office")
    CITIZEN = "citizen", _("From the reporter")
    NOTE = "note", _("Internal note")


# Working days (PermenPANRB 62/2018): verification and the first follow-up, then completion by the kind of report.
VERIFY_DAYS = 3
FOLLOW_UP_DAYS = 5
COMPLETE_DAYS = {ComplaintKind.COMPLAINT: 14, ComplaintKind.ASPIRATION: 14, ComplaintKind.INFORMATION: 5}
SUPERVISION_DAYS = 60
# A report that waits for its reporter is closed after this many working days without a word.
SILENCE_DAYS = 10
