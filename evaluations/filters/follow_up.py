"""Filters of follow-up actions."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.access.scope import scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from evaluations.enums import FollowUpState
from evaluations.models import FollowUpAction


class FollowUpFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "unit__name", "owner__name"], label=_("Action, unit or name"))
    state = django_filters.ChoiceFilter(choices=FollowUpState.choices, label=_("State"))
    overdue = django_filters.BooleanFilter(label=_("Overdue"), method="by_overdue")
    mine = django_filters.BooleanFilter(label=_("Mine"), method="by_owner")

    class Meta:
        model = FollowUpAction
        fields = ["q", "state", "overdue", "mine"]

    def by_overdue(self, queryset: Any, _name: str, value: bool) -> Any:
        late = {"state": FollowUpState.OPEN, "due_on__lt": today()}
        return queryset.filter(**late) if value else queryset.exclude(**late)

    def by_owner(self, queryset: Any, _name: str, value: bool) -> Any:
        own = scope_of(self.request.user).employee_id
        return queryset.filter(owner=own) if value else queryset.exclude(owner=own)
