"""Form fields over the unit tree and positions."""

from __future__ import annotations

from typing import Any

from django import forms

from employees.models import OrganizationalUnit, Position


class IndentedUnitField(forms.ModelChoiceField):
    """Units in tree order, each below and right of the unit above it."""

    def label_from_instance(self, obj: OrganizationalUnit) -> str:
        # A no-break space keeps its width in an option.
        return f"{chr(0xA0) * 3 * (obj.depth - 1)}{obj.name}"


class PositionField(forms.ModelChoiceField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Position.objects.none())
        super().__init__(*args, **kwargs)
