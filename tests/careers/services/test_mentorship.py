"""From a proposal to the end."""

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import MOVES, MentorshipState
from careers.models import MentoringMeeting, Mentorship
from careers.services.mentoring import (
    accept_mentorship,
    complete_mentorship,
    confirm_meeting,
    decline_mentorship,
    note_meeting,
    propose_mentorship,
    stop_mentorship,
    years_of_service,
)
from employees.dates import today
from tests.factories.careers import MeetingFactory, MentorshipFactory
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def mentor(unit):
    return EmployeeFactory(unit=unit, user=UserFactory())


@pytest.fixture
def mentee(unit):
    return EmployeeFactory(unit=unit, user=UserFactory())


def propose(mentor, mentee, **values):
    period = {"starts_on": today(), "ends_on": today() + datetime.timedelta(days=90)}
    return propose_mentorship(
        **{"mentor": mentor, "mentee": mentee, "goal": "Belajar", **period, **values}, by=mentee.user
    )


def test_propose_asks_the_mentor(mentor, mentee, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mentorship = propose(mentor, mentee)

    assert mentorship.state == MentorshipState.PROPOSED
    assert Event.objects.about(mentorship).values_list("kind", flat=True)[0] == "careers.mentorship_proposed"
    assert Notification.objects.get().user == mentor.user


def test_propose_sixth_mentee_is_refused_and_changes_nothing(mentor, mentee):
    MentorshipFactory.create_batch(5, mentor=mentor)

    with pytest.raises(DomainError, match="five"):
        propose(mentor, mentee)

    assert Mentorship.objects.count() == 5
    assert not Event.objects.filter(kind="careers.mentorship_proposed").exists()


def test_propose_oneself_is_refused(mentor):
    with pytest.raises(DomainError, match="own mentor"):
        propose(mentor, mentor)


def test_propose_somebody_of_another_government_is_refused(mentee):
    with pytest.raises(DomainError, match="different governments"):
        propose(EmployeeFactory(), mentee)


def test_propose_the_same_pair_twice_is_refused(mentor, mentee):
    propose(mentor, mentee)

    with pytest.raises(DomainError, match="already have"):
        propose(mentor, mentee)


@pytest.mark.parametrize(
    ("service", "target"),
    [
        (accept_mentorship, MentorshipState.AGREED),
        (decline_mentorship, MentorshipState.DECLINED),
        (complete_mentorship, MentorshipState.COMPLETED),
        (stop_mentorship, MentorshipState.STOPPED),
    ],
)
@pytest.mark.parametrize("state", list(MentorshipState))
def test_moves_follow_the_table(service, target, state, mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=state)
    arguments = {"mentorship": mentorship, "by": mentor.user}
    if service is not accept_mentorship:
        arguments["reason"] = "Sebab"

    if target in MOVES.get(state, ()):
        assert service(**arguments).state == target
    else:
        with pytest.raises(DomainError):
            service(**arguments)
        assert Mentorship.objects.get().state == state


def test_meeting_counts_once_both_confirmed(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.AGREED)

    meeting = note_meeting(mentorship=mentorship, held_on=today(), topic="A", agreed_action="B", by=mentor.user)
    assert not meeting.is_confirmed

    meeting = confirm_meeting(meeting=meeting, by=mentee.user)
    assert meeting.is_confirmed
    assert Mentorship.objects.get().state == MentorshipState.RUNNING


def test_confirming_twice_records_once(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.RUNNING)
    meeting = MeetingFactory(mentorship=mentorship, mentee_confirmed_at=None)

    confirm_meeting(meeting=meeting, by=mentee.user)
    confirm_meeting(meeting=meeting, by=mentee.user)

    assert Event.objects.filter(kind="careers.meeting_confirmed").count() == 1


def test_meeting_on_the_same_day_is_refused(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.RUNNING)
    meeting = {"mentorship": mentorship, "held_on": today(), "topic": "A", "agreed_action": "B", "by": mentor.user}
    note_meeting(**meeting)

    with pytest.raises(DomainError, match="already noted"):
        note_meeting(**meeting)

    assert MentoringMeeting.objects.count() == 1


def test_meeting_in_the_future_is_refused(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.RUNNING)
    tomorrow = today() + datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="future"):
        note_meeting(mentorship=mentorship, held_on=tomorrow, topic="A", agreed_action="B", by=mentor.user)


@pytest.mark.parametrize(
    ("nip", "day", "years"),
    [
        ("199001012023121001", "2026-01-15", 2),
        ("199001012023121001", "2026-11-30", 2),
        ("199001012023121001", "2026-12-01", 3),
        ("199001012023211001", "2026-11-30", 2),
        ("199001012026121001", "2026-01-01", 0),
    ],
)
def test_years_of_service_are_whole(nip, day, years):
    assert years_of_service(nip, datetime.date.fromisoformat(day)) == years
