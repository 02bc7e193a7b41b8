"""Choices and states of competency exams."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    SINGLE = "single", _("One right answer")
    MULTIPLE = "multiple", _("Several right answers")
    TRUE_FALSE = "true_false", _("True or false")
    NUMBER = "number", pgettext_lazy("item kind", "Number")
    SHORT_TEXT = "short_text", _("A word or two")
    ESSAY = "essay", _("Essay")


# Answered by ticking; their options are shuffled on each paper, except true and false.
CHOICE_KINDS = (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE)


class ItemLevel(TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class ItemState(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", pgettext_lazy("exam item", "Retired")


ITEM_TONES = {
    ItemState.DRAFT: "neutral",
    ItemState.IN_REVIEW: "attention",
    ItemState.APPROVED: "good",
    ItemState.RETIRED: "neutral",
}

ITEM_MOVES = {
    ItemState.DRAFT: {ItemState.IN_REVIEW, ItemState.RETIRED},
    ItemState.IN_REVIEW: {ItemState.DRAFT, ItemState.APPROVED},
    ItemState.APPROVED: {ItemState.RETIRED},
}


class ReviewVerdict(TextChoices):
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class SittingState(TextChoices):
    PLANNED = "planned", _("Planned")
    READY = "ready", _("Papers made")
    OPEN = "open", pgettext_lazy("sitting", "Open")
    CLOSED = "closed", _("Closed")
    PUBLISHED = "published", _("Results published")
    CANCELLED = "cancelled", _("Cancelled")


SITTING_TONES = {
    SittingState.PLANNED: "neutral",
    SittingState.READY: "info",
    SittingState.OPEN: "attention",
    SittingState.CLOSED: "info",
    SittingState.PUBLISHED: "good",
    SittingState.CANCELLED: "neutral",
}

SITTING_MOVES = {
    SittingState.PLANNED: {SittingState.READY, SittingState.CANCELLED},
    SittingState.READY: {SittingState.OPEN, SittingState.CANCELLED},
    SittingState.OPEN: {SittingState.CLOSED},
    SittingState.CLOSED: {SittingState.PUBLISHED},
}


class AttendanceState(TextChoices):
    """Where a candidate of a sitting stands."""

    INVITED = "invited", _("Not started")
    RUNNING = "running", _("Working")
    FINISHED = "finished", _("Handed in")
    TIME_OVER = "time_over", _("Time over")
    ENDED = "ended", _("Ended by the proctor")
    ON_PAPER = "on_paper", _("On paper")
    ABSENT = "absent", _("Absent")


ATTENDANCE_TONES = {
    AttendanceState.INVITED: "neutral",
    AttendanceState.RUNNING: "attention",
    AttendanceState.FINISHED: "good",
    AttendanceState.TIME_OVER: "good",
    AttendanceState.ENDED: "bad",
    AttendanceState.ON_PAPER: "info",
    AttendanceState.ABSENT: "neutral",
}

# Sat the exam, so that there is something to score.
SAT_STATES = (
    AttendanceState.FINISHED,
    AttendanceState.TIME_OVER,
    AttendanceState.ENDED,
    AttendanceState.ON_PAPER,
)


class DutyKind(TextChoices):
    PROCTOR = "proctor", _("Proctor")
    MARKER = "marker", _("Marker of essays")
    KEYER = "keyer", _("Types in paper answers")
