"""Loads a user's Scope from role grants and the staff record (see asn_portal.access.scope).

Every signed-in request asks for it first. It is one function of the database (employees/migrations/0022): building the
same out of three querysets took more time than the rest of the frame's queries together, and planning it anew for each
request took ten times as long as running it. `tests/frame/access/test_scope.py` holds what it means.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection

from asn_portal.access.scope import Scope, outermost
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, PositionHistory

# Rows (what, role or kind of assignment, unit path, employee, government's key and name), see the migration.
ROWS = "SELECT * FROM employees_scope(%s, %s, %s, %s)"
HEADING = [str(kind) for kind in AssignmentKind if kind != AssignmentKind.ADDITIONAL_DUTY]


def load_scope(user: Any) -> Scope:
    """One query; two more for who stands in for somebody."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [user.pk, today(), HEADING, settings.ACCESS_UNIT_STEP])
        rows = cursor.fetchall()
    staff = next((row for row in rows if row[0] == "staff"), None)
    headed = {path: kind for what, kind, path, *_rest in rows if what == "headed"}
    governments = {path[: settings.ACCESS_UNIT_STEP]: (key, name) for *_what, path, _who, key, name in rows if key}
    scope = Scope.from_roles(
        ((role, path) for what, role, path, *_rest in rows if what == "granted"),
        user_id=user.pk,
        employee_id=staff[3] if staff else None,
        unit_path=staff[2] if staff else "",
        headed_paths=tuple(sorted(headed)),
        stands_in_for=_away(headed, staff[3]) if staff else frozenset(),
        government_keys={path: key for path, (key, _name) in governments.items()},
    )
    _key, name = governments.get(scope.government_path, (None, ""))
    return replace(scope, government_name=name)


def _away(headed: dict[str, str], employee_id: int) -> frozenset[int]:
    """Whose place the employee takes in the outermost of the headed units, {path: kind of assignment}: who holds the
    position, and who leads the unit on a ground that comes before theirs."""
    acting = [path for path in outermost(headed) if headed[path] != AssignmentKind.DEFINITIVE]
    if not acting:
        return frozenset()
    holders = Employee.objects.filter(position__is_head=True, position__unit__path__in=acting)
    found = set(holders.order_by().values_list("pk", flat=True))
    leading = PositionHistory.objects.on(today()).heading().filter(position__unit__path__in=acting)
    found |= {
        other
        for path, other, kind in leading.order_by().values_list("position__unit__path", "employee", "kind")
        if AssignmentKind(kind).precedence < AssignmentKind(headed[path]).precedence
    }
    return frozenset(found - {employee_id})
