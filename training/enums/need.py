"""Development needs and the plans made of them (PerLAN 10/2018)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NeedSource(TextChoices):
    """Why somebody should learn."""

    GAP = "gap", _("Competency gap")
    DIALOGUE = "dialogue", _("Performance dialogue")
    NEW_DUTY = "new_duty", _("New duty")
    STRATEGIC = "strategic", _("Strategic priority")
    CITIZENS = "citizens", _("What citizens say")
    OWN_WISH = "own_wish", _("Own wish")


class Priority(TextChoices):
    HIGH = "high", pgettext_lazy("priority", "High")
    MEDIUM = "medium", pgettext_lazy("priority", "Medium")
    LOW = "low", pgettext_lazy("priority", "Low")


PRIORITY_TONES = {Priority.HIGH: "bad", Priority.MEDIUM: "attention", Priority.LOW: "neutral"}


class NeedState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("need", "Proposed")
    AGREED = "agreed", pgettext_lazy("need", "Agreed by the supervisor")
    VERIFIED = "verified", pgettext_lazy("need", "Verified by the training office")
    PLANNED = "planned", pgettext_lazy("need", "In the yearly plan")
    REALISED = "realised", pgettext_lazy("need", "Realised")
    REFUSED = "refused", pgettext_lazy("need", "Refused")


NEED_TONES = {
    NeedState.PROPOSED: "attention",
    NeedState.AGREED: "info",
    NeedState.VERIFIED: "info",
    NeedState.PLANNED: "info",
    NeedState.REALISED: "good",
    NeedState.REFUSED: "bad",
}
NEED_MOVES: dict[NeedState, frozenset[NeedState]] = {
    NeedState.PROPOSED: frozenset({NeedState.AGREED, NeedState.REFUSED}),
    NeedState.AGREED: frozenset({NeedState.VERIFIED, NeedState.REFUSED, NeedState.PROPOSED}),
    NeedState.VERIFIED: frozenset({NeedState.PLANNED, NeedState.REFUSED, NeedState.REALISED}),
    NeedState.PLANNED: frozenset({NeedState.REALISED, NeedState.VERIFIED, NeedState.REFUSED}),
    NeedState.REALISED: frozenset(),
    NeedState.REFUSED: frozenset({NeedState.PROPOSED}),
}


class RefusalCode(TextChoices):
    """Why somebody was not let go, or a need was turned down: counted in the figures on equal access."""

    NO_SEAT = "no_seat", _("No seat left")
    NO_BUDGET = "no_budget", _("No budget")
    NOT_RELEVANT = "not_relevant", _("Does not fit the duties")
    BAD_TIME = "bad_time", _("The office can't spare the person then")
    ALREADY_TRAINED = "already_trained", _("Already trained in it")
    NOT_ELIGIBLE = "not_eligible", _("Does not meet a condition")
    OTHER = "other", pgettext_lazy("refusal", "Other")


class IndividualPlanState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("plan", "With the supervisor")
    RETURNED = "returned", pgettext_lazy("plan", "Returned")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")


INDIVIDUAL_PLAN_MOVES: dict[IndividualPlanState, frozenset[IndividualPlanState]] = {
    IndividualPlanState.DRAFT: frozenset({IndividualPlanState.SUBMITTED}),
    IndividualPlanState.SUBMITTED: frozenset({IndividualPlanState.AGREED, IndividualPlanState.RETURNED}),
    IndividualPlanState.RETURNED: frozenset({IndividualPlanState.SUBMITTED}),
    # Something new comes up within the year.
    IndividualPlanState.AGREED: frozenset({IndividualPlanState.RETURNED}),
}


class YearPlanState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("year plan", "Submitted")
    VERIFIED = "verified", pgettext_lazy("year plan", "Verified by the training office")
    APPROVED = "approved", pgettext_lazy("year plan", "Approved")
    RETURNED = "returned", pgettext_lazy("year plan", "Returned")


YEAR_PLAN_TONES = {
    YearPlanState.DRAFT: "neutral",
    YearPlanState.SUBMITTED: "attention",
    YearPlanState.VERIFIED: "info",
    YearPlanState.APPROVED: "good",
    YearPlanState.RETURNED: "bad",
}
# Who is next in the chain: the unit, the training office, the head of the government's staff.
YEAR_PLAN_MOVES: dict[YearPlanState, frozenset[YearPlanState]] = {
    YearPlanState.DRAFT: frozenset({YearPlanState.SUBMITTED}),
    YearPlanState.RETURNED: frozenset({YearPlanState.SUBMITTED}),
    YearPlanState.SUBMITTED: frozenset({YearPlanState.VERIFIED, YearPlanState.RETURNED}),
    YearPlanState.VERIFIED: frozenset({YearPlanState.APPROVED, YearPlanState.RETURNED}),
    YearPlanState.APPROVED: frozenset(),
}
