"""Registering, deciding, leaving, and moving up from the waiting list. The rule stands in training.domain.seats."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import Employee
from employees.supervision import supervisor_of
from training.domain.seats import moved_up, place_newcomer
from training.enums import (
    PENDING_STATES,
    REGISTRATION_TRANSITIONS,
    SEATED_STATES,
    Placement,
    RegistrationPhase,
    RegistrationState,
)
from training.models import Registration, TrainingSession
from training.services import notices


class RegistrationRefused(DomainError):
    """The registration, or a step of it, is not possible now."""


def lock_session(session: TrainingSession) -> TrainingSession:
    """The session as it is now; others who want it wait until our transaction ends."""
    locked: TrainingSession = lock_row(TrainingSession.objects, session.pk, "unit", "programme", "coordinator")
    return locked


@transaction.atomic
def register(*, session: TrainingSession, employee: Employee, by: Any) -> Registration:
    """Register a person: in a seat if one is free, else at the end of the waiting list.

    In a seat the registration waits for the supervisor's approval; it is approved at once for who has nobody above.
    Who is registered already gets that registration back, unchanged (a double click registers once).
    """
    session = lock_session(session)
    existing = Registration.objects.active().filter(session=session, employee=employee).first()
    if existing is not None:
        return existing  # type: ignore[no-any-return]
    _check_may_register(session, employee)
    numbers = Registration.objects.filter(session=session).aggregate(
        last=Max("sequence"),
        held=Count("pk", filter=Q(state__in=SEATED_STATES)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    placement = place_newcomer(seats=session.seats, held=numbers["held"], waiting=numbers["waiting"])
    supervisor = supervisor_of(employee) if placement is Placement.SEAT else None
    state = RegistrationState.WAITING if placement is Placement.WAITING_LIST else _state_in_seat(supervisor)
    registration = Registration.objects.create(
        session=session, employee=employee, state=state, sequence=(numbers["last"] or 0) + 1
    )
    record_event(
        "training.registered",
        by=by,
        obj=registration,
        unit_path=session.unit.path,
        state=state,
        sequence=registration.sequence,
    )
    if state == RegistrationState.AWAITING_APPROVAL:
        notices.approval_asked(registration, supervisor)
    return registration


@transaction.atomic
def approve_registration(*, registration: Registration, by: Any) -> Registration:
    registration = _lock(registration)
    _check_undecided(registration)
    _decide(registration, RegistrationState.APPROVED, by=by)
    record_event("training.registration_approved", by=by, obj=registration, unit_path=registration.session.unit.path)
    notices.approved(registration)
    return registration


@transaction.atomic
def refuse_registration(*, registration: Registration, reason: str, by: Any) -> Registration:
    """The supervisor says no; the seat goes to the first on the waiting list."""
    registration = _lock(registration)
    _check_undecided(registration)
    with because(_given(reason)):
        _decide(registration, RegistrationState.REFUSED, by=by, reason=reason)
        record_event(
            "training.registration_refused",
            by=by,
            obj=registration,
            unit_path=registration.session.unit.path,
            reason=reason,
        )
        fill_freed_seats(session=registration.session, by=by)
    notices.refused(registration)
    return registration


@transaction.atomic
def withdraw_registration(*, registration: Registration, by: Any, reason: str = "") -> Registration:
    """The person steps back. Withdrawing twice changes nothing."""
    registration = _lock(registration)
    if registration.state == RegistrationState.WITHDRAWN:
        return registration
    _check_may_leave(registration)
    registration.reason = reason
    _move(registration, RegistrationState.WITHDRAWN)
    record_event(
        "training.registration_withdrawn",
        by=by,
        obj=registration,
        unit_path=registration.session.unit.path,
        reason=reason,
    )
    fill_freed_seats(session=registration.session, by=by)
    return registration


@transaction.atomic
def remove_registration(*, registration: Registration, reason: str, by: Any) -> Registration:
    """The organiser takes a person out of the session; the person is told why."""
    registration = _lock(registration)
    _check_may_leave(registration)
    with because(_given(reason)):
        _decide(registration, RegistrationState.REMOVED, by=by, reason=reason)
        record_event(
            "training.registration_removed",
            by=by,
            obj=registration,
            unit_path=registration.session.unit.path,
            reason=reason,
        )
        fill_freed_seats(session=registration.session, by=by)
    notices.removed(registration)
    return registration


def fill_freed_seats(*, session: TrainingSession, by: Any) -> list[Registration]:
    """Give free seats to the waiting list, in order. Call it under `lock_session`, in the transaction that freed them.

    Nothing moves once the session runs: who would come then has missed the beginning.
    """
    if not session.fills_from_waiting_list:
        return []
    held = Registration.objects.seated().filter(session=session).count()
    waiting = {row.sequence: row for row in Registration.objects.waiting().filter(session=session).with_people()}
    risen = [waiting[sequence] for sequence in moved_up(seats=session.seats, held=held, waiting=list(waiting))]
    for registration in risen:
        registration.session = session
        supervisor = supervisor_of(registration.employee)
        registration.moved_up_at = timezone.now()
        _move(registration, _state_in_seat(supervisor))
        record_event(
            "training.moved_up",
            by=by,
            obj=registration,
            unit_path=session.unit.path,
            reason=_("A seat was freed; first on the waiting list."),
            sequence=registration.sequence,
        )
        notices.moved_up(registration)
        if registration.state == RegistrationState.AWAITING_APPROVAL:
            notices.approval_asked(registration, supervisor)
    return risen


def settle_pending(*, session: TrainingSession, state: RegistrationState, reason: str = "") -> list[Registration]:
    """End every pending registration of a locked session in one and the same state. Returns them."""
    rows = list(Registration.objects.pending().filter(session=session).with_people().order_by("sequence"))
    for registration in rows:
        registration.session = session
        registration.reason = reason
        _move(registration, state)
    return rows


def _lock(registration: Registration) -> Registration:
    """Session first, then the registration (see the package's docstring)."""
    session = lock_session(registration.session)
    locked: Registration = Registration.objects.select_for_update(of=("self",)).with_people().get(pk=registration.pk)
    locked.session = session
    return locked


def _check_may_register(session: TrainingSession, employee: Employee) -> None:
    phase = session.phase()
    if phase is RegistrationPhase.UPCOMING:
        raise RegistrationRefused(_("Registration has not opened yet. Come back when it has."))
    if phase is not RegistrationPhase.OPEN:
        raise RegistrationRefused(_("Registration for this session is closed. Look for another session."))
    if session.unit.government_path != employee.unit.government_path:
        raise RegistrationRefused(_("This session is for the staff of another government."))
    if not employee.is_active:
        raise RegistrationRefused(_("Only staff in active service can register. Ask your HR officer if this is wrong."))


def _check_undecided(registration: Registration) -> None:
    if registration.state == RegistrationState.WAITING:
        raise RegistrationRefused(_("This person is still on the waiting list; there is nothing to decide yet."))
    if registration.state != RegistrationState.AWAITING_APPROVAL:
        raise RegistrationRefused(
            _("This registration is no longer open: it is “%(state)s”.") % {"state": registration.get_state_display()}
        )
    if not registration.session.is_unfinished:
        raise RegistrationRefused(_("The session is over; there is nothing to decide any more."))


def _check_may_leave(registration: Registration) -> None:
    if registration.state not in PENDING_STATES:
        raise RegistrationRefused(
            _("This registration has already ended: it is “%(state)s”.") % {"state": registration.get_state_display()}
        )
    if not registration.session.is_unfinished:
        raise RegistrationRefused(_("The session is over; its list of participants no longer changes."))


def _given(reason: str) -> str:
    if not reason.strip():
        raise RegistrationRefused(_("Give the reason: the person is told it."))
    return reason


def _state_in_seat(supervisor: Employee | None) -> RegistrationState:
    return RegistrationState.AWAITING_APPROVAL if supervisor else RegistrationState.APPROVED


def _decide(registration: Registration, state: RegistrationState, *, by: Any, reason: str = "") -> None:
    registration.decided_by = by
    registration.decided_at = timezone.now()
    registration.reason = reason
    _move(registration, state)


def _move(registration: Registration, state: RegistrationState) -> None:
    if state not in REGISTRATION_TRANSITIONS[RegistrationState(registration.state)]:
        raise ValueError(f"A registration does not move from {registration.state} to {state}.")
    registration.state = state
    registration.save(update_fields=["state", "reason", "decided_by", "decided_at", "moved_up_at"])
