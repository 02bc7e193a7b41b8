"""Talent management: axes, ways to a level, what is missing, actions, states, readiness."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PerformanceLevel(TextChoices):
    """*Kinerja*, highest first."""

    ABOVE = "ABOVE", _("Above expectation")
    AS = "AS", _("As expected")
    BELOW = "BELOW", _("Below expectation")


class PotentialLevel(TextChoices):
    """*Potensial*, highest first."""

    HIGH = "HIGH", pgettext_lazy("potential", "High")
    MEDIUM = "MEDIUM", pgettext_lazy("potential", "Medium")
    LOW = "LOW", pgettext_lazy("potential", "Low")


class TalentMode(TextChoices):
    """How levels follow from the rating and the match."""

    PREDIKAT = "PREDIKAT", _("By the rating and the match (PREDIKAT)")
    SKOR = "SKOR", _("By scores on both axes (SKOR)")


class MissingInput(TextChoices):
    """Why somebody has no box."""

    RATING = "rating", _("No rating of this year is on record.")
    POSITION = "position", _("No position is on record, so nothing tells which levels are asked for.")
    LEVELS = "levels", _("None of the competencies that the position asks for has a valid rating.")
    TOO_FEW = "too_few", _("Too few of the competencies that the position asks for have a valid rating.")


class TalentAction(TextChoices):
    """Recommendations of PermenPANRB 3/2020."""

    PROMOTE = "promote", _("Promote and keep")
    KEEP = "keep", _("Keep")
    SUCCESSION = "succession", _("Consider for the succession pool of the agency")
    SUCCESSION_NATIONAL = "national", _("Consider for the succession pool of the agency and of the nation")
    REWARD = "reward", _("Reward")
    ENRICH_WIDER = "wider", _("Rotate or widen the position")
    ENRICH = "enrich", _("Rotate or enrich the position")
    ROTATE = "rotate", _("Rotate")
    FITTING = "fitting", _("Find the fitting position")
    GUIDE = "guide", _("Guide the performance")
    COUNSEL = "counsel", _("Counsel about the performance")
    DEVELOP = "develop", _("Develop competencies")
    STUDY = "study", _("Further education (tugas belajar)")
    PROCESS = "process", _("Proceed by the regulations")


class ReviewState(TextChoices):
    COMPUTING = "computing", _("Being worked out")
    OPEN = "open", pgettext_lazy("talent review", "Open")
    CLOSED = "closed", _("Closed")


REVIEW_TONES = {ReviewState.COMPUTING: "attention", ReviewState.OPEN: "good", ReviewState.CLOSED: "neutral"}


class TalentObjectionState(TextChoices):
    OPEN = "open", _("Waits for a decision")
    UPHELD = "upheld", _("Upheld")
    REFUSED = "refused", _("Refused")


TALENT_OBJECTION_TONES = {
    TalentObjectionState.OPEN: "attention",
    TalentObjectionState.UPHELD: "good",
    TalentObjectionState.REFUSED: "neutral",
}


class RecountCause(TextChoices):
    """Why a box was worked out, or decided, once more."""

    OBJECTION = "objection", _("After an objection")
    RECOUNT = "recount", _("Worked out again from newer data")
    DECISION = "decision", _("A new decision about the final box")


class Readiness(TextChoices):
    NOW = "now", pgettext_lazy("successor", "Ready now")
    SOON = "soon", pgettext_lazy("successor", "In one to two years")
    LATER = "later", pgettext_lazy("successor", "Later")


READINESS_TONES = {Readiness.NOW: "good", Readiness.SOON: "attention", Readiness.LATER: "neutral"}

# *Kelompok rencana suksesi* (PermenPANRB 3/2020).
POOL_BOXES = frozenset({7, 8, 9})
