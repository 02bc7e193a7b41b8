import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.notifications.models import Notification
from tests.factories.employees import UnitFactory, UserFactory, make_employee_user
from tests.factories.training import DAY, AttendanceFactory, ProgrammeFactory, RegistrationFactory, SessionFactory
from training.enums import RegistrationState as State
from training.enums import SessionState
from training.models import Registration, TrainingSession
from training.services.attendance import AttendanceRefused, record_attendance
from training.services.programme import change_programme, create_programme
from training.services.session import (
    SessionRefused,
    cancel_session,
    change_session,
    close_due_registrations,
    close_registration,
    create_session,
    finish_session,
    issue_certificates,
    open_registration,
    start_due_sessions,
    start_session,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def coordinator():
    return UserFactory(username="coordinator")


def state_of(session):
    return TrainingSession.objects.get(pk=session.pk).state


def events():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


# --- Programmes ------------------------------------------------------------------------------------------------------


def test_programme_has_no_more_hours_than_the_longest_session(unit, coordinator):
    with pytest.raises(DomainError, match=r"4[.,]392"):
        create_programme(
            unit=unit, by=coordinator, title="Y", form="11", code="B", organiser_code="Y", learning_hours=Decimal(4393)
        )

    assert not Event.objects.filter(kind="training.programme_created").exists()


def test_create_programme_with_a_taken_code_is_refused_in_words(unit, coordinator):
    ProgrammeFactory(unit=unit, code="PP")

    with pytest.raises(DomainError, match=r"code|kode"):
        create_programme(
            unit=unit,
            by=coordinator,
            title="Lain",
            code="PP",
            organiser_code="BKD",
            form="3",
            learning_hours=Decimal(4),
        )

    assert events() == []


def test_change_programme_names_what_changed(unit, coordinator):
    programme = ProgrammeFactory(unit=unit)

    change_programme(programme=programme, changes={"min_attendance": 90, "title": programme.title}, by=coordinator)

    assert Event.objects.get().data == {"fields": ["min_attendance"]}


@pytest.mark.parametrize("percent", [0, 101])
def test_change_programme_to_an_impossible_attendance_is_refused(unit, coordinator, percent):
    with pytest.raises(DomainError):
        change_programme(programme=ProgrammeFactory(unit=unit), changes={"min_attendance": percent}, by=coordinator)


# --- What a session may be at most ---------------------------------------------------------------------------------


END_OF_CALENDAR = datetime.datetime(9999, 12, 31, 23, 59, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": END_OF_CALENDAR},
        {"starts_at": END_OF_CALENDAR - DAY, "ends_at": END_OF_CALENDAR},
        {"registration_opens_at": datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)},
        {"ends_at": timezone.now() + 381 * DAY},
        {"seats": 10_001},
        {"learning_hours": Decimal(999)},
    ],
)
def test_session_that_nobody_can_mean_is_refused(coordinator, changes):
    session = SessionFactory(draft=True)
    before = session.meetings.count()

    with pytest.raises(SessionRefused):
        change_session(session=session, changes=changes, by=coordinator)

    assert session.meetings.count() == before
    assert events() == []


def test_session_of_a_whole_year_is_possible(coordinator):
    session = SessionFactory(draft=True, seats=5)
    changes = {"ends_at": session.starts_at + 366 * DAY, "seats": 10_000, "learning_hours": Decimal(999)}

    changed = change_session(session=session, changes=changes, by=coordinator)

    assert changed.meetings.count() > 250


# --- Draft, open, closed ---------------------------------------------------------------------------------------------


def test_create_session_of_a_programme_no_longer_in_use_is_refused(unit, coordinator):
    with pytest.raises(SessionRefused):
        create_session(programme=ProgrammeFactory(unit=unit, is_active=False), by=coordinator, title="x")


def test_open_then_close(unit, coordinator):
    session = SessionFactory(programme__unit=unit, draft=True)

    open_registration(session=session, by=coordinator)
    close_registration(session=session, by=coordinator)
    close_registration(session=session, by=coordinator)

    assert state_of(session) == SessionState.CLOSED
    assert events() == ["training.registration_opened", "training.registration_closed"]


def test_open_after_the_window_is_refused(unit, coordinator):
    session = SessionFactory(programme__unit=unit, closed=True)

    with pytest.raises(SessionRefused):
        open_registration(session=session, by=coordinator)

    assert state_of(session) == SessionState.CLOSED


@pytest.mark.parametrize(
    ("traits", "said"), [({"over": True}, "Sesi sudah berakhir"), ({"closed": True}, "Pilih dahulu")]
)
def test_open_says_whether_the_session_is_over(unit, coordinator, traits, said):
    session = SessionFactory(programme__unit=unit, **traits)

    with translation.override("id"), pytest.raises(SessionRefused, match=said):
        open_registration(session=session, by=coordinator)


@pytest.mark.parametrize("traits", [{"finished": True}, {"state": SessionState.CANCELLED, "cancel_reason": "x"}])
def test_nothing_follows_the_end(unit, coordinator, traits):
    session = SessionFactory(programme__unit=unit, **traits)

    for step in (close_registration, start_session, finish_session):
        with pytest.raises(SessionRefused):
            step(session=session, by=coordinator)
    with pytest.raises(SessionRefused):
        cancel_session(session=session, reason="Banjir", by=coordinator)


def test_change_tells_the_registered_about_a_new_place_only(unit, coordinator):
    person = make_employee_user(unit)
    session = SessionFactory(programme__unit=unit)
    RegistrationFactory(session=session, employee=person.employee)

    change_session(session=session, changes={"title": "Judul baru"}, by=coordinator)
    before = Notification.objects.count()
    change_session(session=session, changes={"place": "Balai Kota"}, by=coordinator)

    assert before == 0
    assert list(Notification.objects.values_list("user", "kind")) == [(person.pk, "training.session_changed")]


def test_more_seats_go_to_the_waiting_list_in_order(unit, coordinator):
    session = SessionFactory(programme__unit=unit, seats=1)
    RegistrationFactory(session=session)
    RegistrationFactory.create_batch(3, session=session, state=State.WAITING)

    change_session(session=session, changes={"seats": 3}, by=coordinator)

    states = Registration.objects.order_by("sequence").values_list("state", flat=True)
    # Nobody stands above them in this unit, so their seats need no approval.
    assert list(states) == [State.AWAITING_APPROVAL, State.APPROVED, State.APPROVED, State.WAITING]


def test_fewer_seats_than_held_is_refused(unit, coordinator):
    session = SessionFactory(programme__unit=unit, seats=3)
    RegistrationFactory.create_batch(2, session=session)

    with pytest.raises(SessionRefused, match="2"):
        change_session(session=session, changes={"seats": 1}, by=coordinator)

    assert TrainingSession.objects.get().seats == 3


def test_change_of_a_running_session_is_refused(unit, coordinator):
    with pytest.raises(SessionRefused):
        change_session(session=SessionFactory(programme__unit=unit, over=True), changes={"place": "x"}, by=coordinator)


# --- Ticks -----------------------------------------------------------------------------------------------------------


def test_due_registrations_close_once(unit):
    due = SessionFactory(programme__unit=unit, registration_closes_at=timezone.now() - DAY / 24)
    later = SessionFactory(programme__unit=unit)

    assert [close_due_registrations(), close_due_registrations()] == [1, 0]
    assert [state_of(due), state_of(later)] == [SessionState.CLOSED, SessionState.OPEN]


def test_due_sessions_start_once(unit):
    now = timezone.now()
    due = SessionFactory(
        programme__unit=unit,
        state=SessionState.CLOSED,
        registration_closes_at=now - DAY,
        starts_at=now - DAY / 24,
        ends_at=now + DAY,
    )
    SessionFactory(programme__unit=unit)

    assert [start_due_sessions(), start_due_sessions()] == [1, 0]
    assert state_of(due) == SessionState.RUNNING


# --- Attendance ------------------------------------------------------------------------------------------------------


@pytest.fixture
def over(unit):
    """A session that ran for three days and ended an hour ago; everybody there is approved."""
    return SessionFactory(programme__unit=unit, over=True)


def meetings_of(session):
    return list(session.meetings.all())


def test_attendance_of_a_meeting_replaces_that_meeting_only(over, coordinator):
    first, second = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    meeting, another = meetings_of(over)[0], meetings_of(over)[-1]
    AttendanceFactory(registration=first, meeting=another)

    everybody = {(first.pk, meeting.pk), (second.pk, meeting.pk)}
    record_attendance(session=over, meetings={meeting.pk}, present=everybody, by=coordinator)
    changed = record_attendance(session=over, meetings={meeting.pk}, present={(first.pk, meeting.pk)}, by=coordinator)

    rows = {(a.registration_id, a.meeting_id): a.is_present for a in first.attendance.model.objects.all()}
    assert rows == {(first.pk, meeting.pk): True, (second.pk, meeting.pk): False, (first.pk, another.pk): True}
    assert changed == 1
    assert events() == ["training.attendance_recorded"] * 2


def test_attendance_unchanged_records_nothing(over, coordinator):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = meetings_of(over)[0]
    present = {(person.pk, meeting.pk)}
    record_attendance(session=over, meetings={meeting.pk}, present=present, by=coordinator)

    assert record_attendance(session=over, meetings={meeting.pk}, present=present, by=coordinator) == 0
    assert len(events()) == 1


def test_attendance_of_strangers_is_ignored(over, coordinator):
    outsider = RegistrationFactory(state=State.APPROVED)
    meeting = meetings_of(over)[0]

    record_attendance(session=over, meetings={meeting.pk}, present={(outsider.pk, meeting.pk)}, by=coordinator)

    assert outsider.attendance.count() == 0


def test_attendance_of_another_sessions_meeting_is_refused(over, coordinator):
    other = SessionFactory(programme=over.programme, over=True)

    with pytest.raises(AttendanceRefused):
        record_attendance(session=over, meetings={meetings_of(other)[0].pk}, present=set(), by=coordinator)


def test_attendance_of_tomorrow_is_refused(unit, coordinator):
    session = SessionFactory(programme__unit=unit)

    with pytest.raises(AttendanceRefused):
        record_attendance(session=session, meetings={meetings_of(session)[0].pk}, present=set(), by=coordinator)


def test_attendance_after_the_end_is_refused(unit, coordinator):
    session = SessionFactory(programme__unit=unit, finished=True)

    with pytest.raises(AttendanceRefused):
        record_attendance(session=session, meetings={meetings_of(session)[0].pk}, present=set(), by=coordinator)


def test_database_refuses_a_second_line_for_the_same_meeting(over):
    row = AttendanceFactory(registration=RegistrationFactory(session=over))

    with pytest.raises(IntegrityError, match="attendance_once_a_meeting"), transaction.atomic():
        AttendanceFactory(registration=row.registration, meeting=row.meeting)


# --- Finished --------------------------------------------------------------------------------------------------------


def test_finish_settles_everybody_and_starts_the_certificates(over, coordinator):
    full, half, undecided = (
        RegistrationFactory(session=over, state=State.APPROVED),
        RegistrationFactory(session=over, state=State.APPROVED),
        RegistrationFactory(session=over),
    )
    waiting = RegistrationFactory(session=over, state=State.WAITING)
    days = over.days
    for index, day in enumerate(days):
        AttendanceFactory(registration=full, day=day)
        AttendanceFactory(registration=undecided, day=day)
        AttendanceFactory(registration=half, day=day, is_present=index == 0 and len(days) > 1)

    finish_session(session=over, by=coordinator)

    states = dict(Registration.objects.values_list("pk", "state"))
    assert states == {
        full.pk: State.COMPLETED,
        half.pk: State.NOT_COMPLETED,
        undecided.pk: State.LAPSED,
        waiting.pk: State.LAPSED,
    }
    assert state_of(over) == SessionState.FINISHED
    job = Job.objects.get()
    assert (job.kind, job.owner, job.params) == (
        "training.certificates",
        coordinator,
        {"session_id": over.pk, "registration_id": None},
    )


def test_finish_without_a_list_is_refused_and_changes_nothing(over, coordinator):
    person = RegistrationFactory(session=over, state=State.APPROVED)

    with pytest.raises(SessionRefused):
        finish_session(session=over, by=coordinator)

    assert (state_of(over), Registration.objects.get(pk=person.pk).state) == (SessionState.RUNNING, State.APPROVED)


def test_finish_before_the_last_day_is_refused(unit, coordinator):
    now = timezone.now()
    session = SessionFactory(
        programme__unit=unit,
        state=SessionState.RUNNING,
        registration_closes_at=now - 2 * DAY,
        starts_at=now - DAY,
        ends_at=now + 2 * DAY,
    )
    AttendanceFactory(registration=RegistrationFactory(session=session, state=State.APPROVED))

    with pytest.raises(SessionRefused):
        finish_session(session=session, by=coordinator)


def test_certificates_of_an_unfinished_session_are_refused(over, coordinator):
    with pytest.raises(SessionRefused):
        issue_certificates(session=over, by=coordinator)


# --- Cancelled -------------------------------------------------------------------------------------------------------


def test_cancel_ends_every_registration_and_tells_why(unit, coordinator):
    session = SessionFactory(programme__unit=unit, seats=1)
    people = [make_employee_user(unit) for _number in range(3)]
    RegistrationFactory(session=session, employee=people[0].employee)
    RegistrationFactory(session=session, employee=people[1].employee, state=State.WAITING)
    RegistrationFactory(session=session, employee=people[2].employee, state=State.WITHDRAWN)

    cancel_session(session=session, reason="Banjir rob", by=coordinator)

    assert list(Registration.objects.order_by("sequence").values_list("state", "reason")) == [
        (State.SESSION_CANCELLED, "Banjir rob"),
        (State.SESSION_CANCELLED, "Banjir rob"),
        (State.WITHDRAWN, ""),
    ]
    assert set(Notification.objects.values_list("user", flat=True)) == {people[0].pk, people[1].pk}
    assert Event.objects.get().reason == "Banjir rob"


def test_cancel_without_reason_changes_nothing(unit, coordinator):
    session = SessionFactory(programme__unit=unit)

    with pytest.raises(SessionRefused):
        cancel_session(session=session, reason=" ", by=coordinator)

    assert state_of(session) == SessionState.OPEN


# --- What the database refuses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"seats": 0}, "trainingsession_seats"),
        ({"ends_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, "trainingsession_ends_after_start"),
        (
            {"registration_opens_at": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)},
            "trainingsession_window_order",
        ),
        (
            {"registration_closes_at": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)},
            "trainingsession_window_before_start",
        ),
        ({"learning_hours": Decimal(-1)}, "trainingsession_hours"),
        ({"state": "lost"}, "trainingsession_state_known"),
        ({"state": SessionState.CANCELLED}, "trainingsession_cancel_reason"),
    ],
)
def test_database_refuses_an_impossible_session(unit, changes, constraint):
    session = SessionFactory(programme__unit=unit)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TrainingSession.objects.filter(pk=session.pk).update(**changes)
