"""The staff reports."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet
from employees.dates import today
from employees.enums import Regime
from employees.filters.employee import AsOfFilter
from employees.filters.unit import UnitFilter, staff_reach
from employees.models import Employee


class SeniorityFilter(PortalFilterSet):
    """For rows of `as_of`, of the employment that the view has chosen by ?regime=."""

    unit = UnitFilter(method="of_unit", reach=staff_reach, label=_("Unit"), empty_label=_("All units"))
    on = AsOfFilter(label=_("State as of"))
    regime = django_filters.ChoiceFilter(
        method="of_regime",
        choices=[(regime, str(regime)) for regime in Regime],
        label=_("Employment"),
        empty_label=None,
    )

    class Meta:
        model = Employee
        fields: list[str] = []

    @property
    def date(self) -> datetime.date:
        return self.form.cleaned_data.get("on") or today()

    def of_unit(self, queryset: Any, _name: str, unit: Any) -> Any:
        return queryset.placed_within([unit.path], self.date)

    def of_regime(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset
