"""Several people act on one mentor or one agreement at once: real threads, the real Postgres."""

import datetime

import pytest

from careers.enums import AgreementState, MentorshipState
from careers.models import MentoringAgreement, MentoringMeeting, Mentorship
from careers.services.mentor_match import confirm_pairs
from careers.services.mentoring import propose_mentorship
from careers.services.mentoring_agreement import Goal, propose_change
from careers.services.mentoring_meeting import note_meeting
from employees.dates import today
from tests.evaluations.services.test_plan_crowds import at_once
from tests.factories.careers import (
    AgreementFactory,
    CompetencyFactory,
    MatchRunFactory,
    MentorshipFactory,
    OfferFactory,
    PairFactory,
)
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PERIOD = {"starts_on": today(), "ends_on": today() + datetime.timedelta(days=90)}


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


def person(unit):
    return EmployeeFactory(unit=unit, user=UserFactory())


def test_the_load_cap_holds_when_many_ask_at_once(unit):
    mentor = person(unit)
    MentorshipFactory.create_batch(3, mentor=mentor)
    mentees = [person(unit) for _ in range(5)]

    errors = at_once(
        *[
            lambda mentee=mentee: propose_mentorship(
                mentor=mentor, mentee=mentee, goal="Belajar", by=mentee.user, **PERIOD
            )
            for mentee in mentees
        ]
    )

    assert len(errors) == 3
    assert Mentorship.objects.open().filter(mentor=mentor).count() == 5


def test_the_last_place_of_a_group_is_given_once(unit):
    mentor = person(unit)
    offer = OfferFactory(mentor=mentor, is_group=True, places=2)
    mentees = [person(unit) for _ in range(4)]

    errors = at_once(
        *[
            lambda mentee=mentee: propose_mentorship(
                mentor=mentor, mentee=mentee, goal="Belajar", offer=offer, by=mentee.user, **PERIOD
            )
            for mentee in mentees
        ]
    )

    assert len(errors) == 2
    assert offer.mentorships.count() == 2


def test_of_two_changes_at_once_one_waits_and_none_is_lost(unit):
    pair = MentorshipFactory(mentor=person(unit), mentee=person(unit), running=True)
    AgreementFactory(mentorship=pair)

    def change(user, text):
        propose_change(
            mentorship=pair,
            seen=1,
            goals=[Goal(text)],
            meeting_plan="",
            confidentiality="",
            change_reason="",
            by=user,
            **PERIOD,
        )

    errors = at_once(lambda: change(pair.mentor.user, "Satu"), lambda: change(pair.mentee.user, "Dua"))

    assert len(errors) == 1
    states = sorted(MentoringAgreement.objects.values_list("state", flat=True))
    assert states == [AgreementState.IN_FORCE, AgreementState.PROPOSED]


def test_both_note_the_same_meeting_and_it_is_there_once(unit):
    pair = MentorshipFactory(mentor=person(unit), mentee=person(unit), running=True)
    facts = {"held_on": today(), "start": datetime.time(9), "end": datetime.time(10, 30), "topic": "A"}

    errors = at_once(
        *[
            lambda user=user: note_meeting(mentorship=pair, by=user, **facts)
            for user in (pair.mentor.user, pair.mentee.user)
        ]
    )

    assert len(errors) == 1
    assert MentoringMeeting.objects.count() == 1


def test_two_officers_confirm_the_same_pairs_once(unit):
    run = MatchRunFactory(unit=unit)
    covered = [[CompetencyFactory(government=unit.government).pk, 2, 4, 5]]
    pairs = [PairFactory(run=run, mentor=person(unit), covered=covered) for _ in range(2)]
    officer = UserFactory()
    chosen = [pair.pk for pair in pairs]

    errors = at_once(*[lambda: confirm_pairs(run=run, chosen=chosen, by=officer, **PERIOD)] * 2)

    assert len(errors) == 1
    assert Mentorship.objects.filter(state=MentorshipState.PROPOSED).count() == 2
