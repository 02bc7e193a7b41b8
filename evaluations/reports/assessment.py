"""What pages about ratings show: context beside the form, progress by unit, the distribution, one's own over time."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employees.enums import Predicate
from employees.models import Employee, OrganizationalUnit, RatingHistory
from evaluations.domain.rating import (
    MATRIX,
    DistributionFault,
    DistributionWarning,
    check_distribution,
)
from evaluations.enums import (
    AssessmentState,
    DailyState,
    EvaluationRuleKey,
    Expectation,
    ExpectationChoice,
)
from evaluations.evaluation_rules import value_of
from evaluations.models import (
    Assessment,
    AssessmentPeriod,
    DailyWorkReport,
    OrganisationAssessment,
    ResultIndicator,
    ResultProgress,
    WorkPlan,
)
from evaluations.organisation_facts import nearest_rating, ratings_of

PREDICATE_TONES = {
    Predicate.VERY_GOOD: "good",
    Predicate.GOOD: "good",
    Predicate.NEEDS_IMPROVEMENT: "attention",
    Predicate.POOR: "bad",
    Predicate.VERY_POOR: "bad",
}


@dataclass(frozen=True)
class MatrixCell:
    label: str
    tone: str
    is_here: bool


@dataclass(frozen=True)
class MatrixRow:
    label: str
    cells: list[MatrixCell]


def matrix_of(work_result: str, behaviour: str) -> list[MatrixRow]:
    """The nine cells, work results downwards from above, behaviour rightwards from below."""
    across = (Expectation.BELOW, Expectation.AS, Expectation.ABOVE)
    return [
        MatrixRow(
            label=str(ExpectationChoice(result.value).label),
            cells=[
                MatrixCell(
                    label=str(Predicate(MATRIX[result, shown].value).label),
                    tone=PREDICATE_TONES[Predicate(MATRIX[result, shown].value)],
                    is_here=(work_result, behaviour) == (result.value, shown.value),
                )
                for shown in across
            ],
        )
        for result in (Expectation.ABOVE, Expectation.AS, Expectation.BELOW)
    ]


@dataclass(frozen=True)
class ReportMonth:
    """One person's daily reports of a month, for themselves and who rates them. Nobody is compared by them."""

    month: datetime.date
    approved: int
    waiting: int
    minutes: int


def report_months(employee: Any, period: AssessmentPeriod) -> list[ReportMonth]:
    """Months in which the person sent reports; a month without any is unknown here, and is left out. One query."""
    rows = (
        DailyWorkReport.objects.filter(employee=employee)
        .sent()
        .between(period.first_day, period.last_day)
        .order_by()
        .annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(
            approved=Count("pk", filter=Q(state=DailyState.APPROVED)),
            waiting=Count("pk", filter=~Q(state=DailyState.APPROVED)),
            total=Sum("minutes", filter=Q(state=DailyState.APPROVED)),
        )
        .order_by("month")
    )
    return [ReportMonth(row["month"], row["approved"], row["waiting"], row["total"] or 0) for row in rows]


def plan_results(plan: WorkPlan | None) -> list[Any]:
    """The results of a plan with indicators, each with its newest progress as `newest`. Three queries."""
    if plan is None:
        return []
    newest = ResultProgress.objects.order_by("indicator", "-on", "-pk")
    indicators = ResultIndicator.objects.prefetch_related(Prefetch("progress", queryset=newest))
    results = list(plan.results.prefetch_related(Prefetch("indicators", queryset=indicators)))
    for result in results:
        for indicator in result.indicators.all():
            indicator.newest = next(iter(indicator.progress.all()), None)
    return results


@dataclass(frozen=True)
class UnitProgress:
    """How far the ratings of a unit's people are; those of units below not included."""

    unit: OrganizationalUnit
    people: int
    draft: int
    delivered: int
    objected: int
    final: int
    own_rating: OrganisationAssessment | None
    # The rating beside which its people are rated, when it is a unit above.
    above: OrganisationAssessment | None


def unit_progress(period: AssessmentPeriod, units: Any) -> list[UnitProgress]:
    """Of those of `units` (a queryset) in which somebody is rated, in the order of the tree. Three queries."""
    states = Counter[tuple[int, str]]()
    counted = period.assessments.filter(unit__in=units).order_by().values_list("unit", "state").annotate(n=Count("pk"))
    for unit_id, state, number in counted:
        states[unit_id, state] = number
    ratings = ratings_of(period)
    shown = OrganizationalUnit.objects.filter(pk__in={unit_id for unit_id, _state in states}).order_by("path")
    found = []
    for unit in shown:
        numbers = {state: states[unit.pk, state] for state in AssessmentState}
        own = ratings.get(unit.path)
        found.append(
            UnitProgress(
                unit=unit,
                people=sum(numbers.values()),
                draft=numbers[AssessmentState.DRAFT],
                delivered=numbers[AssessmentState.DELIVERED],
                objected=numbers[AssessmentState.OBJECTED],
                final=numbers[AssessmentState.FINAL],
                own_rating=own,
                above=None if own else nearest_rating(ratings, unit.path),
            )
        )
    return found


@dataclass(frozen=True)
class Distribution:
    """The ratings of people who are rated beside one organisation's rating, and where they differ from the guidance."""

    organisation: OrganisationAssessment
    counts: list[tuple[Predicate, int]]
    warnings: list[str]

    @property
    def total(self) -> int:
        return sum(count for _predicate, count in self.counts)


def distribution_of(
    period: AssessmentPeriod, organisation: OrganisationAssessment, *, drafts_of: Any = None
) -> Distribution:
    """Over everybody whose nearest rated organisation this is: delivered and final ratings, and the drafts that the
    assessor `drafts_of` (Employee) is writing, so that who rates sees where the own drafts lead. Three queries."""
    ratings = ratings_of(period)
    rated = Q(state__in=[AssessmentState.DELIVERED, AssessmentState.OBJECTED, AssessmentState.FINAL])
    if drafts_of is not None:
        rated |= Q(state=AssessmentState.DRAFT, assessor=drafts_of)
    rows = period.assessments.filter(rated, unit__path__startswith=organisation.unit.path).exclude(predicate="")
    grouped = rows.order_by().values_list("unit__path", "predicate").annotate(n=Count("pk"))
    counts: Counter[str] = Counter()
    for path, predicate, number in grouped:
        nearest = nearest_rating(ratings, path)
        if nearest is not None and nearest.pk == organisation.pk:
            counts[predicate] += number
    shares = value_of(EvaluationRuleKey.DISTRIBUTION, period.government_id, period.last_day)
    warnings = check_distribution(organisation.rating, counts, shares)
    return Distribution(
        organisation=organisation,
        counts=[(predicate, counts[predicate.value]) for predicate in Predicate],
        warnings=[warning_text(warning) for warning in warnings],
    )


def warning_text(warning: DistributionWarning) -> str:
    """The warning with the numbers behind it, in the reader's language."""
    names = _(" or ").join(str(Predicate(rating.value).label) for rating in warning.ratings)
    found = ngettext(
        "%(count)s of %(total)s person is rated %(names)s",
        "%(count)s of %(total)s people are rated %(names)s",
        warning.total,
    ) % {"count": warning.count, "total": warning.total, "names": names}
    if warning.fault is DistributionFault.TOO_MANY:
        wanted = _("the guidance allows at most %(percent)s %%") if warning.percent else _("the guidance allows nobody")
    else:
        wanted = (
            _("the guidance wants at least %(percent)s %%") if warning.percent else _("the guidance wants at least one")
        )
    return f"{found}; {wanted % {'percent': warning.percent} if warning.percent else wanted}."


@dataclass(frozen=True)
class OwnYear:
    """One year of a person: the rating on record, and what the portal holds of it, newest first."""

    year: int
    predicate: str
    is_on_record: bool
    assessments: list[Assessment]

    @property
    def name(self) -> str:
        """As people write a year: without a separator of thousands."""
        return str(self.year)

    @property
    def label(self) -> str:
        return str(Predicate(self.predicate).label) if self.predicate else ""

    @property
    def tone(self) -> str:
        return PREDICATE_TONES[Predicate(self.predicate)] if self.predicate else "neutral"


def own_years(employee: Employee, assessments: Iterable[Assessment]) -> list[OwnYear]:
    """Newest first; a year without a rating on record says so. One query."""
    records = dict(
        RatingHistory.objects.valid().filter(employee=employee).values_list("year", "predicate").order_by("year")
    )
    by_year: Mapping[int, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        by_year[assessment.assessment_period.year].append(assessment)
    return [
        OwnYear(year, records.get(year, ""), year in records, by_year.get(year, []))
        for year in sorted({*records, *by_year}, reverse=True)
    ]
