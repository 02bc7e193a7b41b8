"""Telling those whom a change of the structure moved, and the heads of the units that took them in."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.accounts.models import User
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, StructureChange
from employees.services.structure.obstacles import Move, Preview

MOVED, RECEIVED = "employees.structure_moved", "employees.structure_received"


def tell_moved(change: StructureChange, preview: Preview) -> None:
    """In the transaction that puts the change in force: who is moved is told, once."""
    moved = change.result.get("moved", [])
    places = Position.objects.select_related("unit").in_bulk([each["to"] for each in moved])
    left = {move.held.employee_id: move for move in preview.moves}
    users = _accounts(left)
    counts: Counter[int] = Counter()
    for each in moved:
        move, place = left[each["employee"]], places[each["to"]]
        counts[place.unit_id] += 1
        if (user := users.get(each["employee"])) is not None:
            notify(
                user,
                kind=MOVED,
                title=partial(_moved_title, change, move, place),
                body=partial(_ground, change),
                url=move.held.employee.get_absolute_url(),
                dedupe_key=f"{MOVED}:{change.pk}",
            )
    units = OrganizationalUnit.objects.in_bulk(list(counts))
    for unit_id, user in _heads(list(counts), change):
        notify(
            user,
            kind=RECEIVED,
            title=partial(_received_title, change, units[unit_id], counts[unit_id]),
            body=partial(_ground, change),
            url=units[unit_id].get_absolute_url(),
            dedupe_key=f"{RECEIVED}:{change.pk}:{unit_id}",
        )


def _accounts(employees: Any) -> dict[int, User]:
    found = Employee.objects.filter(pk__in=list(employees), user__is_active=True).select_related("user")
    return {employee.pk: employee.user for employee in found}


def _heads(units: list[int], change: StructureChange) -> list[tuple[int, User]]:
    rows = PositionHistory.objects.on(max(change.effective_date, today())).heading()
    rows = rows.filter(position__unit__in=units, employee__user__is_active=True)
    return [
        (row.position.unit_id, row.employee.user)
        for row in rows.select_related("position", "employee__user").order_by("pk")
    ]


def _moved_title(change: StructureChange, move: Move, place: Position) -> str:
    return _("From %(date)s you are %(title)s, %(unit)s (until then %(old_title)s, %(old_unit)s)") % {
        "date": formats.date_format(change.effective_date),
        "title": place.title,
        "unit": place.unit.name,
        "old_title": move.held.position.title,
        "old_unit": change.unit.name,
    }


def _received_title(change: StructureChange, unit: OrganizationalUnit, count: int) -> str:
    return ngettext(
        "%(count)s person comes from %(old_unit)s to %(unit)s on %(date)s",
        "%(count)s people come from %(old_unit)s to %(unit)s on %(date)s",
        count,
    ) % {
        "count": formats.number_format(count),
        "old_unit": change.unit.name,
        "unit": unit.name,
        "date": formats.date_format(change.effective_date),
    }


def _ground(change: StructureChange) -> str:
    return _("%(kind)s on the ground of %(number)s.") % {
        "kind": change.get_kind_display(),
        "number": change.decree_number,
    }
