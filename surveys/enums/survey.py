"""Choices of the satisfaction survey (PermenPANRB 14/2017) and its table of allowed moves."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    """How an answer came in."""

    WEB = "web", _("Web form")
    PAPER = "paper", _("Paper form")
    OFFICER = "staff", _("Asked by an officer")
    KIOSK = "kiosk", _("Kiosk")


class Series(TextChoices):
    """How sure it is that an answer comes from somebody who was served, once."""

    TICKET = "ticket", _("With a single-use code")
    OFFICE = "office", _("Entered by the office")
    OPEN = "open", _("Open link")


VERIFIED_SERIES = frozenset({Series.TICKET, Series.OFFICE})


class IndexSeries(TextChoices):
    """Which answers enter a survey's index."""

    VERIFIED = "verified", _("Only answers with a code and those entered by the office")
    ALL = "all", _("Every answer, those of the open link too")


class WeightRounding(TextChoices):
    """The weight of one element among k: exact 1/k, or as the regulation and published sheets print it for nine."""

    EXACT = "exact", _("Exact (1/k)")
    TWO_PLACES = "0.11", _("0.11, as the regulation prints it")
    THREE_PLACES = "0.111", _("0.111, as many sheets print it")


class BlankRule(TextChoices):
    """What a form with a blank element is worth."""

    EXCLUDE = "exclude", _("Only complete forms count")
    PER_ELEMENT = "element", _("Each element counts the forms that answer it")


class AlarmKind(TextChoices):
    """What looks as if somebody answered for others."""

    BURST = "burst", _("Many answers in a short time")
    PATTERN = "pattern", _("The same answers again and again")
    OUT_OF_HOURS = "hours", _("Many answers outside office hours")


class AlarmState(TextChoices):
    OPEN = "open", pgettext_lazy("alarm", "To be looked at")
    HARMLESS = "harmless", _("Harmless")
    SUSPICIOUS = "suspicious", _("Suspicious, shown with the result")


ALARM_TONES = {AlarmState.OPEN: "attention", AlarmState.HARMLESS: "good", AlarmState.SUSPICIOUS: "bad"}


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
