"""Loads a user's Scope from role grants and the staff record (see asn_portal.access.scope)."""

from __future__ import annotations

from typing import Any

from django.db.models import FilteredRelation, Q

from asn_portal.access.scope import EVERYWHERE, Scope
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, RoleGrant


def load_scope(user: Any) -> Scope:
    """Two queries, whatever the user holds."""
    date = today()
    grants = RoleGrant.objects.on(date).filter(user=user).values_list("role", "unit__path")
    heading = FilteredRelation(
        "positionhistory_set",
        condition=Q(
            positionhistory_set__is_void=False,
            positionhistory_set__period__contains=date,
            positionhistory_set__kind__in=[kind for kind in AssignmentKind if kind != AssignmentKind.ADDITIONAL_DUTY],
        ),
    )
    rows = list(
        Employee.objects.filter(user=user)
        .annotate(heading=heading)
        .values_list("pk", "unit__path", "heading__position__unit__path", "heading__position__is_head")
    )
    return Scope.from_roles(
        ((role, path if path is not None else EVERYWHERE) for role, path in grants),
        user_id=user.pk,
        employee_id=rows[0][0] if rows else None,
        unit_path=rows[0][1] if rows else "",
        headed_paths=tuple(sorted({path for _pk, _unit, path, is_head in rows if is_head})),
    )
