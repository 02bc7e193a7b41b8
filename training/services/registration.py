"""Registering, deciding, leaving, and moving up from the waiting list. The rule stands in training.domain.seats."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import Employee
from employees.supervision import supervisor_of
from training.enums import (
    PENDING_STATES,
    REGISTRATION_TRANSITIONS,
    Placement,
    RefusalCode,
    RegistrationPhase,
    RegistrationState,
)
from training.models import Registration, TrainingSession
from training.services import notices
from training.services.eligibility import failing_rule
from training.services.seats import awaits_draw, is_list_published, lock_session, next_in_line, seat_newcomer

__all__ = [
    "RegistrationRefused",
    "approve_registration",
    "fill_freed_seats",
    "lock_session",
    "move_registration",
    "refuse_registration",
    "register",
    "remove_registration",
    "settle_pending",
    "withdraw_registration",
]


class RegistrationRefused(DomainError):
    """The registration, or a step of it, is not possible now."""


@transaction.atomic
def register(*, session: TrainingSession, employee: Employee, by: Any, nominated_by: Any = None) -> Registration:
    """Register a person: in a seat if one is free for their unit, else at the end of the waiting list.

    In a seat the registration waits for the supervisor's approval; it is approved at once for who has nobody above, and
    for whom the supervisor named. `nominated_by` is who put the person forward; the person is told and may withdraw.
    Who is registered already gets that registration back, unchanged (a double click registers once).
    """
    session = lock_session(session)
    existing = Registration.objects.active().filter(session=session, employee=employee).first()
    if existing is not None:
        return existing  # type: ignore[no-any-return]
    _check_may_register(session, employee, is_nominated=nominated_by is not None)
    placement, number = seat_newcomer(session, employee.unit.path)
    registration = Registration(session=session, employee=employee, sequence=number, nominated_by=nominated_by)
    return _enter(registration, placement, by=by)


def _enter(registration: Registration, placement: Placement, *, by: Any, is_approved: bool = False) -> Registration:
    """Store a new registration of a locked session and tell those who have to know."""
    session, employee = registration.session, registration.employee
    supervisor = supervisor_of(employee) if placement is Placement.SEAT and not is_approved else None
    if placement is Placement.WAITING_LIST:
        registration.state = RegistrationState.WAITING
    else:
        registration.state = _state_in_seat(supervisor, registration)
    registration.save()
    record_event(
        "training.registered",
        by=by,
        obj=registration,
        unit_path=session.unit.path,
        state=registration.state,
        sequence=registration.sequence,
    )
    if registration.nominated_by_id:
        notices.nominated(registration)
    if registration.state == RegistrationState.AWAITING_APPROVAL:
        notices.approval_asked(registration, supervisor)
    return registration


@transaction.atomic
def approve_registration(*, registration: Registration, by: Any) -> Registration:
    """The supervisor says yes; the person is told. RegistrationRefused unless it waits for approval."""
    registration = _lock(registration)
    _check_undecided(registration)
    _decide(registration, RegistrationState.APPROVED, by=by)
    record_event("training.registration_approved", by=by, obj=registration, unit_path=registration.session.unit.path)
    notices.approved(registration)
    return registration


@transaction.atomic
def refuse_registration(*, registration: Registration, code: str, reason: str, by: Any) -> Registration:
    """The supervisor says no; the seat goes to the first on the waiting list. `code` is a RefusalCode."""
    registration = _lock(registration)
    _check_undecided(registration)
    registration.refusal_code = _known(code)
    with because(_given(reason)):
        _decide(registration, RegistrationState.REFUSED, by=by, reason=reason)
        record_event(
            "training.registration_refused",
            by=by,
            obj=registration,
            unit_path=registration.session.unit.path,
            reason=reason,
            code=code,
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
def remove_registration(*, registration: Registration, code: str, reason: str, by: Any) -> Registration:
    """The organiser takes a person out of the session; the person is told why. `code` is a RefusalCode."""
    registration = _lock(registration)
    _check_may_leave(registration)
    _check_not_in_draw(registration)
    registration.refusal_code = _known(code)
    with because(_given(reason)):
        _decide(registration, RegistrationState.REMOVED, by=by, reason=reason)
        record_event(
            "training.registration_removed",
            by=by,
            obj=registration,
            unit_path=registration.session.unit.path,
            reason=reason,
            code=code,
        )
        fill_freed_seats(session=registration.session, by=by)
    notices.removed(registration)
    return registration


@transaction.atomic
def move_registration(*, registration: Registration, target: TrainingSession, reason: str, by: Any) -> Registration:
    """Take a person from one session of a programme into another; both keep the reason, the person is told it.

    An approval moves along. A seat is needed there for who has one here; who waits joins the end of the line there.
    """
    # Both in the order of their keys, like everybody who needs two.
    sessions = {pk: lock_session(TrainingSession(pk=pk)) for pk in sorted({registration.session_id, target.pk})}
    registration = _lock(registration)
    target = sessions[target.pk]
    _check_may_leave(registration)
    _check_not_in_draw(registration)
    _check_target(registration, target)
    was_approved = registration.state == RegistrationState.APPROVED
    was_waiting = registration.state == RegistrationState.WAITING
    with because(_given(reason)):
        placement, number = seat_newcomer(target, registration.employee.unit.path)
        if placement is Placement.WAITING_LIST and not was_waiting:
            raise RegistrationRefused(
                _("“%(session)s” has no free seat for this person. Choose another session, or make room there first.")
                % {"session": target.title}
            )
        _decide(registration, RegistrationState.REMOVED, by=by, reason=reason)
        moved = Registration(
            session=target,
            employee=registration.employee,
            sequence=number,
            reason=reason,
            nominated_by=registration.nominated_by,
            moved_from=registration,
        )
        if was_approved:
            moved.decided_by, moved.decided_at = by, timezone.now()
        _enter(moved, placement, by=by, is_approved=was_approved)
        record_event(
            "training.registration_moved",
            by=by,
            obj=moved,
            unit_path=target.unit.path,
            reason=reason,
            before=registration.session.title,
        )
        fill_freed_seats(session=registration.session, by=by)
    notices.moved(moved, registration.session)
    return moved


def fill_freed_seats(*, session: TrainingSession, by: Any) -> list[Registration]:
    """Give free seats to the waiting list, in order. Call it under `lock_session`, in the transaction that freed them.

    Nothing moves once the session runs: who would come then has missed the beginning.
    """
    if not session.fills_from_waiting_list:
        return []
    risen = next_in_line(session)
    for registration in risen:
        registration.session = session
        supervisor = supervisor_of(registration.employee)
        # Whoever is trained after all is nobody to compare with.
        registration.was_not_drawn = False
        registration.moved_up_at = timezone.now()
        _move(registration, _state_in_seat(supervisor, registration))
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


def _check_may_register(session: TrainingSession, employee: Employee, *, is_nominated: bool) -> None:
    phase = session.phase()
    if phase is RegistrationPhase.UPCOMING:
        raise RegistrationRefused(_("Registration has not opened yet. Come back when it has."))
    if phase is not RegistrationPhase.OPEN:
        raise RegistrationRefused(_("Registration for this session is closed. Look for another session."))
    if session.unit.government_path != employee.unit.government_path:
        raise RegistrationRefused(_("This session is for the staff of another government."))
    if not employee.is_active:
        raise RegistrationRefused(_("Only staff in active service can register. Ask your HR officer if this is wrong."))
    if session.by_nomination and not is_nominated:
        raise RegistrationRefused(
            _("People are named for this session by their supervisor or the training office. Ask one of them.")
        )
    if obstacle := failing_rule(session.programme, employee, session.first_day):
        raise RegistrationRefused(obstacle)


def _check_target(registration: Registration, target: TrainingSession) -> None:
    if target.pk == registration.session_id:
        raise RegistrationRefused(_("The person is in this session already. Choose another one."))
    if target.programme_id != registration.session.programme_id:
        raise RegistrationRefused(_("Choose a session of the same programme."))
    if not target.fills_from_waiting_list or target.starts_at <= timezone.now():
        raise RegistrationRefused(_("“%(session)s” takes nobody any more.") % {"session": target.title})
    if awaits_draw(target) and is_list_published(target):
        raise RegistrationRefused(
            _("The list of the draw for “%(session)s” is published; nobody can be added to it. Choose another session.")
            % {"session": target.title}
        )
    if Registration.objects.active().filter(session=target, employee=registration.employee_id).exists():
        raise RegistrationRefused(_("The person is in “%(session)s” already.") % {"session": target.title})


def _known(code: str) -> str:
    if code not in RefusalCode.values:
        raise RegistrationRefused(_("Choose the kind of refusal from the list."))
    return code


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


def _check_not_in_draw(registration: Registration) -> None:
    """Whoever could take people off a published list could choose who wins. Who left the service can't withdraw."""
    if registration.employee.is_active and is_list_published(registration.session):
        raise RegistrationRefused(
            _(
                "The list of the draw is published; the office takes nobody off it. Ask the person to withdraw: then "
                "the next in the order drawn moves up."
            )
        )


def _given(reason: str) -> str:
    if not reason.strip():
        raise RegistrationRefused(_("Give the reason: the person is told it."))
    return reason


def _state_in_seat(supervisor: Employee | None, registration: Registration) -> RegistrationState:
    if supervisor is None:
        return RegistrationState.APPROVED
    # A supervisor who named the person has decided.
    is_decided = registration.nominated_by_id is not None and registration.nominated_by_id == supervisor.user_id
    return RegistrationState.APPROVED if is_decided else RegistrationState.AWAITING_APPROVAL


def _decide(registration: Registration, state: RegistrationState, *, by: Any, reason: str = "") -> None:
    registration.decided_by = by
    registration.decided_at = timezone.now()
    registration.reason = reason
    _move(registration, state)


def _move(registration: Registration, state: RegistrationState) -> None:
    if state not in REGISTRATION_TRANSITIONS[RegistrationState(registration.state)]:
        raise ValueError(f"A registration does not move from {registration.state} to {state}.")
    registration.state = state
    registration.save(
        update_fields=["state", "reason", "refusal_code", "decided_by", "decided_at", "moved_up_at", "was_not_drawn"]
    )
