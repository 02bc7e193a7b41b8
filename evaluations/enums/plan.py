"""Performance plans (SKP, PermenPANRB 6/2022)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PlanApproach(TextChoices):
    QUANTITATIVE = "quantitative", pgettext_lazy("plan", "Quantitative")
    QUALITATIVE = "qualitative", pgettext_lazy("plan", "Qualitative")


class PlanState(TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    PROPOSED = "proposed", pgettext_lazy("plan", "Waiting for the supervisor")
    RETURNED = "returned", pgettext_lazy("plan", "Returned")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")
    REPLACED = "replaced", pgettext_lazy("plan", "Replaced")

    @property
    def tone(self) -> str:
        return PLAN_TONES[self]


PLAN_TONES = {
    PlanState.DRAFT: "neutral",
    PlanState.PROPOSED: "info",
    PlanState.RETURNED: "attention",
    PlanState.AGREED: "good",
    PlanState.REPLACED: "neutral",
}

# An agreed plan is changed by a new version: it is replaced when that one is agreed.
PLAN_TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.PROPOSED, PlanState.AGREED}),
    PlanState.PROPOSED: frozenset({PlanState.RETURNED, PlanState.AGREED, PlanState.DRAFT}),
    PlanState.RETURNED: frozenset({PlanState.PROPOSED, PlanState.AGREED}),
    PlanState.AGREED: frozenset({PlanState.REPLACED}),
    PlanState.REPLACED: frozenset(),
}

# The person may still change these.
OPEN_PLAN_STATES = frozenset({PlanState.DRAFT, PlanState.RETURNED})


class ResultKind(TextChoices):
    MAIN = "main", pgettext_lazy("work result", "Main")
    ADDITIONAL = "additional", pgettext_lazy("work result", "Additional")


class Aspect(TextChoices):
    """By what an indicator measures."""

    QUANTITY = "quantity", pgettext_lazy("aspect", "Quantity")
    QUALITY = "quality", pgettext_lazy("aspect", "Quality")
    TIME = "time", pgettext_lazy("aspect", "Time")
    COST = "cost", pgettext_lazy("aspect", "Cost")


class AssessmentCycle(TextChoices):
    """How often a government assesses between the annual assessments."""

    MONTHLY = "monthly", pgettext_lazy("cycle", "Every month")
    QUARTERLY = "quarterly", pgettext_lazy("cycle", "Every quarter")
    ANNUAL = "annual", pgettext_lazy("cycle", "Once a year")
