"""Seats of a locked session: who holds them, who is next. The rules stand in training.domain.seats and .quotas."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from training.domain.quotas import REST, limits_of, outermost_sum, place_in_share, seats_given, shares_of
from training.domain.seats import moved_up, place_newcomer
from training.enums import SEATED_STATES, Allocation, DrawState, Placement, RegistrationState, SessionState
from training.models import Draw, Registration, TrainingSession, UnitQuota


class QuotaRefused(DomainError):
    """These quotas are not possible."""


def lock_session(session: TrainingSession) -> TrainingSession:
    """The session as it is now; others who want it wait until our transaction ends."""
    locked: TrainingSession = lock_row(TrainingSession.objects, session.pk, "unit", "programme", "coordinator")
    return locked


def quotas_of(session: TrainingSession) -> dict[str, int]:
    """Seats by the path of the unit."""
    return dict(UnitQuota.objects.filter(session=session).order_by("unit__path").values_list("unit__path", "seats"))


def held_paths(session: TrainingSession) -> list[str]:
    """The unit path of everybody who holds a seat, one entry per person, in no order."""
    return list(
        Registration.objects.seated().filter(session=session).order_by().values_list("employee__unit__path", flat=True)
    )


def line_of(session: TrainingSession) -> Any:
    """The waiting list in its order."""
    return Registration.objects.waiting().filter(session=session)


def awaits_draw(session: TrainingSession) -> bool:
    """Seats are drawn, and have not been yet."""
    if session.allocation != Allocation.DRAW:
        return False
    return not Draw.objects.filter(session=session, state=DrawState.DRAWN).exists()


def is_list_published(session: TrainingSession) -> bool:
    """Hash and list of a draw stand: what decides who wins must not change any more, neither before nor after it."""
    return Draw.objects.filter(session=session).exclude(state=DrawState.PREPARED).exists()


def seat_newcomer(session: TrainingSession, unit_path: str) -> tuple[Placement, int]:
    """Where somebody of the unit lands who registers now, and their number in the order of registration."""
    numbers = Registration.objects.filter(session=session).aggregate(
        last=Max("sequence"),
        held=Count("pk", filter=Q(state__in=SEATED_STATES)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    number = (numbers["last"] or 0) + 1
    if awaits_draw(session):
        return Placement.WAITING_LIST, number
    quotas = quotas_of(session)
    if not quotas or numbers["held"] >= session.seats:
        return place_newcomer(seats=session.seats, held=numbers["held"], waiting=numbers["waiting"]), number
    line = _line_paths(session) if numbers["waiting"] else []
    # At the end of the line: whoever waits for the same seats goes first.
    given = seats_given(
        seats=session.seats, quotas=quotas, held=held_paths(session), waiting=[*line, (len(line), unit_path)]
    )
    return (Placement.SEAT if len(line) in given else Placement.WAITING_LIST), number


def next_in_line(session: TrainingSession) -> list[Registration]:
    """Who of the waiting list gets a seat now, in order."""
    if awaits_draw(session):
        return []
    waiting = list(line_of(session).with_people())
    if not waiting:
        return []
    quotas = quotas_of(session)
    if quotas:
        line = [(place, registration.employee.unit.path) for place, registration in enumerate(waiting)]
        given = seats_given(seats=session.seats, quotas=quotas, held=held_paths(session), waiting=line)
    else:
        held = Registration.objects.seated().filter(session=session).count()
        given = moved_up(seats=session.seats, held=held, waiting=list(range(len(waiting))))
    return [waiting[place] for place in given]


@dataclass(frozen=True, slots=True)
class Standing:
    """Of somebody on the waiting list. `place` is None while a draw is to come; `draw_on` the day of its seed, None
    until it is announced."""

    place: int | None = None
    awaits_draw: bool = False
    draw_on: datetime.date | None = None


def standings_of(registrations: Iterable[Registration]) -> dict[int, Standing]:
    """By the key of the registration, of those who wait. Needs their sessions; three queries for any number."""
    waiting = [row for row in registrations if row.state == RegistrationState.WAITING]
    if not waiting:
        return {}
    sessions = {row.session_id for row in waiting}
    draws = {draw.session_id: draw for draw in Draw.objects.filter(session__in=sessions)}
    quotas: dict[int, set[str]] = {}
    for session, path in UnitQuota.objects.filter(session__in=sessions).values_list("session", "unit__path"):
        quotas.setdefault(session, set()).add(path)
    lines: dict[int, list[tuple[int, str]]] = {}
    waiting_lists = Registration.objects.waiting().filter(session__in=sessions)
    for session, pk, path in waiting_lists.values_list("session", "pk", "employee__unit__path"):
        lines.setdefault(session, []).append((pk, path))
    return {row.pk: _standing(row, draws.get(row.session_id), lines, quotas) for row in waiting}


def _standing(
    row: Registration, draw: Draw | None, lines: dict[int, list[tuple[int, str]]], quotas: dict[int, set[str]]
) -> Standing:
    if row.session.allocation == Allocation.DRAW and (draw is None or draw.state != DrawState.DRAWN):
        return Standing(awaits_draw=True, draw_on=draw.seed_day if draw else None)
    line = lines.get(row.session_id, [])
    own = next((place for place, (pk, _path) in enumerate(line) if pk == row.pk), None)
    if own is None:
        return Standing()
    paths = [(place, path) for place, (_pk, path) in enumerate(line)]
    return Standing(place_in_share(own, paths, quotas.get(row.session_id, ())))


def place_in_line(registration: Registration) -> int | None:
    """1 for the next of those who wait for the same seats; None for who doesn't wait, or waits for a draw."""
    return standings_of([registration]).get(registration.pk, Standing()).place


def free_for(session: TrainingSession, unit_path: str) -> tuple[int, str]:
    """Seats that somebody of the unit could still get, and the path of the share that has fewest ("" without one)."""
    quotas = quotas_of(session)
    held = held_paths(session)
    free = max(0, session.seats - len(held))
    if not quotas:
        return free, REST
    limits = limits_of(session.seats, quotas)
    room = {
        share: max(0, limits[share] - sum(1 for path in held if share in shares_of(path, quotas)))
        for share in shares_of(unit_path, quotas)
    }
    tightest = min(room, key=lambda share: room[share])
    return min(free, room[tightest]), tightest


@transaction.atomic
def set_quotas(*, session: TrainingSession, quotas: dict[OrganizationalUnit, int], by: Any) -> bool:
    """Replace the quotas. Returns whether anything changed; freed seats are for `fill_freed_seats`.

    Nobody loses a seat: a quota below what its unit holds already is refused.
    """
    session = lock_session(session)
    if session.state not in {SessionState.DRAFT, SessionState.OPEN, SessionState.CLOSED}:
        raise QuotaRefused(_("The session has begun; its seats are given."))
    if is_list_published(session):
        raise QuotaRefused(
            _("The list of the draw is published with these quotas; they stay. Plan another session for more people.")
        )
    wanted = {unit.path: number for unit, number in quotas.items()}
    for unit, number in quotas.items():
        if unit.government_path != session.unit.government_path:
            raise QuotaRefused(_("“%(unit)s” belongs to another government.") % {"unit": unit.name})
        inner = outermost_sum({p: n for p, n in wanted.items() if p != unit.path and p.startswith(unit.path)})
        if inner > number:
            raise QuotaRefused(
                _("The quotas inside “%(unit)s” add up to more than its own. Enter %(least)s or more for it.")
                % {"unit": unit.name, "least": inner}
            )
    outermost = outermost_sum(wanted)
    if outermost > session.seats:
        raise QuotaRefused(
            _("The quotas add up to %(sum)s, but the session has %(seats)s seats. Lower them or add seats.")
            % {"sum": outermost, "seats": session.seats}
        )
    before = quotas_of(session)
    if before == wanted:
        return False
    _check_held(session, wanted, {unit.path: unit.name for unit in quotas})
    UnitQuota.objects.filter(session=session).delete()
    # Not bulk_create: the history triggers are the same, and the constraints speak for each row.
    for unit, number in quotas.items():
        UnitQuota.objects.create(session=session, unit=unit, seats=number)
    record_event(
        "training.quotas_set",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        quotas={unit.name: number for unit, number in quotas.items()},
    )
    return True


def _check_held(session: TrainingSession, quotas: dict[str, int], names: dict[str, str]) -> None:
    limits = limits_of(session.seats, quotas)
    held = [share for path in held_paths(session) for share in shares_of(path, quotas)]
    for share, limit in limits.items():
        number = held.count(share)
        if number > limit:
            raise QuotaRefused(
                _("%(unit)s hold %(held)s seats already; leave at least as many.")
                % {"unit": names.get(share) or _("Units without a quota"), "held": number}
            )


def _line_paths(session: TrainingSession) -> list[tuple[int, str]]:
    return list(enumerate(line_of(session).values_list("employee__unit__path", flat=True)))
