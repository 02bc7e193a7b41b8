import uuid

import pytest

from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory
from training.enums import PresenceMethod
from training.enums import RegistrationState as State
from training.models import Attendance
from training.services.offline_list import open_conflicts, receive_list, settle_conflicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(programme):
    return SessionFactory(programme=programme, over=True)


def send(session, meeting, present, *, seen=None, key=None, by=None):
    return receive_list(
        session=session,
        key=key or uuid.uuid4(),
        meetings={meeting.pk},
        present={(row.pk, meeting.pk) for row in present},
        seen=seen or {},
        by=by,
    )


def test_list_is_stored_once(over):
    first, second = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    meeting, key = over.meetings.first(), uuid.uuid4()

    received = send(over, meeting, [first], key=key)
    again = send(over, meeting, [second], key=key)

    rows = {row.registration_id: (row.is_present, row.method) for row in Attendance.objects.all()}
    assert rows == {first.pk: (True, PresenceMethod.OFFLINE), second.pk: (False, PresenceMethod.OFFLINE)}
    assert (received.changed, again.changed, again.is_repeated) == (2, 0, True)


def test_what_somebody_else_recorded_meanwhile_is_a_conflict(over, world):
    by = world.users["training_coordinator"]
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    row = AttendanceFactory(registration=person, meeting=meeting, is_present=True)

    received = send(over, meeting, [], by=by)

    row.refresh_from_db()
    assert row.is_present
    assert [(each.registration, each.stored, each.sent) for each in received.conflicts] == [(person, True, False)]

    assert open_conflicts(over, by=by) == list(received.conflicts)
    assert open_conflicts(over, by=world.users["hr_officer"]) == []

    assert settle_conflicts(session=over, chosen={(person.pk, meeting.pk): False}, by=by) == 1
    row.refresh_from_db()
    assert not row.is_present
    assert open_conflicts(over, by=by) == []


def test_settling_the_portals_way_ends_the_conflict_and_leaves_the_others(over, world):
    by = world.users["training_coordinator"]
    people = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    for person in people:
        AttendanceFactory(registration=person, meeting=meeting, is_present=True)
    send(over, meeting, [], by=by)

    settle_conflicts(session=over, chosen={(people[0].pk, meeting.pk): True}, by=by)

    assert [each.registration for each in open_conflicts(over, by=by)] == [people[1]]


def test_what_the_device_knew_may_be_changed(over):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    AttendanceFactory(registration=person, meeting=meeting, is_present=True)

    received = send(over, meeting, [], seen={(person.pk, meeting.pk): True})

    assert (received.changed, received.conflicts) == (1, ())
    assert not Attendance.objects.get().is_present
