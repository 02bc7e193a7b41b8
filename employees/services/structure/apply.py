"""Putting a planned change in force: all of it, once, or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.audit.context import acting
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.enums import STRUCTURE_CHANGE_TRANSITIONS, PositionType, StructureChangeKind, StructureChangeState
from employees.models import (
    FormerNeed,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RoleGrant,
    StructureChange,
    UnitName,
)
from employees.services.history import add_definitive_position
from employees.services.role import end_role
from employees.services.structure.division import needs_of, part_of
from employees.services.structure.notices import tell_moved
from employees.services.structure.obstacles import Preview, head_post, new_title, open_positions, preview_of, target_of
from employees.services.unit import change_need, change_unit, create_unit

NOTICE = "employees.structure_change"
COPIED = ("title", "position_type", "echelon", "functional_level", "needed", "grade")


def apply_due_changes(on: datetime.date | None = None) -> int:
    """Put in force what is due, each in a transaction of its own; safe to repeat and from several workers at once.

    What can't take place is marked as blocked, and those who planned it are told. Returns how many are in force.
    """
    applied = 0
    due = StructureChange.objects.due(on or today()).order_by("effective_date", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            claimed = StructureChange.objects.select_for_update(of=("self",), skip_locked=True)
            change = claimed.filter(pk=pk, state=StructureChangeState.PLANNED).select_related("created_by").first()
            if change is None:
                # Another worker has it, or somebody cancelled it.
                continue
            with acting(change.created_by_id, source="employees.structure"):
                applied += _apply_or_block(change)
    return applied


@transaction.atomic
def apply_change(*, change: StructureChange, by: Any) -> StructureChange:
    """Try once more what was blocked on its day. Raises DomainError when something still stands in the way."""
    change = lock_row(StructureChange.objects, change.pk, "unit", "created_by")
    if change.effective_date > today():
        raise DomainError(_("Its day has not come yet."))
    put_in_force(change, by=by)
    return change


def put_in_force(change: StructureChange, *, by: Any) -> None:
    """Inside a transaction that holds the change. Raises DomainError, having changed nothing that a rollback leaves."""
    if StructureChangeState.IN_FORCE not in STRUCTURE_CHANGE_TRANSITIONS[StructureChangeState(change.state)]:
        raise DomainError(_("This change was decided already: %(state)s.") % {"state": change.get_state_display()})
    change.unit = _lock_units(change)
    preview = preview_of(change)
    if preview.obstacles:
        raise DomainError(" ".join(preview.obstacles))
    with because(change.decree_number):
        change.result = _ACTS[StructureChangeKind(change.kind)](change, preview, by)
        change.state, change.applied_at, change.blocked_reason = (
            StructureChangeState.IN_FORCE,
            timezone.now(),
            "",
        )
        change.save(update_fields=["result", "state", "applied_at", "blocked_reason"])
    tell_moved(change, preview)
    record_event(
        "employees.structure_applied",
        by=by,
        obj=change,
        unit_path=change.unit.path,
        reason=change.reason,
        change_kind=change.kind,
        people=len(preview.moves),
    )


def _apply_or_block(change: StructureChange) -> bool:
    by = change.created_by
    try:
        if not by.is_active or not by.has_perm("employees.plan_structure_change", change):
            raise DomainError(_("Who planned this may no longer change this unit. Plan it anew."))
        with transaction.atomic():
            put_in_force(change, by=by)
    except DomainError as fault:
        change = StructureChange.objects.select_related("unit", "created_by").get(pk=change.pk)
        change.state, change.blocked_reason = StructureChangeState.BLOCKED, str(fault)[:500]
        change.save(update_fields=["state", "blocked_reason"])
        record_event(
            "employees.structure_blocked", by=None, obj=change, unit_path=change.unit.path, reason=str(fault)[:250]
        )
        _tell(change, gettext_lazy("Blocked: %(kind)s of %(unit)s"), body=str(fault))
        return False
    _tell(change, gettext_lazy("In force: %(kind)s of %(unit)s"))
    return True


def _tell(change: StructureChange, title: Any, body: str = "") -> None:
    notify(
        change.created_by,
        kind=NOTICE,
        title=lambda: title % {"kind": change.get_kind_display(), "unit": change.unit.name},
        body=body,
        url=change.get_absolute_url(),
        dedupe_key=f"structure:{change.pk}:{change.state}",
    )


def _lock_units(change: StructureChange) -> OrganizationalUnit:
    """The units concerned, in one order for everybody, and the one above, below which units are added."""
    unit = OrganizationalUnit.objects.get(pk=change.unit_id)
    wanted = {unit.pk}
    if change.kind == StructureChangeKind.MERGE:
        wanted.add(change.plan["into"])
    if change.kind == StructureChangeKind.SPLIT and (parent := unit.parent) is not None:
        wanted.add(parent.pk)
    rows = OrganizationalUnit.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",))
    return {row.pk: row for row in rows}[unit.pk]


# --- the four kinds ---------------------------------------------------------------------------------------------------


def _rename(change: StructureChange, preview: Preview, by: Any) -> dict[str, Any]:
    """The name gets a row from its day on; the unit bears it now unless a later name is on record. The public address
    stays."""
    unit, date, name = change.unit, change.effective_date, change.plan["name"].strip()
    was = UnitName.objects.filter(unit=unit, period__contains=date).first()
    until = None
    if was is None:
        UnitName.objects.create(unit=unit, name=unit.name, period=DateRange(None, date))
    else:
        until = was.period.upper
        was.period = DateRange(was.period.lower, date)
        was.save(update_fields=["period"])
    before = was.name if was else unit.name
    UnitName.objects.create(unit=unit, name=name, period=DateRange(date, until))
    if until is None:
        change_unit(unit=unit, changes={"name": name}, reason=change.reason or change.decree_number, by=by)
    return {"before": before, "name": name}


def _merge(change: StructureChange, preview: Preview, by: Any) -> dict[str, Any]:
    into = target_of(change)
    held = {move.held.position_id for move in preview.moves}
    # The head's post becomes another one for whoever held it; without anybody it ends.
    going = [position for position in open_positions(change) if not position.is_head or position.pk in held]
    places = {position.pk: _position_in(into, position, change) for position in going}
    moved = _move_people(change, preview, lambda held: places[held.position_id], by)
    moves_roles = change.plan.get("roles") == "move"
    for grant in preview.roles:
        if moves_roles:
            _move_role(grant, into, change, by)
        end_role(grant=grant, reason=change.decree_number, by=by)
    _close(change, preview)
    return {"into": into.pk, "moved": moved, "roles": len(preview.roles)}


def _split(change: StructureChange, preview: Preview, by: Any) -> dict[str, Any]:
    unit, date = change.unit, change.effective_date
    units = [
        create_unit(
            parent=unit.parent,
            name=part["name"].strip(),
            kind=part["kind"],
            by=by,
            is_service_unit=unit.is_service_unit,
            time_zone=unit.time_zone,
            address=unit.address,
            opened_on=date,
        )
        for part in change.plan["parts"]
    ]
    places = {}
    holders = [move.held for move in preview.moves]
    for position in open_positions(change):
        copied = {name: getattr(position, name) for name in COPIED}
        for index, needed in needs_of(change, position, holders).items():
            values = {**copied, "needed": needed, "is_head": position.is_head}
            places[position.pk, index] = Position.objects.create(unit=units[index], **values)
    moved = _move_people(change, preview, lambda held: places[held.position_id, part_of(change, held)], by)
    for grant in preview.roles:
        end_role(grant=grant, reason=change.decree_number, by=by)
    _close(change, preview)
    return {"units": [each.pk for each in units], "moved": moved, "roles": len(preview.roles)}


def _close_unit(change: StructureChange, preview: Preview, by: Any) -> dict[str, Any]:
    for grant in preview.roles:
        end_role(grant=grant, reason=change.decree_number, by=by)
    _close(change, preview)
    return {"roles": len(preview.roles)}


_ACTS = {
    StructureChangeKind.RENAME: _rename,
    StructureChangeKind.MERGE: _merge,
    StructureChangeKind.SPLIT: _split,
    StructureChangeKind.CLOSE: _close_unit,
}


# --- what they share --------------------------------------------------------------------------------------------------


def _move_people(
    change: StructureChange, preview: Preview, place_of: Callable[[PositionHistory], Position], by: Any
) -> list[dict[str, int]]:
    """A new entry of each history, with the decree, in an order that two changes at once have in common."""
    moved = []
    for move in sorted(preview.moves, key=lambda each: each.held.employee_id):
        position = place_of(move.held)
        add_definitive_position(
            employee=move.held.employee,
            position=position,
            effective_date=change.effective_date,
            decree_number=change.decree_number,
            decree_date=change.decree_date,
            reason=change.reason or change.decree_number,
            by=by,
        )
        moved.append({"employee": move.held.employee_id, "from": move.held.position_id, "to": position.pk})
    return moved


def _position_in(into: OrganizationalUnit, position: Position, change: StructureChange) -> Position:
    """The position of the same title in the other unit, with room for those who come; else a new one."""
    title = new_title(change, position)
    known = Position.objects.filter(unit=into, title=title).first()
    if known is None:
        copied = {name: getattr(position, name) for name in COPIED if name != "title"}
        if position.is_head:
            # Who headed a unit does not head the other one; what the post is, the plan says.
            kind, echelon = head_post(change, position)
            copied |= {"position_type": kind, "echelon": echelon, "grade": None}
            if kind != PositionType.FUNGSIONAL:
                copied["functional_level"] = ""
        made = Position.objects.create(unit=into, title=title, is_head=False, **copied)
        FormerNeed.objects.create(position=made, until=change.effective_date, needed=0)
        return made
    if known.closed_on is not None and known.closed_on <= change.effective_date:
        # It existed, then not, and does again with those who come.
        change_need(position=known, needed=0, since=known.closed_on)
        known.closed_on = None
        known.save(update_fields=["closed_on"])
    change_need(position=known, needed=known.needed + position.needed, since=change.effective_date)
    return known


def _move_role(grant: RoleGrant, into: OrganizationalUnit, change: StructureChange, by: Any) -> None:
    """The same role on the other unit, as long as it would have held; delegations end with the old one.

    Never on a unit above, where it would reach more than before: that is for whoever grants roles.
    """
    if grant.unit is not None and grant.unit.path.startswith(into.path):
        return
    start = max(today(), grant.period.lower)
    already = RoleGrant.objects.on(start).filter(user=grant.user, role=grant.role, unit=into)
    if grant.delegated_from_id is not None or already.exists():
        return
    moved = RoleGrant.objects.create(
        user=grant.user,
        role=grant.role,
        unit=into,
        period=DateRange(start, grant.period.upper),
        reason=change.decree_number,
        granted_by=by,
    )
    record_event(
        "employees.role_granted",
        by=by,
        obj=moved,
        unit_path=into.path,
        reason=change.decree_number,
        user=grant.user_id,
        role=grant.role,
    )


def _close(change: StructureChange, preview: Preview) -> None:
    """Nobody is appointed there any more; acting appointments end with the posts."""
    date = change.effective_date
    for row in preview.ending:
        PositionHistory.objects.filter(pk=row.pk).update(period=DateRange(row.period.lower, date))
    open_positions(change).update(closed_on=date)
    change.unit.closed_on = date
    change.unit.save(update_fields=["closed_on"])
