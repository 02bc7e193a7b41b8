import datetime

import pytest
from django.utils import timezone, translation

from tests.factories.training import RegistrationFactory, SessionFactory
from training.domain.presence_code import personal_code, presence_code, time_step
from training.enums import PresenceMethod
from training.enums import RegistrationState as State
from training.models import Attendance, Meeting, Registration
from training.services.presence import (
    PresenceRefused,
    Visit,
    pass_for,
    registration_of_code,
    store_check,
    visit_of_code,
    visit_of_pass,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(programme):
    session = SessionFactory(programme=programme, over=True)
    today = timezone.now().astimezone(session.unit.tz).date()
    session.meetings.all().delete()
    return Meeting.objects.create(session=session, day=today, starts_at=datetime.time(0), ends_at=datetime.time.max)


def code(meeting, direction="in", ago=0):
    step = time_step(timezone.now() - datetime.timedelta(seconds=ago))
    return presence_code(meeting.session.presence_secret, meeting=meeting.pk, direction=direction, step=step)


def seat(meeting, **fields):
    return RegistrationFactory(session=meeting.session, state=State.APPROVED, **fields)


def test_code_leads_to_its_meeting_and_the_pass_carries_it(meeting):
    visit = visit_of_code(code(meeting, "out"))

    assert (visit.meeting, visit.direction) == (meeting, "out")
    assert visit_of_pass(pass_for(visit)).meeting == meeting
    assert visit_of_code(code(meeting, ago=120)) is None
    assert visit_of_pass("x") is None


def test_first_check_stands(meeting):
    registration, visit = seat(meeting), Visit(meeting, "in")

    first = store_check(visit=visit, registration=registration, by=None)
    again = store_check(visit=visit, registration=registration, by=None)

    row = Attendance.objects.get()
    assert (first.is_new, again.is_new) == (True, False)
    assert (row.is_present, row.method, row.checked_in_at) == (True, PresenceMethod.CODE, first.moment)


def test_leaving_is_stored_beside_coming(meeting):
    registration = seat(meeting)
    store_check(visit=Visit(meeting, "in"), registration=registration, by=None)

    store_check(visit=Visit(meeting, "out"), registration=registration, by=None)

    row = Attendance.objects.get()
    assert row.checked_in_at <= row.checked_out_at


def test_personal_code_finds_only_seats_of_the_class(meeting):
    registration = seat(meeting)
    gone = RegistrationFactory(session=meeting.session, state=State.WITHDRAWN)
    secret, visit = meeting.session.presence_secret, Visit(meeting, "in")

    assert registration_of_code(visit, personal_code(secret, registration.pk)) == registration
    assert registration_of_code(visit, personal_code(secret, gone.pk)) is None


def test_another_day_is_refused(meeting):
    Meeting.objects.update(day=meeting.day - datetime.timedelta(days=1))
    meeting.refresh_from_db()

    assert visit_of_code(code(meeting)) is None
    with pytest.raises(PresenceRefused):
        store_check(visit=Visit(meeting, "in"), registration=seat(meeting), by=None)


def test_seat_given_up_meanwhile_is_refused(meeting):
    read_before = seat(meeting)
    Registration.objects.update(state=State.WITHDRAWN)

    with pytest.raises(PresenceRefused):
        store_check(visit=Visit(meeting, "in"), registration=read_before, by=None)

    assert not Attendance.objects.exists()


def test_who_never_came_cannot_leave(meeting):
    with pytest.raises(PresenceRefused):
        store_check(visit=Visit(meeting, "out"), registration=seat(meeting), by=None)

    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("direction", "hour", "is_possible"),
    [
        ("in", 6, False),
        ("in", 7, True),
        ("in", 12, True),
        ("in", 13, False),
        ("out", 8, False),
        ("out", 14, True),
        ("out", 15, False),
    ],
)
def test_checks_are_possible_around_the_meeting(meeting, monkeypatch, direction, hour, is_possible):
    Meeting.objects.update(starts_at=datetime.time(9), ends_at=datetime.time(12))
    meeting.refresh_from_db()
    registration = seat(meeting)
    if direction == "out":
        Attendance.objects.create(registration=registration, meeting=meeting, is_present=True)
    now = datetime.datetime.combine(meeting.day, datetime.time(hour), tzinfo=meeting.session.unit.tz)
    monkeypatch.setattr("training.services.presence.timezone.now", lambda: now)

    if is_possible:
        assert store_check(visit=Visit(meeting, direction), registration=registration, by=None).is_new
    else:
        with translation.override("id"), pytest.raises(PresenceRefused, match=r"\d\d\.00 .* \d\d\.00"):
            store_check(visit=Visit(meeting, direction), registration=registration, by=None)
