"""Gathers what a results page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asn_portal.charts import Chart
from surveys.domain.figures import Figures
from surveys.domain.satisfaction import Grade
from surveys.domain.visits import share
from surveys.models import FollowUpAction, SatisfactionSurvey, SurveyAlarm, SurveyComment
from surveys.querysets.tally import Part, index_series
from surveys.reports.charts import element_chart, trend_chart
from surveys.reports.rows import (
    ElementRow,
    GroupTable,
    VariantRow,
    element_rows,
    group_tables,
    service_table,
    variant_rows,
)
from surveys.reports.trend import PastResult, past_results
from surveys.reports.words import GRADE_TONES, element_names, shown_grade_label

SHOWN_COMMENTS = 20


@dataclass(frozen=True)
class ResponseRate:
    """Answers that enter the index against the people served, of the months whose number is known."""

    answers: int
    people: int
    recorded: int
    months: int

    @property
    def percent(self) -> int | None:
        return share(self.answers, self.people)

    @property
    def is_complete(self) -> bool:
        return self.recorded == self.months


@dataclass(frozen=True)
class SurveyReport:
    """Everything that a results page shows of one survey."""

    survey: SatisfactionSurvey
    figures: Figures
    grade_label: str
    tone: str
    elements: tuple[ElementRow, ...]
    variants: tuple[VariantRow, ...]
    services: GroupTable | None
    composition: tuple[GroupTable, ...]
    element_chart: Chart | None
    trend_chart: Chart | None
    past: tuple[PastResult, ...]
    comments: Sequence[SurveyComment]
    alarms: Sequence[SurveyAlarm]
    actions: Sequence[FollowUpAction]
    promised: Sequence[FollowUpAction]
    response_rate: ResponseRate | None
    # Answers of the series that enter the index: all, and those without a blank. Those of a running survey as of now,
    # also where the figures don't show them yet.
    answers: int
    complete: int

    @property
    def is_interim(self) -> bool:
        return not hasattr(self.survey, "result")

    @property
    def target_percent(self) -> int | None:
        """Complete answers against the number needed, at most 100."""
        target = self.survey.target
        return min(100, self.complete * 100 // target) if target else None

    @property
    def unplanned(self) -> list[ElementRow]:
        """The lowest elements without an action."""
        planned = {action.element for action in self.actions}
        return [each for each in self.elements if each.is_lowest and each.key not in planned]

    @property
    def has_hidden(self) -> bool:
        tables = (*self.composition, *([self.services] if self.services else []))
        return any(table.has_hidden for table in tables)


def survey_report(survey: SatisfactionSurvey) -> SurveyReport:
    """Figures, charts, published comments, promises. The same number of queries whatever the number of answers."""
    if hasattr(survey, "result"):
        figures = survey.figures()
        rate = response_rate(survey, figures, None)
        answers, complete = figures.valid + figures.invalid, figures.valid
    else:
        # Counts are as of now; what was answered follows in steps.
        parts = survey.tallies.parts(survey)
        figures = survey.figures()
        rate = response_rate(survey, figures, parts)
        counted = [part.tally for part in parts if part.series in index_series(survey)]
        answers, complete = sum(tally.answers for tally in counted), sum(tally.valid for tally in counted)
    past = past_results(survey, figures)
    return SurveyReport(
        survey=survey,
        figures=figures,
        grade_label=shown_grade_label(figures.shown_grade),
        tone=GRADE_TONES[Grade(figures.grade)] if figures.grade else "neutral",
        elements=element_rows(survey, figures),
        variants=variant_rows(figures),
        services=service_table(figures),
        composition=group_tables(figures),
        element_chart=element_chart(survey, figures),
        trend_chart=trend_chart(past),
        past=past,
        comments=list(survey.comments.approved()[:SHOWN_COMMENTS]),
        alarms=list(survey.alarms.suspicious()),
        actions=_named(survey, survey.actions.all()),
        promised=_named(survey, FollowUpAction.objects.promised_before(survey)),
        response_rate=rate,
        answers=answers,
        complete=complete,
    )


def _named(survey: SatisfactionSurvey, actions: Iterable[FollowUpAction]) -> list[FollowUpAction]:
    """With `element_name` for the page."""
    names, found = element_names(survey), list(actions)
    for action in found:
        action.element_name = names.get(action.element, action.element)  # type: ignore[attr-defined]
    return found


def response_rate(survey: SatisfactionSurvey, figures: Figures, parts: Iterable[Part] | None) -> ResponseRate | None:
    """Of a closed survey once every month is recorded; of a running one for the months recorded so far. One query."""
    served = survey.unit.visits.served_in(survey)
    if not served.recorded or served.people == 0:
        return None
    if parts is None:
        if not served.is_complete:
            return None
        answers = figures.valid + figures.invalid
    else:
        in_index, recorded = index_series(survey), set(served.recorded)
        answers = sum(
            part.tally.answers for part in parts if part.series in in_index and part.day.replace(day=1) in recorded
        )
    return ResponseRate(answers, served.people, len(served.recorded), len(served.months))
