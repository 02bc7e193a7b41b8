"""Selections: kinds, states and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SelectionKind(TextChoices):
    JPT_PRATAMA = "jpt_pratama", _("High leadership post (JPT Pratama)")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPERVISOR = "supervisor", _("Supervisor (pengawas)")
    OTHER = "other", _("Other position")


class SelectionState(TextChoices):
    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    DECIDED = "decided", _("Decided")
    APPOINTED = "appointed", _("Appointed")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def tone(self) -> str:
        return SELECTION_TONES[self]


SELECTION_TONES = {
    SelectionState.DRAFT: "neutral",
    SelectionState.ANNOUNCED: "info",
    SelectionState.DECIDED: "attention",
    SelectionState.APPOINTED: "good",
    SelectionState.CANCELLED: "neutral",
}

SELECTION_MOVES = {
    SelectionState.DRAFT: {SelectionState.ANNOUNCED, SelectionState.CANCELLED},
    SelectionState.ANNOUNCED: {SelectionState.DECIDED, SelectionState.CANCELLED},
    SelectionState.DECIDED: {SelectionState.APPOINTED, SelectionState.CANCELLED},
}


class RequirementKind(TextChoices):
    RANK = "rank", _("Minimum rank")
    EDUCATION = "education", _("Minimum education")
    EXPERIENCE = "experience", _("Years in positions of a kind")
    AGE = "age", _("Age at most")
    RATING = "rating", _("Performance rating")
    DISCIPLINE = "discipline", _("No disciplinary sanction in force")
    TRAINING = "training", _("Training passed")
    OTHER = "other", _("Checked by hand")


class StageKind(TextChoices):
    ADMINISTRATIVE = "administrative", _("Administrative check")
    EXAM = "exam", _("Competency exam")
    ASSESSMENT = "assessment", _("Competency assessment")
    PAPER = "paper", _("Paper")
    INTERVIEW = "interview", _("Interview")
    TRACK_RECORD = "track_record", _("Track record")
    HEALTH = "health", _("Health")


class CandidacyState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ADMITTED = "admitted", _("Admitted")
    REJECTED = "rejected", _("Not admitted")
    PROPOSED = "proposed", _("Proposed")
    CHOSEN = "chosen", _("Chosen")
    # Was proposed; somebody else was appointed.
    UNCHOSEN = "unchosen", _("Not chosen")

    @property
    def tone(self) -> str:
        return CANDIDACY_TONES[self]


CANDIDACY_TONES = {
    CandidacyState.DRAFT: "neutral",
    CandidacyState.SUBMITTED: "info",
    CandidacyState.WITHDRAWN: "neutral",
    CandidacyState.ADMITTED: "good",
    CandidacyState.REJECTED: "bad",
    CandidacyState.PROPOSED: "attention",
    CandidacyState.CHOSEN: "good",
    CandidacyState.UNCHOSEN: "neutral",
}

CANDIDACY_MOVES = {
    CandidacyState.DRAFT: {CandidacyState.SUBMITTED},
    CandidacyState.SUBMITTED: {CandidacyState.WITHDRAWN, CandidacyState.ADMITTED, CandidacyState.REJECTED},
    # While registration is open somebody may think again.
    CandidacyState.WITHDRAWN: {CandidacyState.DRAFT},
    # Until the result is published, and after an objection, the check may turn out otherwise.
    CandidacyState.ADMITTED: {CandidacyState.REJECTED, CandidacyState.WITHDRAWN, CandidacyState.PROPOSED},
    CandidacyState.REJECTED: {CandidacyState.ADMITTED},
    CandidacyState.PROPOSED: {
        CandidacyState.CHOSEN,
        CandidacyState.UNCHOSEN,
        CandidacyState.WITHDRAWN,
        CandidacyState.ADMITTED,
    },
}

# Takes part in the stages after the administrative check.
TAKING_PART = frozenset(
    {CandidacyState.ADMITTED, CandidacyState.PROPOSED, CandidacyState.CHOSEN, CandidacyState.UNCHOSEN}
)


class TieChoice(TextChoices):
    """Values of careers.domain.ranking.TieScope."""

    RANGE = "range", _("All whom the measurement can't tell apart")
    EQUAL = "equal", _("People of equal final score only")


class RejectReason(TextChoices):
    RANK = "rank", _("Rank is too low")
    EDUCATION = "education", _("Education doesn't fit")
    EXPERIENCE = "experience", _("Too little experience")
    AGE = "age", _("Too old on the day of appointment")
    RATING = "rating", _("Performance rating is too low")
    DISCIPLINE = "discipline", _("A disciplinary sanction is in force")
    DOCUMENT = "document", _("A document is missing or unreadable")
    OTHER = "other", _("Another requirement is not met")


class ObjectionState(TextChoices):
    OPEN = "open", _("Waits for an answer")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", pgettext_lazy("objection", "Dismissed")

    @property
    def tone(self) -> str:
        return {"open": "attention", "upheld": "good", "dismissed": "neutral"}[self]
