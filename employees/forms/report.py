"""What a staff report is asked for: the unit, the day, and what one report has of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import FilterForm
from employees.fields import AsOfField, UpperUnitField, date_asked
from employees.models import OrganizationalUnit

LEVELS = [("", _("As many as fit")), ("1", "1"), ("2", "2"), ("3", "3"), ("9", _("All"))]


class ReportForm(FilterForm):
    """Bound to the address. One unit is always chosen: sums of units that don't belong together say nothing."""

    unit = UpperUnitField(queryset=OrganizationalUnit.objects.none(), required=False, label=_("Unit"), empty_label=None)
    on = AsOfField(required=False, label=_("State as of"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].chosen = self.data.get("unit", "")
        self.fields["unit"].date = date_asked(self.data.get("on"))


class LevelsForm(ReportForm):
    levels = forms.ChoiceField(required=False, label=_("Levels"), choices=LEVELS)

    @property
    def most_levels(self) -> int | None:
        chosen = self.cleaned_data.get("levels")
        return int(chosen) if chosen else None


class HeadcountForm(LevelsForm):
    gap = forms.ChoiceField(
        required=False,
        label=_("Positions"),
        choices=[("", _("Of this unit")), ("vacant", _("All vacant")), ("surplus", _("All above need"))],
    )


class OrgChartForm(LevelsForm):
    paper = forms.ChoiceField(
        required=False, label=_("Paper of the PDF"), choices=[("", _("F4, landscape")), ("a3", _("A3, landscape"))]
    )
