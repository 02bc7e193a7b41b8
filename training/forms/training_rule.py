"""A new value of a training rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from training.training_rules import Part, Rule, part_of, with_parts


class TrainingRuleForm(PortalForm):
    """One field for each number of the rule."""

    def __init__(self, *args: Any, rule: Rule, value: Any, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)
        for part in rule.parts:
            self.fields[_field(part)] = _number_field(part, part_of(value, part.name))
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
        numbers = {}
        for part in self.rule.parts:
            number = self.cleaned_data[_field(part)]
            numbers[part.name] = "" if number is None else number
        return with_parts(self.rule.key, numbers)


def _number_field(part: Part, value: Any) -> forms.Field:
    kind = forms.IntegerField if part.is_whole else forms.DecimalField
    return kind(
        label=str(part.label),
        initial=value,
        min_value=part.least,
        max_value=part.most,
        required=not part.may_be_empty,
    )


def _field(part: Part) -> str:
    """Names of fields stand in addresses of errors; a dot would not."""
    return "part_" + part.name.replace(".", "_")
