"""Opening a review, working it out, closing it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.services import run_now
from asn_portal.notifications.models import Notification
from careers.enums import CareerRuleKey, MissingInput, ReviewState
from careers.models import CareerRule, FormerPlacement, TalentPlacement, TalentReview
from careers.services import talent_review as service
from careers.services.talent_review import close_review, open_review, start_working_out, work_out
from employees.dates import today
from employees.models import RatingHistory
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory
from tests.factories.talent import TalentObjectionFactory, TalentPlacementFactory, TalentReviewFactory
from tests.factories.talent_data import give_levels, give_rating

pytestmark = pytest.mark.django_db
LEVELS_ON = datetime.date(2025, 12, 31)


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer():
    return UserFactory()


def opened(unit, officer, **values):
    return open_review(**{"unit": unit, "year": 2025, "levels_on": LEVELS_ON, "by": officer, **values})


def worker(unit, predicate="BAIK", levels=(1,) * 9, **fields):
    person = EmployeeFactory(unit=unit, **fields)
    if predicate:
        give_rating(person, predicate)
    give_levels(person, levels)
    return person


def box_of(person):
    return TalentPlacement.objects.get(employee=person).box


def test_boxes_follow_from_the_records(unit, officer):
    good, best, poor = worker(unit), worker(unit, "SANGAT_BAIK"), worker(unit, "KURANG")
    review = work_out(review=opened(unit, officer), by=officer)

    assert [box_of(person) for person in (good, best, poor)] == [8, 9, 6]
    assert (review.state, review.object_until) == (ReviewState.OPEN, today() + datetime.timedelta(days=14))
    assert review.rules["high"] == 90
    placement = TalentPlacement.objects.get(employee=good)
    assert (str(placement.match), placement.inputs["rating"], len(placement.inputs_sha256)) == ("100.00", "BAIK", 64)


def test_unknown_is_no_box_and_says_why(unit, officer):
    unrated, unassessed, few = worker(unit, ""), worker(unit, levels=()), worker(unit, levels=(1, 1))
    vacant = EmployeeFactory(unit=unit, position=None)
    work_out(review=opened(unit, officer), by=officer)

    found = {row.employee: (row.box, row.missing) for row in TalentPlacement.objects.all()}
    assert found == {
        unrated: (None, [MissingInput.RATING]),
        unassessed: (None, [MissingInput.LEVELS]),
        few: (None, [MissingInput.TOO_FEW]),
        vacant: (None, [MissingInput.RATING, MissingInput.POSITION]),
    }


def test_a_rating_of_another_year_and_levels_of_a_later_day_do_not_count(unit, officer):
    person = EmployeeFactory(unit=unit)
    give_rating(person, year=2024)
    give_levels(person, (1,) * 9, day=datetime.date(2026, 2, 1))
    work_out(review=opened(unit, officer), by=officer)

    assert TalentPlacement.objects.get().missing == [MissingInput.RATING, MissingInput.LEVELS]


def test_the_rule_of_the_government_decides(unit, officer):
    value = {**service.value_of(CareerRuleKey.TALENT_LEVELS, unit.government, today()), "mode": "SKOR"}
    CareerRule.objects.create(
        government=unit.government, key=CareerRuleKey.TALENT_LEVELS, value=value, valid_from=today(), basis="Perwal"
    )
    person = worker(unit)
    work_out(review=opened(unit, officer), by=officer)

    placement = TalentPlacement.objects.get(employee=person)
    assert (placement.box, str(placement.score)) == (9, "90.00")


def test_people_outside_and_out_of_service_have_no_box(unit, officer):
    EmployeeFactory(unit=UnitFactory())
    EmployeeFactory(unit=unit, status="99")
    inside = EmployeeFactory(unit=UnitFactory(parent=unit))
    work_out(review=opened(unit, officer), by=officer)

    assert [row.employee for row in TalentPlacement.objects.all()] == [inside]


def test_people_are_told_once(unit, officer):
    person = worker(unit, user=UserFactory())
    review = opened(unit, officer)
    work_out(review=review, by=officer)
    work_out(review=review, by=officer)

    assert [note.user for note in Notification.objects.filter(kind="careers.talent_told")] == [person.user]
    assert Event.objects.filter(kind="careers.talent_worked_out").count() == 2


def test_working_out_again_keeps_what_stood_before(unit, officer):
    person, unchanged = worker(unit, levels=(1,) * 4), worker(unit)
    review = work_out(review=opened(unit, officer), by=officer)
    give_levels(person, (3,) * 9, day=datetime.date(2025, 7, 1))

    work_out(review=review, by=officer)

    assert box_of(person) == 8
    former = FormerPlacement.objects.get()
    assert (former.placement.employee, former.values["box"], former.values["missing"]) == (person, None, ["too_few"])
    assert not FormerPlacement.objects.filter(placement__employee=unchanged).exists()


def test_what_stood_before_cannot_be_changed(unit, officer):
    from django.db.utils import InternalError

    row = FormerPlacement.objects.create(
        placement=TalentPlacementFactory(), cause="recount", values={"box": 1}, replaced_by=officer
    )

    with pytest.raises(InternalError):
        FormerPlacement.objects.filter(pk=row.pk).update(cause="decision")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"year": 2019, "levels_on": datetime.date(2019, 6, 1)}, "Choose a year"),
        ({"year": 2999}, "Choose a year"),
        ({"levels_on": datetime.date(2024, 12, 31)}, "Choose a day"),
        ({"levels_on": datetime.date(2999, 1, 1)}, "Choose a day"),
    ],
)
def test_impossible_years_and_days_are_refused(unit, officer, values, words):
    with pytest.raises(DomainError, match=words):
        opened(unit, officer, **values)

    assert not TalentReview.objects.exists()


@pytest.mark.parametrize("where", ["same", "above", "below"])
def test_nobody_is_in_two_reviews_of_a_year(unit, officer, where):
    opened(unit, officer)
    other = {"same": unit, "above": unit.government, "below": UnitFactory(parent=unit)}[where]

    with pytest.raises(DomainError, match="already"):
        opened(other, officer)

    assert opened(UnitFactory(parent=unit.government), officer).pk
    assert opened(unit, officer, year=2024).pk


def test_many_people_take_a_job(unit, officer, monkeypatch):
    person = worker(unit)
    monkeypatch.setattr(service, "AT_ONCE", 0)
    review = opened(unit, officer)

    job = start_working_out(review=review, by=officer)

    assert TalentReview.objects.get().state == ReviewState.COMPUTING
    assert start_working_out(review=review, by=officer) == job
    done = run_now(job)
    assert (done.state, done.result_url) == (JobState.DONE, review.get_absolute_url())
    assert box_of(person) == 8


def test_queries_do_not_grow_with_people(unit, officer):
    position = PositionFactory(unit=unit)

    def queries(people):
        for _number in range(people):
            worker(unit, position=position)
        review = opened(unit, officer, year=2025 - TalentReview.objects.count())
        with CaptureQueriesContext(
            connection,
        ) as captured:
            work_out(review=review, by=officer)
        return len(captured)

    assert queries(1) == queries(4)


def test_a_recount_tells_whose_box_is_another_one_and_gives_them_days(unit, officer):
    users = UserFactory.create_batch(3)
    same, other = worker(unit, user=users[0]), worker(unit, user=users[1])
    review = work_out(review=opened(unit, officer), by=officer)
    TalentReview.objects.update(object_until=today() - datetime.timedelta(days=1))
    Notification.objects.all().delete()
    RatingHistory.objects.filter(employee=other).update(predicate="KURANG")
    late = worker(unit, user=users[2])

    work_out(review=review, by=officer)

    assert set(Notification.objects.values_list("user", flat=True)) == {other.user_id, late.user_id}
    until = today() + datetime.timedelta(days=14)
    days = {row.employee: row.object_until for row in TalentPlacement.objects.all()}
    assert days == {same: None, other: until, late: until}
    Notification.objects.all().delete()
    work_out(review=review, by=officer)
    assert not Notification.objects.exists()


def test_a_review_closes_after_the_days_of_objection(officer):
    review = TalentReviewFactory()
    with pytest.raises(DomainError, match="may object until"):
        close_review(review=review, by=officer)

    TalentReview.objects.update(object_until=today() - datetime.timedelta(days=1))
    objection = TalentObjectionFactory(placement__review=review)
    with pytest.raises(DomainError, match="wait for a decision"):
        close_review(review=review, by=officer)

    objection.delete()
    assert close_review(review=review, by=officer).state == ReviewState.CLOSED
    with pytest.raises(DomainError, match="closed"):
        work_out(review=review, by=officer)
