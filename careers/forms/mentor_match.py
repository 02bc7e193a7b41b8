"""A best assignment: whose mentees, which mentors, what weighs how much."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.domain.matching import Weights
from employees.fields import IndentedUnitField

DEFAULT = Weights()


class MatchRunForm(PortalForm):
    unit = IndentedUnitField(
        None, label=_("Mentees of"), help_text=_("People of this unit and below it with a gap and without a mentor.")
    )
    everybody = forms.BooleanField(
        label=_("Also people without an offer"),
        help_text=_("Otherwise only those who offered to be a mentor. Everybody is asked before anything begins."),
        required=False,
    )
    fit = forms.IntegerField(
        label=_("Weight of the gaps that the mentor can close"), min_value=0, max_value=100, initial=DEFAULT.fit
    )
    distance = forms.IntegerField(
        label=_("Weight of working near each other"), min_value=0, max_value=100, initial=DEFAULT.distance
    )
    load = forms.IntegerField(
        label=_("Weight of a mentor who guides few others"), min_value=0, max_value=100, initial=DEFAULT.load
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        values = [cleaned.get(name) for name in ("fit", "distance", "load")]
        if all(value == 0 for value in values):
            self.add_error("fit", _("Give at least one of the three a weight above 0."))
        return cleaned

    def weights(self) -> Weights:
        data = self.cleaned_data
        return Weights(fit=data["fit"], distance=data["distance"], load=data["load"])
