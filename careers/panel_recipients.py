"""Accounts that hear of a selection by their office: those who keep it, who sign in it, and who audit it."""

from __future__ import annotations

from typing import Any

from asn_portal.access.permissions import Permission
from asn_portal.accounts.models import User
from careers import career_office


def office_of(selection: Any) -> list[User]:
    """Who keeps the selection, except those who compete in it."""
    return _holders(selection, Permission.CAREER_MANAGE)


def signers_of(selection: Any) -> list[User]:
    return _holders(selection, Permission.CAREER_SIGN)


def auditors_of(selection: Any) -> list[User]:
    return _holders(selection, Permission.AUDIT_VIEW)


def _holders(selection: Any, permission: Permission) -> list[User]:
    users = career_office.office_of(selection.unit.path, permission)
    return list(users.exclude(employee__candidacies__selection=selection))
