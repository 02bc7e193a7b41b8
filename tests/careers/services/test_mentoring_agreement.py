"""The agreement: versions, answers, nothing overwritten."""

import datetime

import pytest

from asn_portal.errors import DomainError
from careers.enums import AgreementState, MentorshipState, PairRole
from careers.models import MentoringAgreement
from careers.services.mentoring import accept_mentorship, change_mentor, propose_mentorship, stop_mentorship
from careers.services.mentoring_agreement import (
    Goal,
    accept_change,
    decline_change,
    propose_change,
    take_back_change,
)
from employees.dates import today
from tests.factories.careers import CompetencyFactory, set_level
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed():
    unit = UnitFactory(parent=UnitFactory())
    mentor, mentee = (EmployeeFactory(unit=unit, user=UserFactory()) for _ in range(2))
    competency = CompetencyFactory(government=unit.government)
    set_level(mentee, competency, achieved=2, required=4)
    mentorship = propose_mentorship(
        mentor=mentor,
        mentee=mentee,
        goals=[Goal("Menyusun anggaran", competency, 4)],
        starts_on=today(),
        ends_on=today() + datetime.timedelta(days=120),
        by=mentee.user,
    )
    return accept_mentorship(mentorship=mentorship, by=mentor.user)


def change(mentorship, by, *, seen=1, text="Membela anggaran", competency=None, days=180):
    return propose_change(
        mentorship=mentorship,
        seen=seen,
        goals=[Goal(text, competency, None)],
        starts_on=mentorship.starts_on,
        ends_on=today() + datetime.timedelta(days=days),
        meeting_plan="Selasa",
        confidentiality="",
        change_reason="Lebih lama",
        by=by,
    )


def states(mentorship):
    return list(mentorship.agreements.order_by("number").values_list("number", "state"))


def test_the_mentors_yes_puts_the_first_version_in_force_with_the_level_before(agreed):
    agreement = agreed.agreements.get()
    goal = agreement.goals.get()

    assert agreement.state == AgreementState.IN_FORCE
    assert (goal.target_level, goal.level_before, goal.level_after) == (4, 2, None)


def test_a_change_waits_and_holds_once_the_other_agrees(agreed):
    competency = agreed.agreements.get().goals.get().competency
    set_level(agreed.mentee, competency, achieved=3, required=4)
    waiting = change(agreed, agreed.mentee.user, competency=competency)
    agreed.refresh_from_db()
    assert (agreed.goal, states(agreed)) == ("Menyusun anggaran", [(1, "in_force"), (2, "proposed")])

    accept_change(agreement=waiting, by=agreed.mentor.user)

    agreed.refresh_from_db()
    assert (agreed.goal, states(agreed)) == ("Membela anggaran", [(1, "replaced"), (2, "in_force")])
    assert agreed.ends_on == today() + datetime.timedelta(days=180)
    # The level before is that of the beginning.
    assert MentoringAgreement.objects.get(number=2).goals.get().level_before == 2


def test_who_proposed_a_change_does_not_agree_to_it(agreed):
    waiting = change(agreed, agreed.mentee.user)

    with pytest.raises(DomainError, match="the other one answers"):
        accept_change(agreement=waiting, by=agreed.mentee.user)

    assert states(agreed) == [(1, "in_force"), (2, "proposed")]


def test_a_change_that_is_not_agreed_changes_nothing(agreed):
    decline_change(agreement=change(agreed, agreed.mentor.user), answer="Terlalu lama", by=agreed.mentee.user)

    agreed.refresh_from_db()
    assert (agreed.goal, states(agreed)) == ("Menyusun anggaran", [(1, "in_force"), (2, "declined")])


def test_only_who_proposed_takes_back(agreed):
    waiting = change(agreed, agreed.mentor.user)

    with pytest.raises(DomainError, match="takes it back"):
        take_back_change(agreement=waiting, by=agreed.mentee.user)
    take_back_change(agreement=waiting, by=agreed.mentor.user)

    assert states(agreed) == [(1, "in_force"), (2, "taken_back")]


def test_a_change_written_from_an_older_version_is_refused(agreed):
    accept_change(agreement=change(agreed, agreed.mentor.user), by=agreed.mentee.user)

    with pytest.raises(DomainError, match="changed while you wrote"):
        change(agreed, agreed.mentee.user, seen=1)

    assert MentoringAgreement.objects.count() == 2


def test_two_changes_do_not_wait_at_once(agreed):
    change(agreed, agreed.mentor.user)

    with pytest.raises(DomainError, match="already waits"):
        change(agreed, agreed.mentee.user, seen=2)


def test_strangers_and_ended_mentorships_change_nothing(agreed):
    with pytest.raises(DomainError, match="Only the mentor and the mentee"):
        change(agreed, UserFactory())
    agreed.state = MentorshipState.STOPPED
    agreed.save()
    with pytest.raises(DomainError, match="agreed or running"):
        change(agreed, agreed.mentor.user)

    assert MentoringAgreement.objects.count() == 1


def test_a_change_needs_a_goal_and_an_end_after_the_start(agreed):
    with pytest.raises(DomainError, match="at least one goal"):
        change(agreed, agreed.mentor.user, text=" ")
    with pytest.raises(DomainError, match="end after it begins"):
        change(agreed, agreed.mentor.user, days=-1)

    assert MentoringAgreement.objects.get().proposed_role == PairRole.MENTEE


@pytest.mark.parametrize("end", [stop_mentorship, change_mentor])
def test_a_change_that_waits_is_dropped_when_the_mentorship_ends(agreed, end):
    change(agreed, agreed.mentee.user)
    other = EmployeeFactory(unit=agreed.mentee.unit)

    values = {"reason": "Cukup"} if end is stop_mentorship else {"mentor": other}
    end(mentorship=agreed, by=agreed.mentee.user, **values)

    assert states(agreed) == [(1, AgreementState.IN_FORCE), (2, AgreementState.TAKEN_BACK)]
