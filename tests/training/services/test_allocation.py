"""Quotas, conditions, nominations and moves."""

import pytest

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.training import RegistrationFactory, SessionFactory
from training.enums import RefusalCode, SessionState
from training.enums import RegistrationState as State
from training.models import Registration, UnitQuota
from training.services.registration import (
    RegistrationRefused,
    fill_freed_seats,
    lock_session,
    move_registration,
    register,
    remove_registration,
    withdraw_registration,
)
from training.services.seats import QuotaRefused, free_for, place_in_line, set_quotas
from training.services.session import SessionRefused, change_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(world):
    return world.village, world.other_village


def people(unit, number):
    return EmployeeFactory.create_batch(number, unit=unit)


def states(session):
    return list(Registration.objects.filter(session=session).order_by("sequence").values_list("state", flat=True))


def test_a_unit_never_gets_more_than_its_quota_while_others_find_a_seat(session, units):
    one, other = units
    session = change_session(session=session, changes={"seats": 4}, by=None)
    set_quotas(session=session, quotas={one: 1}, by=None)

    for person in [*people(one, 2), *people(other, 4)]:
        register(session=session, employee=person, by=None)

    seated = Registration.objects.seated().filter(session=session)
    assert seated.filter(employee__unit=one).count() == 1
    assert seated.filter(employee__unit=other).count() == 3
    assert states(session)[1] == states(session)[5] == State.WAITING


def test_a_freed_seat_goes_to_the_first_of_the_same_share(session, units):
    one, other = units
    set_quotas(session=session, quotas={one: 1}, by=None)
    first, second = (register(session=session, employee=person, by=None) for person in people(one, 2))
    taken, waiting = (register(session=session, employee=person, by=None) for person in people(other, 2))
    assert [place_in_line(row) for row in (second, waiting)] == [1, 1]

    withdraw_registration(registration=taken, by=None)

    waiting.refresh_from_db()
    second.refresh_from_db()
    assert waiting.state in {State.APPROVED, State.AWAITING_APPROVAL}
    assert second.state == State.WAITING
    withdraw_registration(registration=first, by=None)
    second.refresh_from_db()
    assert second.state in {State.APPROVED, State.AWAITING_APPROVAL}


def test_seats_left_are_those_of_the_own_share(session, units):
    one, other = units
    set_quotas(session=session, quotas={one: 1}, by=None)
    register(session=session, employee=people(one, 1)[0], by=None)

    assert free_for(session, one.path) == (0, one.path)
    assert free_for(session, other.path) == (1, "")


def test_quotas_that_do_not_fit_are_refused(session, units, world):
    one, other = units
    with pytest.raises(QuotaRefused):
        set_quotas(session=session, quotas={one: 2, other: 1}, by=None)
    with pytest.raises(QuotaRefused):
        set_quotas(session=session, quotas={world.district: 1, one: 2}, by=None)
    with pytest.raises(QuotaRefused):
        set_quotas(session=session, quotas={world.other_government: 1}, by=None)
    assert not UnitQuota.objects.exists()

    set_quotas(session=session, quotas={one: 2}, by=None)
    with pytest.raises(SessionRefused):
        change_session(session=session, changes={"seats": 1}, by=None)


def test_a_quota_two_levels_below_takes_from_the_one_between(session, world):
    session = change_session(session=session, changes={"seats": 10}, by=None)
    inner = UnitFactory(parent=world.village)
    quotas = {world.district: 10, world.village: 6, inner: 5}

    assert set_quotas(session=session, quotas=quotas, by=None) is True

    with pytest.raises(QuotaRefused, match="11"):
        set_quotas(session=session, quotas={**quotas, world.village: 11}, by=None)
    assert set(UnitQuota.objects.values_list("unit", "seats")) == {(unit.pk, n) for unit, n in quotas.items()}


def test_a_quota_takes_nobodys_seat(session, units):
    one, _other = units
    for person in people(one, 2):
        register(session=session, employee=person, by=None)

    with pytest.raises(QuotaRefused, match="2"):
        set_quotas(session=session, quotas={one: 1}, by=None)


def test_a_larger_quota_lets_the_line_move_up(session, units):
    one, _other = units
    set_quotas(session=session, quotas={one: 1}, by=None)
    rows = [register(session=session, employee=person, by=None) for person in people(one, 2)]

    assert set_quotas(session=session, quotas={one: 2}, by=None) is True
    fill_freed_seats(session=lock_session(session), by=None)

    rows[1].refresh_from_db()
    assert rows[1].state != State.WAITING
    assert set_quotas(session=session, quotas={one: 2}, by=None) is False
    assert Event.objects.filter(kind="training.quotas_set").count() == 2


def test_a_condition_that_is_not_met_refuses_with_its_sentence(session, world):
    session.programme.eligibility = {"employment": ["PPPK"]}
    session.programme.save()
    employee = world.users["employee"].employee

    with pytest.raises(RegistrationRefused, match="PPPK"):
        register(session=session, employee=employee, by=employee.user)

    assert states(session) == []


def test_by_nomination_nobody_registers_alone(session, world):
    session.by_nomination = True
    session.save()
    employee = world.users["employee"].employee
    with pytest.raises(RegistrationRefused):
        register(session=session, employee=employee, by=employee.user)

    head = world.users["supervisor"]
    registration = register(session=session, employee=employee, by=head, nominated_by=head)

    # The supervisor named the person and has thereby decided.
    assert (registration.state, registration.nominated_by) == (State.APPROVED, head)
    notice = Notification.objects.get(user=employee.user)
    assert notice.kind == "training.nominated"


def test_named_by_the_office_the_supervisor_still_decides(session, world):
    employee = world.users["employee"].employee
    officer = world.users["training_coordinator"]

    registration = register(session=session, employee=employee, by=officer, nominated_by=officer)

    assert registration.state == State.AWAITING_APPROVAL
    withdrawn = withdraw_registration(registration=registration, by=employee.user)
    assert withdrawn.state == State.WITHDRAWN


def test_a_move_keeps_the_reason_and_the_approval(session, programme):
    target = SessionFactory(programme=programme, seats=1)
    registration = RegistrationFactory(session=session, state=State.APPROVED)

    moved = move_registration(registration=registration, target=target, reason="Jadwal bentrok", by=None)

    registration.refresh_from_db()
    assert (registration.state, registration.reason) == (State.REMOVED, "Jadwal bentrok")
    assert (moved.session, moved.state, moved.moved_from, moved.reason) == (
        target,
        State.APPROVED,
        registration,
        "Jadwal bentrok",
    )
    assert Event.objects.filter(kind="training.registration_moved").count() == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_move_needs_a_reason(session, programme, reason):
    registration = RegistrationFactory(session=session, state=State.APPROVED)

    with pytest.raises(RegistrationRefused):
        move_registration(registration=registration, target=SessionFactory(programme=programme), reason=reason, by=None)


def test_nobody_is_moved_where_there_is_no_seat(session, programme):
    target = SessionFactory(programme=programme, seats=1)
    RegistrationFactory(session=target, state=State.APPROVED)
    registration = RegistrationFactory(session=session, state=State.APPROVED)

    with pytest.raises(RegistrationRefused):
        move_registration(registration=registration, target=target, reason="Jadwal bentrok", by=None)

    registration.refresh_from_db()
    assert registration.state == State.APPROVED


@pytest.mark.parametrize("target", [{"state": SessionState.RUNNING}, {"draft": True}])
def test_nobody_is_moved_into_a_session_that_takes_nobody(session, programme, target):
    registration = RegistrationFactory(session=session, state=State.APPROVED)

    with pytest.raises(RegistrationRefused):
        move_registration(
            registration=registration, target=SessionFactory(programme=programme, **target), reason="x", by=None
        )


def test_removal_needs_a_known_kind(session):
    registration = RegistrationFactory(session=session)

    with pytest.raises(RegistrationRefused):
        remove_registration(registration=registration, code="bored", reason="x", by=None)
    removed = remove_registration(registration=registration, code=RefusalCode.NO_BUDGET, reason="x", by=None)

    removed.refresh_from_db()
    assert removed.refusal_code == RefusalCode.NO_BUDGET


def test_other_governments_stay_outside_whoever_names_them(session, world):
    stranger = EmployeeFactory(unit=UnitFactory(parent=world.other_government))
    make_employee_user(stranger.unit, head=True)

    with pytest.raises(RegistrationRefused):
        register(session=session, employee=stranger, by=None, nominated_by=world.users["training_coordinator"])
