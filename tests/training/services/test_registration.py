import pytest
from django.db import IntegrityError, transaction

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.enums import LegalStatus
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.training import RegistrationFactory, SessionFactory
from training.enums import RegistrationState as State
from training.enums import SessionState
from training.models import Registration
from training.services.registration import (
    RegistrationRefused,
    approve_registration,
    refuse_registration,
    register,
    remove_registration,
    withdraw_registration,
)
from training.services.seats import place_in_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="Kelurahan Belawan I", parent=UnitFactory(name="Kota Medan"))


@pytest.fixture
def head(unit):
    return make_employee_user(unit, head=True, name="Lurah").employee


@pytest.fixture
def staff(unit, head):
    return [make_employee_user(unit, name=f"Pegawai {number}").employee for number in range(1, 5)]


@pytest.fixture
def session(unit):
    return SessionFactory(programme__unit=unit, seats=2)


def states(session):
    return list(Registration.objects.filter(session=session).order_by("sequence").values_list("state", flat=True))


def told(user):
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_register_holds_a_seat_until_the_supervisor_decides(session, staff, head):
    registration = register(session=session, employee=staff[0], by=staff[0].user)

    assert (registration.state, registration.sequence) == (State.AWAITING_APPROVAL, 1)
    assert told(head.user) == ["training.approval_asked"]
    event = Event.objects.get(kind="training.registered")
    assert (event.actor, event.data) == (staff[0].user, {"state": "awaiting_approval", "sequence": 1})


def test_register_without_anybody_above_is_approved_at_once(session, head):
    registration = register(session=session, employee=head, by=head.user)

    assert registration.state == State.APPROVED
    assert Notification.objects.count() == 0


def test_register_after_the_last_seat_joins_the_waiting_list_in_order(session, staff, head):
    for person in staff:
        register(session=session, employee=person, by=person.user)

    assert states(session) == ["awaiting_approval", "awaiting_approval", "waiting", "waiting"]
    assert [place_in_line(row) for row in Registration.objects.order_by("sequence")] == [None, None, 1, 2]
    assert told(head.user) == ["training.approval_asked"] * 2


def test_register_twice_gives_the_same_registration(session, staff):
    first = register(session=session, employee=staff[0], by=staff[0].user)
    second = register(session=session, employee=staff[0], by=staff[0].user)

    assert first.pk == second.pk
    assert Event.objects.filter(kind="training.registered").count() == 1


def test_register_again_after_withdrawing_goes_to_the_end(session, staff):
    registration = register(session=session, employee=staff[0], by=staff[0].user)
    withdraw_registration(registration=registration, by=staff[0].user)

    again = register(session=session, employee=staff[0], by=staff[0].user)

    assert (again.sequence, again.state) == (2, State.AWAITING_APPROVAL)


@pytest.mark.parametrize(
    "traits",
    [{"draft": True}, {"upcoming": True}, {"closed": True}, {"over": True}, {"finished": True}],
    ids=lambda traits: next(iter(traits)),
)
def test_register_outside_the_window_is_refused_and_changes_nothing(unit, staff, traits):
    session = SessionFactory(programme__unit=unit, **traits)

    with pytest.raises(RegistrationRefused):
        register(session=session, employee=staff[0], by=staff[0].user)

    assert Registration.objects.count() == Event.objects.count() == 0


def test_register_of_another_government_is_refused(session):
    stranger = EmployeeFactory()

    with pytest.raises(RegistrationRefused):
        register(session=session, employee=stranger, by=None)


def test_register_of_a_retired_person_is_refused(session, staff):
    staff[0].status = LegalStatus.RETIRED
    staff[0].save()

    with pytest.raises(RegistrationRefused):
        register(session=session, employee=staff[0], by=None)


def test_approve_tells_the_person(session, staff, head):
    registration = register(session=session, employee=staff[0], by=staff[0].user)

    approved = approve_registration(registration=registration, by=head.user)

    assert (approved.state, approved.decided_by) == (State.APPROVED, head.user)
    assert approved.decided_at is not None
    assert told(staff[0].user) == ["training.approved"]
    assert Event.objects.filter(kind="training.registration_approved", actor=head.user).count() == 1


def test_approve_twice_is_refused(session, staff, head):
    registration = approve_registration(
        registration=register(session=session, employee=staff[0], by=staff[0].user), by=head.user
    )

    with pytest.raises(RegistrationRefused, match=r"no longer open|tidak"):
        approve_registration(registration=registration, by=head.user)

    assert told(staff[0].user) == ["training.approved"]


def test_approve_on_the_waiting_list_is_refused(session, staff, head):
    rows = [register(session=session, employee=person, by=None) for person in staff]

    with pytest.raises(RegistrationRefused):
        approve_registration(registration=rows[2], by=head.user)


def test_refuse_frees_the_seat_for_the_first_in_line(session, staff, head):
    rows = [register(session=session, employee=person, by=None) for person in staff]

    refuse_registration(registration=rows[0], code="bad_time", reason="Loket kosong minggu itu", by=head.user)

    assert states(session) == ["refused", "awaiting_approval", "awaiting_approval", "waiting"]
    assert told(staff[0].user) == ["training.refused"]
    assert told(staff[2].user) == ["training.moved_up"]
    assert Registration.objects.get(pk=rows[2].pk).moved_up_at is not None
    assert Event.objects.get(kind="training.moved_up").reason != ""
    # Three asked for approval: two at registration, one after moving up.
    assert told(head.user) == ["training.approval_asked"] * 3


@pytest.mark.parametrize("reason", ["", "   "])
def test_refuse_without_a_reason_changes_nothing(session, staff, head, reason):
    registration = register(session=session, employee=staff[0], by=None)

    with pytest.raises(RegistrationRefused):
        refuse_registration(registration=registration, code="other", reason=reason, by=head.user)

    assert states(session) == ["awaiting_approval"]


def test_withdraw_of_an_approved_person_fills_the_seat(session, staff, head):
    rows = [register(session=session, employee=person, by=None) for person in staff]
    approve_registration(registration=rows[1], by=head.user)

    withdraw_registration(registration=rows[1], by=staff[1].user, reason="Sakit")

    assert states(session) == ["awaiting_approval", "withdrawn", "awaiting_approval", "waiting"]
    assert Registration.objects.get(pk=rows[1].pk).reason == "Sakit"


def test_withdraw_from_the_waiting_list_moves_nobody_up(session, staff):
    rows = [register(session=session, employee=person, by=None) for person in staff]

    withdraw_registration(registration=rows[2], by=staff[2].user)

    assert states(session) == ["awaiting_approval", "awaiting_approval", "withdrawn", "waiting"]


def test_withdraw_while_the_session_runs_fills_nothing(session, staff):
    rows = [register(session=session, employee=person, by=None) for person in staff]
    session.state = SessionState.RUNNING
    session.save()

    withdraw_registration(registration=rows[0], by=staff[0].user)

    assert states(session) == ["withdrawn", "awaiting_approval", "waiting", "waiting"]


def test_withdraw_twice_changes_nothing(session, staff):
    registration = register(session=session, employee=staff[0], by=None)
    withdraw_registration(registration=registration, by=staff[0].user)

    withdraw_registration(registration=registration, by=staff[0].user)

    assert Event.objects.filter(kind="training.registration_withdrawn").count() == 1


def test_remove_tells_the_person_why(session, staff):
    registration = register(session=session, employee=staff[0], by=None)

    removed = remove_registration(registration=registration, code="not_relevant", reason="Bukan sasaran", by=None)

    assert (removed.state, removed.reason) == (State.REMOVED, "Bukan sasaran")
    assert told(staff[0].user) == ["training.removed"]


def test_leaving_a_finished_session_is_refused(unit, staff):
    registration = RegistrationFactory(
        session=SessionFactory(programme__unit=unit, finished=True), employee=staff[0], state=State.COMPLETED
    )

    with pytest.raises(RegistrationRefused):
        withdraw_registration(registration=registration, by=staff[0].user)


# --- What the database refuses, whoever writes -----------------------------------------------------------------------


def test_database_refuses_more_people_than_seats(session, staff):
    for person in staff[:2]:
        RegistrationFactory(session=session, employee=person)

    with pytest.raises(IntegrityError, match="seats_hold"), transaction.atomic():
        RegistrationFactory(session=session, employee=staff[2])

    RegistrationFactory(session=session, employee=staff[2], state=State.WAITING)
    with pytest.raises(IntegrityError, match="seats_hold"), transaction.atomic():
        Registration.objects.filter(employee=staff[2]).update(state=State.APPROVED)


def test_database_refuses_a_second_active_registration(session, staff):
    RegistrationFactory(session=session, employee=staff[0], state=State.WITHDRAWN)
    RegistrationFactory(session=session, employee=staff[0])

    with pytest.raises(IntegrityError, match="registration_active_unique"), transaction.atomic():
        RegistrationFactory(session=session, employee=staff[0], state=State.WAITING)


def test_database_refuses_a_refusal_without_reason(session, staff):
    with pytest.raises(IntegrityError, match="registration_reason_given"), transaction.atomic():
        RegistrationFactory(session=session, employee=staff[0], state=State.REFUSED)


def test_database_refuses_the_same_place_in_the_order_twice(session, staff):
    RegistrationFactory(session=session, employee=staff[0], sequence=1)

    with pytest.raises(IntegrityError, match="registration_sequence_unique"), transaction.atomic():
        RegistrationFactory(session=session, employee=staff[1], sequence=1)
