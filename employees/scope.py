"""Loads a user's Scope from role grants and the staff record (see asn_portal.access.scope).

Every signed-in request asks for it first. It is one statement of SQL: building the same out of three querysets took
more time than the rest of the frame's queries together. `tests/frame/access/test_scope.py` holds what it means.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection

from asn_portal.access.scope import Scope, outermost
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee

# Rows (what, role or kind of assignment, unit path, employee): the staff record and where it belongs, the units headed,
# the roles granted.
# An operator's grant has no unit: EVERYWHERE, the empty path. A delegated role holds while its origin does.
ROWS = """
WITH staff AS (
    SELECT employee.id, unit.path
    FROM employees_employee employee JOIN employees_organizationalunit unit ON unit.id = employee.unit_id
    WHERE employee.user_id = %(user)s
), rows AS (
    SELECT 'staff' AS what, '' AS role, path, id FROM staff
    UNION ALL
    SELECT 'headed', history.kind, unit.path, staff.id
    FROM staff
        JOIN employees_positionhistory history ON history.employee_id = staff.id
        JOIN employees_position position ON position.id = history.position_id
        JOIN employees_organizationalunit unit ON unit.id = position.unit_id
    WHERE position.is_head AND NOT history.is_void
        AND history.period @> %(date)s::date AND history.kind = ANY(%(kinds)s)
    UNION ALL
    SELECT 'granted', granted.role, coalesce(unit.path, ''), NULL
    FROM employees_rolegrant granted LEFT JOIN employees_organizationalunit unit ON unit.id = granted.unit_id
        LEFT JOIN employees_rolegrant original ON original.id = granted.delegated_from_id
    WHERE granted.user_id = %(user)s AND granted.period @> %(date)s::date AND granted.revoked_at IS NULL
        AND (original.id IS NULL OR original.period @> %(date)s::date AND original.revoked_at IS NULL)
)
SELECT rows.*, coalesce(government.name, '')
FROM rows LEFT JOIN employees_organizationalunit government ON government.path = left(rows.path, %(step)s)
"""
HEADING = [str(kind) for kind in AssignmentKind if kind != AssignmentKind.ADDITIONAL_DUTY]


def load_scope(user: Any) -> Scope:
    """One query; a second one for who stands in for somebody."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"user": user.pk, "date": today(), "kinds": HEADING, "step": settings.ACCESS_UNIT_STEP})
        rows = cursor.fetchall()
    staff = next((row for row in rows if row[0] == "staff"), None)
    headed = {path: kind for what, kind, path, _employee, _name in rows if what == "headed"}
    scope = Scope.from_roles(
        ((role, path) for what, role, path, _employee, _name in rows if what == "granted"),
        user_id=user.pk,
        employee_id=staff[3] if staff else None,
        unit_path=staff[2] if staff else "",
        headed_paths=tuple(sorted(headed)),
        stands_in_for=_away(headed, staff[3]) if staff else frozenset(),
    )
    names = {path[: settings.ACCESS_UNIT_STEP]: name for _what, _role, path, _employee, name in rows}
    return replace(scope, government_name=names.get(scope.government_path, ""))


def _away(headed: dict[str, str], employee_id: int) -> frozenset[int]:
    """Whose place the employee takes in the outermost of the headed units, {path: kind of assignment}."""
    acting = [path for path in outermost(headed) if headed[path] != AssignmentKind.DEFINITIVE]
    if not acting:
        return frozenset()
    holders = Employee.objects.filter(position__is_head=True, position__unit__path__in=acting)
    return frozenset(holders.exclude(pk=employee_id).order_by().values_list("pk", flat=True))
