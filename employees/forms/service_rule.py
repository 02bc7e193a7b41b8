"""A new value of a service rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from employees.domain.service_life.retirement import DEFAULT_RETIREMENT_AGES
from employees.service_rules import Measure, Rule, age_label

MEASURES = {
    Measure.MONTHS: gettext_lazy("Months"),
    Measure.YEARS: gettext_lazy("Years"),
    Measure.DAYS: gettext_lazy("Days"),
}


class RuleValueForm(PortalForm):
    """One number, or one for each row of the table of ages."""

    def __init__(self, *args: Any, rule: Rule, value: Any, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)
        limits = {"min_value": rule.least, "max_value": rule.most}
        if rule.measure is Measure.AGES:
            for key in DEFAULT_RETIREMENT_AGES:
                self.fields[_field(key)] = forms.IntegerField(label=age_label(key), initial=value.get(key), **limits)
        else:
            self.fields["value"] = forms.IntegerField(label=MEASURES[rule.measure], initial=value, **limits)
        self.fields["valid_from"] = forms.DateField(
            label=gettext_lazy("Holds from"),
            widget=forms.DateInput,
            help_text=gettext_lazy("The earlier value holds until the day before."),
        )
        self.fields["basis"] = forms.CharField(
            label=gettext_lazy("Legal basis"),
            max_length=250,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("The regulation or decision, for instance: Perwal 12/2026."),
        )
        self.prepare_fields()

    def value(self) -> Any:
        if self.rule.measure is Measure.AGES:
            return {key: self.cleaned_data[_field(key)] for key in DEFAULT_RETIREMENT_AGES}
        return self.cleaned_data["value"]


def _field(key: str) -> str:
    """Names of fields stand in addresses of errors; a colon would not."""
    return f"age_{key.replace(':', '_').lower()}"
