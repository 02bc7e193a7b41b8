"""Meetings and tasks."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import MeetingState, MentorshipState, TaskState
from careers.models import MentoringMeeting, MentoringTask
from careers.services.mentoring_meeting import (
    add_task,
    cancel_meeting,
    confirm_meeting,
    drop_task,
    finish_task,
    note_meeting,
    plan_group_meeting,
    plan_meeting,
)
from employees.dates import today
from tests.factories.careers import MeetingFactory, MentorshipFactory, OfferFactory, TaskFactory
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
WHEN = {"held_on": today(), "start": datetime.time(9), "end": datetime.time(10, 30), "topic": "Anggaran"}


@pytest.fixture
def pair():
    unit = UnitFactory(parent=UnitFactory())
    mentor, mentee = (EmployeeFactory(unit=unit, user=UserFactory()) for _ in range(2))
    return MentorshipFactory(mentor=mentor, mentee=mentee, running=True)


def test_a_planned_meeting_is_told_and_then_noted(pair, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        meeting = plan_meeting(mentorship=pair, **WHEN, by=pair.mentee.user)
    assert Notification.objects.get().user == pair.mentor.user
    assert meeting.state == MeetingState.PLANNED

    note_meeting(
        mentorship=pair,
        meeting=meeting,
        **WHEN,
        agreed_action="Draf",
        notes={"goal": "Paham", "will": "Menulis draf"},
        by=pair.mentor.user,
    )

    meeting = MentoringMeeting.objects.get()
    assert (meeting.state, meeting.minutes, meeting.is_confirmed) == (MeetingState.HELD, 90, False)
    assert meeting.notes == {"goal": "Paham", "will": "Menulis draf"}


def test_notes_of_the_pair_lie_encrypted_in_every_table(pair):
    note_meeting(mentorship=pair, **WHEN, notes={"reality": "Rahasia kami"}, by=pair.mentor.user)

    with connection.cursor() as cursor:
        for table in ("careers_mentoringmeeting", "careers_mentoringmeetingevent", "audit_event"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", ["%Rahasia kami%"])
            assert cursor.fetchone() == (0,)


def test_a_meeting_of_the_past_is_not_planned(pair):
    with pytest.raises(DomainError, match="is past"):
        plan_meeting(mentorship=pair, **{**WHEN, "held_on": today() - datetime.timedelta(days=1)}, by=pair.mentor.user)


def test_a_meeting_that_ends_before_it_begins_is_refused(pair):
    with pytest.raises(DomainError, match="end after it begins"):
        plan_meeting(mentorship=pair, **{**WHEN, "end": datetime.time(8)}, by=pair.mentor.user)


def test_a_planned_meeting_is_not_confirmed(pair):
    meeting = MeetingFactory(mentorship=pair, planned=True)

    with pytest.raises(DomainError, match="not noted yet"):
        confirm_meeting(meeting=meeting, by=pair.mentor.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        MentoringMeeting.objects.filter(pk=meeting.pk).update(mentor_confirmed_at="2026-01-01T00:00:00Z")


def test_strangers_confirm_nothing(pair):
    meeting = MeetingFactory(mentorship=pair, mentee_confirmed_at=None)

    with pytest.raises(DomainError, match="Only the mentor and the mentee"):
        confirm_meeting(meeting=meeting, by=UserFactory())

    meeting.refresh_from_db()
    assert not meeting.is_confirmed


def test_a_meeting_called_off_makes_room_for_another_on_the_day(pair):
    meeting = plan_meeting(mentorship=pair, **WHEN, by=pair.mentor.user)

    cancel_meeting(meeting=meeting, by=pair.mentee.user)
    note_meeting(mentorship=pair, **WHEN, by=pair.mentor.user)

    assert sorted(MentoringMeeting.objects.values_list("state", flat=True)) == ["cancelled", "held"]
    with pytest.raises(DomainError, match="Only a planned meeting"):
        cancel_meeting(meeting=meeting, by=pair.mentee.user)


def test_a_group_is_planned_and_noted_at_once_and_each_confirms(pair):
    offer = OfferFactory(mentor=pair.mentor, is_group=True)
    members = [
        MentorshipFactory(
            mentor=pair.mentor,
            mentee=EmployeeFactory(unit=pair.mentor.unit, user=UserFactory()),
            offer=offer,
            state=MentorshipState.AGREED,
        )
        for _ in range(2)
    ]
    MentorshipFactory(mentor=pair.mentor, offer=offer)

    meetings = plan_group_meeting(offer=offer, by=pair.mentor.user, **WHEN)
    note_meeting(mentorship=members[0], meeting=meetings[0], **WHEN, for_group=True, by=pair.mentor.user)
    confirm_meeting(meeting=meetings[1], by=members[1].mentee.user)

    rows = MentoringMeeting.objects.order_by("pk")
    assert [(row.state, row.is_confirmed) for row in rows] == [("held", False), ("held", True)]
    assert len({row.group_key for row in rows}) == 1


def test_a_group_without_members_plans_nothing(pair):
    with pytest.raises(DomainError, match="Nobody has a place"):
        plan_group_meeting(offer=OfferFactory(mentor=pair.mentor), by=pair.mentor.user, **WHEN)


def test_tasks_are_written_done_and_dropped_once(pair):
    due = today() + datetime.timedelta(days=3)
    task = add_task(mentorship=pair, text="Draf", due_on=due, by=pair.mentor.user)

    finish_task(task=task, by=pair.mentee.user)

    assert MentoringTask.objects.get().state == TaskState.DONE
    with pytest.raises(DomainError, match="already “Done”"):
        drop_task(task=task, by=pair.mentor.user)
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "careers.task_added",
        "careers.task_done",
    ]


def test_a_task_for_yesterday_or_after_the_end_is_refused(pair):
    with pytest.raises(DomainError, match="past already"):
        add_task(mentorship=pair, text="Draf", due_on=today() - datetime.timedelta(days=1), by=pair.mentor.user)
    task = TaskFactory(mentorship=MentorshipFactory(state=MentorshipState.COMPLETED))
    with pytest.raises(DomainError, match="agreed or running"):
        finish_task(task=task, by=pair.mentor.user)
