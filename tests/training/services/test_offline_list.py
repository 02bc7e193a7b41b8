import uuid

import pytest

from tests.factories.training import AttendanceFactory, RegistrationFactory, SessionFactory
from training.enums import PresenceMethod
from training.enums import RegistrationState as State
from training.models import Attendance
from training.services.offline_list import receive_list, settle_conflicts

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(programme):
    return SessionFactory(programme=programme, over=True)


def send(session, meeting, present, *, seen=None, key=None):
    return receive_list(
        session=session,
        key=key or uuid.uuid4(),
        meetings={meeting.pk},
        present={(row.pk, meeting.pk) for row in present},
        seen=seen or {},
        by=None,
    )


def test_list_is_stored_once(over):
    first, second = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    meeting, key = over.meetings.first(), uuid.uuid4()

    received = send(over, meeting, [first], key=key)
    again = send(over, meeting, [second], key=key)

    rows = {row.registration_id: (row.is_present, row.method) for row in Attendance.objects.all()}
    assert rows == {first.pk: (True, PresenceMethod.OFFLINE), second.pk: (False, PresenceMethod.OFFLINE)}
    assert (received.changed, again.changed, again.is_repeated) == (2, 0, True)


def test_what_somebody_else_recorded_meanwhile_is_a_conflict(over):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    row = AttendanceFactory(registration=person, meeting=meeting, is_present=True)

    received = send(over, meeting, [])

    row.refresh_from_db()
    assert row.is_present
    assert [(each.registration, each.stored, each.sent) for each in received.conflicts] == [(person, True, False)]

    assert settle_conflicts(session=over, chosen={(person.pk, meeting.pk): False}, by=None) == 1
    row.refresh_from_db()
    assert not row.is_present


def test_what_the_device_knew_may_be_changed(over):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    AttendanceFactory(registration=person, meeting=meeting, is_present=True)

    received = send(over, meeting, [], seen={(person.pk, meeting.pk): True})

    assert (received.changed, received.conflicts) == (1, ())
    assert not Attendance.objects.get().is_present
