"""Accounts that hear of a selection by their office: those who keep it, and those who audit it."""

from __future__ import annotations

from typing import Any

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from employees.dates import today
from employees.models import RoleGrant


def office_of(selection: Any) -> list[User]:
    """Who keeps the selection, except those who compete in it."""
    return _holders(selection, Permission.CAREER_MANAGE)


def auditors_of(selection: Any) -> list[User]:
    return _holders(selection, Permission.AUDIT_VIEW)


def _holders(selection: Any, permission: Permission) -> list[User]:
    grants = RoleGrant.objects.on(today()).filter(
        role__in=roles_with(permission), unit__path__in=enclosing_paths(selection.unit.path)
    )
    users = User.objects.filter(pk__in=grants.values("user"), is_active=True)
    return list(users.exclude(employee__candidacies__selection=selection).distinct())
