"""Units to filter by."""

from __future__ import annotations

from typing import Any

from employees.dates import today
from employees.models import OrganizationalUnit


def units_in_reach(request: Any) -> Any:
    """Of today, and the one that the address names: what was said to a closed unit stays within reach."""
    units = OrganizationalUnit.objects
    if request is None:
        return units.none()
    return units.visible_to(request.user).offered_on(today(), request.GET.get("unit", ""))


def service_units(request: Any) -> Any:
    return units_in_reach(request).serving_citizens()
