"""Filters of performance plans."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Paths, scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.filters.unit import UnitFilter
from evaluations.enums import PlanState
from evaluations.models import WorkPlan


def evaluations_reach(user: Any) -> Paths:
    """Of the units over whose people the user sees plans and ratings."""
    scope = scope_of(user)
    return {*scope.paths(Permission.EVALUATION_VIEW), *scope.headed_paths}


class WorkPlanFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(field_name="employee__unit", reach=evaluations_reach, label=_("Unit"), empty_label=_("All units"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=PlanState.choices, empty_label=_("Any but replaced"), method="of_state"
    )
    year = django_filters.NumberFilter(label=_("Year"), method="of_year", min_value=2000, max_value=2199)

    class Meta:
        model = WorkPlan
        fields: list[str] = []

    def of_state(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(state=value)

    def of_year(self, queryset: Any, _name: str, value: Any) -> Any:
        return queryset.in_year(int(value))
