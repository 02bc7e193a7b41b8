"""From a proposal to the end."""

import datetime

import pytest

from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import MOVES, CareerRuleKey, MatchWay, MentorshipState
from careers.facts.mentor import years_of_service
from careers.models import CareerRule, MentoringMeeting, Mentorship
from careers.registration.mentoring import open_actions
from careers.services.mentoring import (
    accept_mentorship,
    change_mentor,
    decline_mentorship,
    propose_mentorship,
    stop_mentorship,
)
from careers.services.mentoring_agreement import goals_in_force
from careers.services.mentoring_meeting import confirm_meeting, note_meeting
from employees.dates import today
from employees.enums import SanctionKind
from employees.models import DisciplineHistory
from tests.factories.careers import MeetingFactory, MentorshipFactory, OfferFactory
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
FACTS = {
    "held_on": today(),
    "start": datetime.time(9),
    "end": datetime.time(10, 30),
    "topic": "A",
    "agreed_action": "B",
}


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

    with pytest.raises(DomainError, match="already guides 5 people"):
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


def test_load_cap_and_years_are_those_of_the_rule(mentor, mentee):
    CareerRule.objects.create(
        government=mentor.government,
        key=CareerRuleKey.MENTOR,
        value={"years": 30, "mentees": 1},
        valid_from=today(),
        basis="Perwal 1/2026",
    )
    MentorshipFactory(mentor=mentor)

    with pytest.raises(DomainError, match=r"guides 1 person\. .* at least 30 years"):
        propose(mentor, mentee)


@pytest.mark.parametrize(("level", "is_refused"), [("R", False), ("S", True), ("B", True)])
def test_nobody_under_moderate_or_severe_discipline_is_a_mentor_and_nobody_learns_why(
    mentor, mentee, level, is_refused
):
    DisciplineHistory.objects.create(
        employee=mentor, level=level, kind=SanctionKind.values[0], period=(today() - datetime.timedelta(days=30), None)
    )

    if is_refused:
        with pytest.raises(DomainError, match=r"^This person can't be a mentor at present\. Choose another one\.$"):
            propose(mentor, mentee)
    else:
        assert propose(mentor, mentee).state == MentorshipState.PROPOSED


def test_a_sanction_that_was_taken_back_forbids_nothing(mentor, mentee):
    DisciplineHistory.objects.create(
        employee=mentor,
        level="B",
        kind=SanctionKind.values[0],
        period=(today() - datetime.timedelta(days=30), None),
        cancelled_on=today(),
    )

    assert propose(mentor, mentee).state == MentorshipState.PROPOSED


def test_the_last_place_of_an_offer_is_given_once(mentor, mentee, unit):
    offer = OfferFactory(mentor=mentor, places=1)
    propose(mentor, mentee, offer=offer)

    with pytest.raises(DomainError, match="All places of this offer are taken"):
        propose(mentor, EmployeeFactory(unit=unit, user=UserFactory()), offer=offer)


def test_a_place_in_a_group_is_a_group_mentorship(mentor, mentee):
    assert propose(mentor, mentee, offer=OfferFactory(mentor=mentor, is_group=True)).way == MatchWay.GROUP


def test_hr_pairs_and_both_are_told(mentor, mentee, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        propose_mentorship(
            mentor=mentor,
            mentee=mentee,
            goal="Belajar",
            starts_on=today(),
            ends_on=today() + datetime.timedelta(days=90),
            way=MatchWay.ASSIGNED,
            by=UserFactory(),
        )

    assert set(Notification.objects.values_list("kind", "user")) == {
        ("careers.proposed", mentor.user_id),
        ("careers.paired", mentee.user_id),
    }


def test_another_mentor_goes_on_with_the_same_goals(mentor, mentee, unit):
    old = accept_mentorship(mentorship=propose(mentor, mentee), by=mentor.user)
    planned = MeetingFactory(mentorship=old, planned=True)
    other = EmployeeFactory(unit=unit, user=UserFactory())

    new = change_mentor(mentorship=old, mentor=other, by=mentee.user)

    old.refresh_from_db()
    planned.refresh_from_db()
    assert (old.state, old.ended_on, planned.state) == (MentorshipState.STOPPED, today(), "cancelled")
    assert (new.replaces, new.mentor, new.state, new.ends_on) == (old, other, MentorshipState.PROPOSED, old.ends_on)
    assert [goal.text for goal in goals_in_force(new)] == ["Belajar"]


@pytest.mark.parametrize(("days_left", "days_anew"), [(8, 8), (1, 1), (0, 30), (-5, 30)])
def test_another_mentor_goes_on_until_the_same_day(mentor, mentee, unit, days_left, days_anew):
    """However near it is; from a day that has come a month is asked for."""
    last = today() + datetime.timedelta(days=days_left)
    old = propose(mentor, mentee, starts_on=today() - datetime.timedelta(days=60), ends_on=last)

    new = change_mentor(mentorship=old, mentor=EmployeeFactory(unit=unit), by=mentee.user)

    assert (new.starts_on, new.ends_on) == (today(), today() + datetime.timedelta(days=days_anew))


def test_a_new_mentor_who_is_not_possible_leaves_the_old_one(mentor, mentee, unit):
    old = accept_mentorship(mentorship=propose(mentor, mentee), by=mentor.user)

    with pytest.raises(DomainError, match="own mentor"):
        change_mentor(mentorship=old, mentor=mentee, by=mentee.user)

    old.refresh_from_db()
    assert old.state == MentorshipState.AGREED


def test_meeting_counts_once_both_confirmed(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.AGREED)

    meeting = note_meeting(mentorship=mentorship, **FACTS, by=mentor.user)
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
    meeting = {"mentorship": mentorship, **FACTS, "by": mentor.user}
    note_meeting(**meeting)

    with pytest.raises(DomainError, match="already noted"):
        note_meeting(**meeting)

    assert MentoringMeeting.objects.count() == 1


def test_meeting_in_the_future_is_refused(mentor, mentee):
    mentorship = MentorshipFactory(mentor=mentor, mentee=mentee, state=MentorshipState.RUNNING)
    tomorrow = today() + datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="future"):
        note_meeting(mentorship=mentorship, **{**FACTS, "held_on": tomorrow}, by=mentor.user)


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


def test_who_is_assigned_reads_that_nobody_asked_and_who_assigned_learns_of_a_no(
    mentor, mentee, django_capture_on_commit_callbacks
):
    officer = UserFactory(language="en")
    User.objects.filter(pk=mentor.user_id).update(language="en")
    mentor.refresh_from_db()
    period = {"starts_on": today(), "ends_on": today() + datetime.timedelta(days=90)}
    with django_capture_on_commit_callbacks(execute=True):
        pair = propose_mentorship(mentor=mentor, mentee=mentee, goal="Belajar", way="assigned", by=officer, **period)
    assert Notification.objects.get(user=mentor.user).title == f"You are proposed as the mentor of {mentee}"
    assert [item.title for item in open_actions(mentor.user)] == [f"Say whether you can be the mentor of {mentee}"]

    with django_capture_on_commit_callbacks(execute=True):
        decline_mentorship(mentorship=pair, reason="Terlalu banyak tugas.", by=mentor.user)

    told = Notification.objects.get(user=officer)
    assert told.title == f"{mentor} cannot be the mentor of {mentee} now"
    assert "tugas" not in told.body
