"""Choosing a unit with everything below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Paths, scope_of
from employees.fields import UpperUnitField, date_asked
from employees.models import OrganizationalUnit


def staff_reach(user: Any) -> Paths:
    """Of the units whose staff the user may see."""
    scope = scope_of(user)
    return {*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths}


def trail_reach(user: Any) -> Paths:
    """Of the units whose audit trail the user may read."""
    return scope_of(user).paths(Permission.AUDIT_VIEW)


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit with everything below it, out of those that `reach` names to the user: their paths stand for all below."""

    field_class = UpperUnitField

    def __init__(self, *args: Any, reach: Callable[[Any], Paths], **kwargs: Any) -> None:
        self.reach = reach
        units = OrganizationalUnit.objects
        super().__init__(*args, queryset=lambda request: units.below(reach(request.user)).order_by("path"), **kwargs)

    @property
    def field(self) -> Any:
        field = super().field
        address = self.parent.data
        field.chosen = next((address.get(name, "") for name, each in self.parent.filters.items() if each is self), "")
        field.reach = sorted(self.reach(self.parent.request.user))
        field.date = date_asked(address.get("on")) if "on" in self.parent.filters else None
        return field

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__path__startswith": value.path}) if value else qs


class TrailUnitFilter(UnitFilter):
    """For tables of the frame, which know a unit by its path only."""

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(unit_path__startswith=value.path) if value else qs
