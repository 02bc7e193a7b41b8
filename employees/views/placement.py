"""Forms that place a person: the unit is chosen first (GET), then one of its positions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from asn_portal.access.permissions import Permission
from asn_portal.keys import read_key
from employees.dates import today
from employees.forms.employee import UnitChoiceForm
from employees.models import OrganizationalUnit, Position


class PlacementMixin:
    """`positions` are those of the chosen unit; `permission` says to which units the user may place somebody."""

    permission = Permission.EMPLOYEE_EDIT
    request: Any

    def default_unit(self) -> OrganizationalUnit | None:
        return None

    @cached_property
    def units(self) -> QuerySet[OrganizationalUnit]:
        units = OrganizationalUnit.objects.on_which(self.request.user, self.permission)
        return units.open_on(today()).order_by("path")

    @cached_property
    def chosen_unit(self) -> OrganizationalUnit | None:
        chosen = read_key(self.request.GET.get("unit", ""))
        found = self.units.filter(pk=chosen).first() if chosen is not None else None
        return found or self.default_unit()

    @cached_property
    def positions(self) -> QuerySet[Position]:
        return Position.objects.filter(unit=self.chosen_unit).open_on(today()).order_by("-is_head", "title")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initial = {"unit": self.chosen_unit}
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            chosen_unit=self.chosen_unit,
            unit_form=UnitChoiceForm(initial=initial, units=self.units),
            has_positions=self.chosen_unit is not None and self.positions.exists(),
            **kwargs,
        )
        return context
