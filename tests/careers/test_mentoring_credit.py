"""Learning hours of mentoring in the ledger of training."""

import datetime
import uuid
from decimal import Decimal

import pytest

from careers.enums import CareerRuleKey
from careers.mentoring_credit import hours_of_mentees
from careers.models import CareerRule
from tests.factories.careers import MeetingFactory, MentorshipFactory
from tests.factories.employees import EmployeeFactory, UnitFactory
from training.learning_hours import hours_by_employee
from training.models import LearningActivity
from training.reports.hours import ledger_of

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def pair():
    return MentorshipFactory(mentor=EmployeeFactory(unit=UnitFactory(parent=UnitFactory())), running=True)


def meetings(mentorship, *days, **fields):
    for month, day in days:
        MeetingFactory(mentorship=mentorship, held_on=datetime.date(YEAR, month, day), **fields)


def hours(person):
    return [(entry.source, entry.hours, entry.note) for entry in ledger_of(person, YEAR).entries]


def test_ex_10_1_three_meetings_in_may_and_one_in_june_are_six_hours(pair):
    meetings(pair, (5, 4), (5, 11), (5, 18), (6, 1))

    assert hours(pair.mentee) == [
        ("mentoring", Decimal(4), "month_cap"),
        ("mentoring", Decimal(2), ""),
    ]
    assert hours_by_employee(pair.mentee.government_id, pair.mentee.unit.path, YEAR) == {pair.mentee_id: Decimal(6)}
    assert hours_of_mentees(YEAR) == {pair.mentee_id: 6}


def test_ex_10_2_a_meeting_that_the_mentee_did_not_confirm_is_nothing(pair):
    meetings(pair, (5, 4), mentee_confirmed_at=None)

    assert hours(pair.mentee) == []


@pytest.mark.parametrize(("end", "counts"), [("10:29", False), ("10:30", True)])
def test_less_than_ninety_minutes_are_nothing(pair, end, counts):
    meetings(pair, (5, 4), end=datetime.time.fromisoformat(end))

    assert bool(hours(pair.mentee)) is counts


def test_the_cap_holds_over_two_mentors_and_reported_mentoring(pair):
    other = MentorshipFactory(mentee=pair.mentee, mentor=EmployeeFactory(unit=pair.mentee.unit), running=True)
    meetings(pair, (5, 4))
    meetings(other, (5, 6))
    LearningActivity.objects.create(
        employee=pair.mentee,
        title="Mentoring di luar",
        form="15",
        starts_on=datetime.date(YEAR, 5, 20),
        ends_on=datetime.date(YEAR, 5, 20),
        sessions=1,
        hours=Decimal(2),
        learning_hours=Decimal(2),
        state="verified",
    )

    assert sum(row[1] for row in hours(pair.mentee)) == Decimal(4)


def test_mentors_have_hours_only_where_the_office_says_so(pair):
    meetings(pair, (5, 4), (6, 1))
    assert hours(pair.mentor) == []

    CareerRule.objects.create(
        government=pair.mentor.government,
        key=CareerRuleKey.MENTOR_HOURS,
        value={"hours": 1},
        valid_from=datetime.date(YEAR, 6, 1),
        basis="Perwal 1/2026",
    )

    assert hours(pair.mentor) == [("mentoring", Decimal(1), "")]


def test_a_group_meeting_counts_once_for_the_mentor(pair):
    CareerRule.objects.create(
        government=pair.mentor.government,
        key=CareerRuleKey.MENTOR_HOURS,
        value={"hours": 1},
        valid_from=datetime.date(YEAR, 1, 1),
        basis="Perwal 1/2026",
    )
    key = uuid.uuid4()
    for _member in range(3):
        meetings(MentorshipFactory(mentor=pair.mentor, running=True), (5, 4), group_key=key)

    assert hours(pair.mentor) == [("mentoring", Decimal(1), "")]


def test_hours_of_many_cost_the_same_queries(pair, django_assert_max_num_queries):
    meetings(pair, (5, 4), (6, 1))
    for _other in range(2):
        meetings(MentorshipFactory(mentor=pair.mentor, running=True), (5, 4))

    with django_assert_max_num_queries(4):
        hours_of_mentees(YEAR)
