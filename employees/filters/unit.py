"""Choosing a unit with everything below it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from employees.fields import UpperUnitField, date_asked
from employees.models import OrganizationalUnit


def units_of_staff(request: Any) -> QuerySet[OrganizationalUnit]:
    """Units whose staff the user may see."""
    scope = scope_of(request.user)
    paths = {*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths}
    return OrganizationalUnit.objects.filter(paths_filter(paths, "path")).order_by("path")


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit with everything below it."""

    field_class = UpperUnitField

    @property
    def field(self) -> Any:
        field = super().field
        address = self.parent.data
        field.chosen = next((address.get(name, "") for name, each in self.parent.filters.items() if each is self), "")
        field.date = date_asked(address.get("on")) if "on" in self.parent.filters else None
        return field

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__path__startswith": value.path}) if value else qs


def units_of_trail(request: Any) -> QuerySet[OrganizationalUnit]:
    """Units whose audit trail the user may read."""
    return OrganizationalUnit.objects.filter(
        scope_of(request.user).path_filter(Permission.AUDIT_VIEW, "path")
    ).order_by("path")


class TrailUnitFilter(UnitFilter):
    """For tables of the frame, which know a unit by its path only."""

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(unit_path__startswith=value.path) if value else qs
