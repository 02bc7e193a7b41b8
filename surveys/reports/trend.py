"""Published results of one unit over time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from surveys.domain.figures import Figures, from_json
from surveys.domain.interval import Interval
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey


@dataclass(frozen=True)
class PastResult:
    """One earlier period, for the trend and the links."""

    survey: SatisfactionSurvey
    index: Decimal | None
    grade: str
    valid: int
    interval: Interval | None = None


def past_results(survey: SatisfactionSurvey, figures: Figures) -> tuple[PastResult, ...]:
    """Published results of the unit up to this survey, oldest first, and this one. One query."""
    found = []
    others = SatisfactionSurvey.objects.filter(unit_id=survey.unit_id, state=SurveyState.CLOSED).select_related(
        "result"
    )
    for other in sorted(others, key=lambda each: each.starts_on):
        if other.pk == survey.pk or other.starts_on > survey.starts_on or not hasattr(other, "result"):
            continue
        theirs = from_json(other.result.data["figures"])
        found.append(_past(other, theirs))
    return (*found, _past(survey, figures))


def _past(survey: SatisfactionSurvey, figures: Figures) -> PastResult:
    return PastResult(survey, figures.index, figures.shown_grade, figures.valid, figures.interval)
