"""What the portal proposes of itself."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from employees.dates import today
from evaluations.enums import LineSource
from evaluations.line_proposals import ProposedLine, all_proposals, register_proposals
from evaluations.line_sources import attended_meetings, handled_complaints, sharing_sessions, taught_meetings
from surveys.enums import EntryKind
from surveys.models import ComplaintEntry
from tests.factories.employees import UnitFactory, make_employee_user
from tests.factories.surveys import ComplaintFactory
from tests.factories.training import AttendanceFactory, TrainerFactory
from training.enums import SessionState, SharingState
from training.models import SessionTrainer, SharingSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_employee_user(UnitFactory(parent=UnitFactory()))


def test_meetings_at_which_one_was_present(user):
    there = AttendanceFactory(registration__employee=user.employee)
    AttendanceFactory(registration__employee=user.employee, is_present=False)
    AttendanceFactory()

    (line,) = attended_meetings(user.employee, there.meeting.day)

    assert (line.source, line.key) == (LineSource.TRAINING, f"meeting-{there.meeting_id}")
    assert (line.start, line.end) == (there.meeting.starts_at, there.meeting.ends_at)
    assert there.meeting.session.title in line.activity
    assert list(attended_meetings(user.employee, there.meeting.day + datetime.timedelta(days=400))) == []


def test_meetings_that_one_taught(user):
    there = AttendanceFactory()
    trainer = TrainerFactory(government=there.meeting.session.unit.government, employee=user.employee)
    SessionTrainer.objects.create(session=there.meeting.session, trainer=trainer)

    (line,) = taught_meetings(user.employee, there.meeting.day)

    assert (line.source, line.key) == (LineSource.MEETING, f"taught-{there.meeting_id}")
    assert (line.start, line.end) == (there.meeting.starts_at, there.meeting.ends_at)
    assert there.meeting.session.title in line.activity
    assert list(taught_meetings(there.registration.employee, there.meeting.day)) == []
    there.meeting.session.state = SessionState.DRAFT
    there.meeting.session.save()
    assert list(taught_meetings(user.employee, there.meeting.day)) == []


def test_sharing_sessions_held_and_visited(user):
    starts = datetime.datetime.combine(today(), datetime.time(13), tzinfo=user.employee.unit.tz)
    common = {
        "unit": user.employee.unit,
        "starts_at": starts,
        "ends_at": starts + datetime.timedelta(hours=2),
        "place": "Aula",
    }
    other = make_employee_user(user.employee.unit).employee
    held = SharingSession.objects.create(proposer=user.employee, title="Arsip", state=SharingState.HELD, **common)
    SharingSession.objects.create(proposer=user.employee, title="Batal", state=SharingState.PROPOSED, **common)
    visited = SharingSession.objects.create(proposer=other, title="Surat", state=SharingState.HELD, **common)
    visited.guests.create(employee=user.employee, is_present=True)
    missed = SharingSession.objects.create(proposer=other, title="Absen", state=SharingState.HELD, **common)
    missed.guests.create(employee=user.employee, is_present=None)

    found = {line.key: line for line in sharing_sessions(user.employee, today())}

    assert set(found) == {f"sharing-{each.pk}-{today():%Y%m%d}" for each in (held, visited)}
    assert {(line.start, line.end) for line in found.values()} == {(datetime.time(13), datetime.time(15))}


def test_complaints_are_counted_and_not_named(user):
    now = timezone.now()
    for complaint in (ComplaintFactory(), ComplaintFactory()):
        for kind in (EntryKind.REPLY, EntryKind.NOTE):
            ComplaintEntry.objects.create(complaint=complaint, kind=kind, by=user, unit=complaint.unit, at=now)
    ComplaintEntry.objects.create(complaint=ComplaintFactory(), kind=EntryKind.CITIZEN, unit=complaint.unit, at=now)

    (line,) = handled_complaints(user.employee, now.astimezone(user.employee.unit.tz).date())

    assert line.quantity == Decimal(2)
    assert complaint.subject not in line.activity + line.output
    assert list(handled_complaints(user.employee, today() - datetime.timedelta(days=2))) == []


def test_a_source_must_name_itself_and_a_key(user, monkeypatch):
    monkeypatch.setattr("evaluations.line_proposals._proposers", {})
    for wrong in (ProposedLine(LineSource.MEETING, "x", "Rapat"), ProposedLine(LineSource.MENTORING, "", "Rapat")):
        register_proposals(LineSource.MENTORING, lambda _employee, _day, wrong=wrong: [wrong])
        with pytest.raises(ValueError, match="proposed line"):
            all_proposals(user.employee, today())
