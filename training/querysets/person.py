"""Whose ratings, needs and plans somebody may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


def personal(user: Any, unit_path: str = "employee__unit__path", person: str = "employee") -> Q:
    """The person, those who head units above them, and who oversees training there; never colleagues."""
    scope = scope_of(user)
    condition = scope.path_filter(Permission.TRAINING_VIEW, unit_path) | scope.staff_below(unit_path, person)
    if scope.employee_id is not None:
        condition |= Q(**{person: scope.employee_id})
    return condition
