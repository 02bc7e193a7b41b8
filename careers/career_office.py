"""Who keeps the careers of a unit, and hears of what waits."""

from __future__ import annotations

from typing import Any

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from employees.dates import today
from employees.models import RoleGrant


def office_of(unit_path: str, permission: Permission = Permission.CAREER_MANAGE) -> Any:
    """Accounts whose roles give the permission over the unit today."""
    grants = RoleGrant.objects.on(today()).filter(
        role__in=roles_with(permission), unit__path__in=enclosing_paths(unit_path)
    )
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("name")


def answerers_of(placement: Any) -> Any:
    """Accounts that may answer an objection to the box: who keeps careers there; for lack of them who signs. Neither
    the person nor whoever decided the box."""
    for permission in (Permission.CAREER_MANAGE, Permission.CAREER_SIGN):
        found = office_of(placement.unit.path, permission).exclude(pk=placement.decided_by_id or 0)
        found = found.exclude(pk=placement.employee.user_id or 0)
        if found.exists():
            break
    return found
