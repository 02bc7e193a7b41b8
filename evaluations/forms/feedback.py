"""Shapes of anonymous feedback."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from employees.dates import today
from evaluations.core_values import BEHAVIOURS
from evaluations.domain.feedback import SCALE
from evaluations.enums import CoreValue, VoiceDirection

SCALE_WORDS = {
    1: gettext_lazy("never"),
    2: gettext_lazy("sometimes"),
    3: gettext_lazy("often"),
    4: gettext_lazy("always"),
}
# Two weeks are enough for everybody who wants to.
OPEN_FOR = datetime.timedelta(days=14)


class RoundForm(PortalForm):
    direction = forms.ChoiceField(
        label=gettext_lazy("Who is asked"), choices=VoiceDirection.choices, widget=forms.RadioSelect
    )
    period = forms.ModelChoiceField(label=gettext_lazy("Period"), queryset=None)
    closes_on = forms.DateField(label=gettext_lazy("Until"))

    def __init__(self, *args: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods
        self.initial.setdefault("closes_on", today() + OPEN_FOR)
        self.initial.setdefault("period", periods.first())

    def clean_closes_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["closes_on"]
        if day <= today():
            raise forms.ValidationError(_("Give people at least until tomorrow."))
        return day


class VoiceForm(PortalForm):
    """How often each core value is seen, and two texts. What one can't judge is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value in CoreValue:
            self.fields[value.value] = forms.TypedChoiceField(
                label=value.label,
                choices=[(number, SCALE_WORDS[number]) for number in SCALE],
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )
        for name, label in (("keep", _("What should stay as it is?")), ("change", _("What should change?"))):
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """(field, behaviours of the value) for the page."""
        return [(self[value.value], BEHAVIOURS[value]) for value in CoreValue]

    @property
    def answers(self) -> dict[str, int]:
        return {
            value.value: self.cleaned_data[value.value] for value in CoreValue if self.cleaned_data.get(value.value)
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.answers:
            self.add_error(None, _("Answer at least one of the sentences."))
        return data
