"""Periods, ratings, objections, credit points, feedback: personal matters of the person, those above and the office."""

from __future__ import annotations

import datetime
from typing import Any

from employees.dates import today
from evaluations.enums import VoiceDirection
from evaluations.models import AssessmentPeriod, FeedbackTicket, Objection
from evaluations.reports.rating_sheet import sheet_code
from tests.access.policy import EVERYONE, STAFF, Place, Row, page, thing
from tests.factories.ratings import AssessmentFactory, OrganisationFactory, PeriodFactory, RoundFactory

OVERSEERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
READERS = OVERSEERS | {"supervisor"}
RATERS = frozenset({"supervisor", "hr_officer"})
CONCERNED = READERS | {"employee"}


def _period(government: Any, month: int | None = None) -> Any:
    """The year, or the quarter that begins with the month; two places of one government share it."""
    year = 2025 if month is None else 2026
    first = datetime.date(year, month or 1, 1)
    last = datetime.date(2026, 1, 1) if month is None else datetime.date(2026, month + 3, 1)
    found = AssessmentPeriod.objects.filter(government=government, is_annual=month is None, period=(first, last))
    return found.first() or PeriodFactory(government=government, is_annual=month is None, period=(first, last))


def build_ratings(place: Place) -> dict[str, object]:
    government = place.unit.government
    period, quarter = _period(government), _period(government, 7)
    # A grant on a district is too small to open or close a period: those rows let nobody in.
    OrganisationFactory(assessment_period=period, unit=place.unit)
    disputed = AssessmentFactory(
        assessment_period=_period(government, 4),
        employee=place.clerk,
        assessor=place.head,
        objected=True,
    )
    feedback_round = RoundFactory(assessment_period=period, employee=place.head, direction=VoiceDirection.UPWARD)
    FeedbackTicket.objects.create(feedback_round=feedback_round, giver=place.clerk)
    return {
        "period": period,
        "period_unit": place.unit,
        "draft_rating": AssessmentFactory(assessment_period=period, employee=place.clerk, assessor=place.head),
        "rating": AssessmentFactory(
            assessment_period=quarter, employee=place.clerk, assessor=place.head, delivered=True
        ),
        "final_rating": AssessmentFactory(
            assessment_period=_period(government, 1),
            employee=place.clerk,
            assessor=place.head,
            final=True,
        ),
        "objection": Objection.objects.create(assessment=disputed, reason="Ada yang terlewat.", decide_by=today()),
        "round": feedback_round,
        "rated_person": place.clerk,
    }


def _unit(own: frozenset[str], other_unit: frozenset[str] = frozenset()) -> Row:
    return Row(
        own=own,
        kwargs=lambda objects: {"pk": objects["period"].pk, "unit": objects["period_unit"].pk},
        other_unit=other_unit,
        has_object=True,
    )


def _verify() -> Row:
    def code(objects: Any) -> dict[str, str]:
        return {"code": sheet_code(objects["final_rating"])}

    return Row(own=EVERYONE, kwargs=code, other_unit=EVERYONE, other_government=EVERYONE, has_object=True)


RATING_ROWS: dict[str, Row] = {
    "evaluations:period-list": page(READERS),
    "evaluations:period-open": page(set()),
    # Periods are the government's: whoever reads some ratings of it reads how far their own units are.
    "evaluations:period-detail": thing("period", READERS, other_unit=READERS),
    "evaluations:period-close": thing("period", set()),
    "evaluations:period-unit": _unit(READERS),
    "evaluations:organisation-rate": _unit(frozenset({"hr_officer"})),
    "evaluations:assessment-list": page(READERS),
    "evaluations:my-ratings": page(STAFF),
    "evaluations:team-ratings": page(RATERS),
    "evaluations:assessment-detail": thing("rating", CONCERNED),
    "evaluations:assessment-write": thing("draft_rating", {"supervisor"}),
    "evaluations:assessment-deliver": thing("draft_rating", {"supervisor"}),
    "evaluations:assessment-take-back": thing("rating", {"supervisor"}, method="post"),
    "evaluations:assessment-accept": thing("rating", {"employee"}),
    "evaluations:assessment-object": thing("rating", {"employee"}),
    "evaluations:assessment-sheet": thing("final_rating", CONCERNED),
    "evaluations:sheet-verify": _verify(),
    "evaluations:objection-list": page(READERS),
    # Nobody stands above the head of the village here: the office decides.
    "evaluations:objection-decide": thing("objection", {"hr_officer"}),
    "evaluations:credit-point-list": page(OVERSEERS),
    "evaluations:credit-point-take": Row(own=frozenset({"hr_officer"}), kwargs=lambda objects: {}, method="post"),
    "evaluations:feedback-list": page(STAFF),
    "evaluations:feedback-open": thing("rated_person", RATERS, arg="employee"),
    "evaluations:feedback-round": thing("round", READERS),
    "evaluations:feedback-voice": thing("round", {"employee"}),
}
