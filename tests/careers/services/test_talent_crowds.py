"""Two people act at once: real threads, the real Postgres."""

import datetime

import pytest

from careers.models import PoolMember, TalentReview
from careers.services.succession import add_to_pool
from careers.services.talent_review import open_review
from employees.dates import today
from tests.evaluations.services.test_plan_crowds import at_once
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory
from tests.factories.talent import TalentPlacementFactory, TalentReviewFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_officers_open_one_review_over_the_same_people():
    government = UnitFactory()
    district, officer = UnitFactory(parent=government), UserFactory()
    day = datetime.date(2025, 12, 31)

    errors = at_once(
        lambda: open_review(unit=government, year=2025, levels_on=day, by=officer),
        lambda: open_review(unit=district, year=2025, levels_on=day, by=officer),
    )

    assert (len(errors), TalentReview.objects.count()) == (1, 1)


def test_two_clicks_take_a_person_in_once():
    unit, officer = UnitFactory(), UserFactory()
    placement = TalentPlacementFactory(
        review=TalentReviewFactory(unit=unit), employee=EmployeeFactory(unit=unit), decided=True
    )

    def add():
        add_to_pool(placement=placement, until=today() + datetime.timedelta(days=90), reason="Alasan", by=officer)

    errors = at_once(add, add)

    assert (len(errors), PoolMember.objects.count()) == (1, 1)
