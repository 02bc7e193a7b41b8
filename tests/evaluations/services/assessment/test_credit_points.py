"""Credit points of a year."""

import datetime
from decimal import Decimal

import pytest

from employees.enums import LegalStatus
from employees.models import (
    CreditPointHistory,
    PositionHistory,
    StatusHistory,
)
from evaluations.enums import EvaluationRuleKey
from evaluations.evaluation_rules import default_of
from evaluations.models import Assessment
from evaluations.services.credit_points import CreditError, proposal_of, take_credit_points
from tests.evaluations.services.assessment.conftest import functional
from tests.factories.employees import (
    PositionFactory,
)
from tests.factories.ratings import PeriodFactory

pytestmark = pytest.mark.django_db


def test_credit_points_of_a_year_are_taken_once(office):
    functional(office)
    rating = office.rating(final=True)

    take_credit_points(assessment=rating, by=office.camat)
    with pytest.raises(CreditError, match="on record already"):
        take_credit_points(assessment=rating, by=office.camat)

    entry = CreditPointHistory.objects.get()
    assert (entry.points, entry.is_conversion) == (Decimal("25.000"), True)
    assert (entry.period.lower, entry.period.upper) == (datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))


def test_months_converted_before_are_left_out_of_the_year(office):
    employee = functional(office)
    CreditPointHistory.objects.create(
        employee=employee,
        points=Decimal("6.25"),
        period=(datetime.date(2025, 1, 1), datetime.date(2025, 4, 1)),
        is_conversion=True,
    )
    rating = office.rating(final=True)

    entry = take_credit_points(assessment=rating, by=office.camat)

    assert entry.points == Decimal("18.75")
    assert entry.period.lower == datetime.date(2025, 4, 1)


def test_each_level_of_the_year_earns_by_its_own_coefficient(office):
    employee = functional(office, level="PT")
    risen = datetime.date(2025, 10, 1)
    PositionHistory.objects.filter(employee=employee).update(period=(datetime.date(2020, 1, 1), risen))
    higher = PositionFactory(
        unit=office.village, title="Analis Muda", position_type="FUNGSIONAL", functional_level="MU"
    )
    PositionHistory.objects.create(employee=employee, position=higher, period=(risen, None))
    rating = office.rating(final=True)

    earlier, later = (take_credit_points(assessment=rating, by=office.camat) for _time in range(2))

    assert (earlier.title, earlier.points, earlier.period.upper) == ("Analis", Decimal("9.38"), risen)
    assert (later.title, later.points, later.period.lower) == ("Analis Muda", Decimal("6.25"), risen)


def test_unpaid_leave_earns_nothing(office):
    employee = functional(office)
    leave = datetime.date(2025, 2, 1), datetime.date(2025, 9, 1)
    StatusHistory.objects.create(employee=employee, status=LegalStatus.UNPAID_LEAVE, period=leave)
    rating = office.rating(final=True)

    entry = take_credit_points(assessment=rating, by=office.camat)

    # January and September to December.
    assert entry.points == Decimal("10.42")


@pytest.mark.parametrize(("day", "months"), [((2026, 7, 31), None), ((2026, 8, 1), 1), ((2026, 10, 1), 3)])
def test_months_that_are_not_over_earn_nothing_yet(office, monkeypatch, day, months):
    monkeypatch.setattr("evaluations.services.credit_points.today", lambda: datetime.date(*day))
    functional(office)
    office.period = PeriodFactory(government=office.city, quarter=True)
    rating = office.rating(final=True)

    proposal = proposal_of(Assessment.objects.with_credit().get(pk=rating.pk), default_of(EvaluationRuleKey.CREDIT))

    assert (proposal.months if proposal else None) == months


def test_without_a_functional_position_there_are_no_points(office):
    with pytest.raises(CreditError, match="functional positions"):
        take_credit_points(assessment=office.rating(final=True), by=office.camat)
