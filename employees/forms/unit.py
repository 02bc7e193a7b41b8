"""Units and positions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalModelForm
from employees.enums import UnitKind
from employees.fields import IndentedUnitField
from employees.models import OrganizationalUnit, Position


class UnitCreateForm(PortalModelForm):
    parent = IndentedUnitField(queryset=None, label=gettext_lazy("Below"), empty_label=None)

    class Meta:
        model = OrganizationalUnit
        fields = ("name", "kind", "is_service_unit", "time_zone", "address", "phone", "email")

    field_order = ("parent", "name", "kind")

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents
        # Governments are made by the operator's command, not by an officer.
        self.fields["kind"].choices = [choice for choice in UnitKind.choices if choice[0] != UnitKind.GOVERNMENT]


class UnitEditForm(PortalModelForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=250,
        help_text=gettext_lazy("For instance the regulation that renamed the unit."),
    )

    class Meta:
        model = OrganizationalUnit
        fields = ("name", "kind", "is_service_unit", "time_zone", "address", "phone", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_government:
            self.fields.pop("kind")
        else:
            self.fields["kind"].choices = [choice for choice in UnitKind.choices if choice[0] != UnitKind.GOVERNMENT]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class PositionCreateForm(PortalModelForm):
    class Meta:
        model = Position
        fields = ("title", "position_type", "echelon", "functional_level", "is_head", "needed")


class PositionEditForm(PortalModelForm):
    since = forms.DateField(
        label=gettext_lazy("This number is needed from"),
        help_text=gettext_lazy("Figures of earlier days keep theirs."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=250,
        help_text=gettext_lazy("For instance the decree that set the number, or the slip in the title."),
    )

    class Meta:
        model = Position
        fields = ("title", "needed")
        help_texts = {
            "title": gettext_lazy(
                "Correct a slip here: it is corrected for all days. For a title that is new from a day on, add a"
                " position and place its people there."
            )
        }
