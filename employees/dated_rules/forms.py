"""A new value of a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from asn_portal.forms import PortalForm
from employees.dated_rules.rule import Part, Rule


class RuleValueForm(PortalForm):
    """One field for each number or choice of the rule."""

    def __init__(self, *args: Any, rule: Rule, value: Any, **kwargs: Any) -> None:
        self.rule = rule
        super().__init__(*args, **kwargs)
        for part in rule.parts:
            self.fields[part.field] = _part_field(part, part.of(value))
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
        entered = {part.name: self.cleaned_data[part.field] for part in self.rule.parts}
        return self.rule.with_parts({name: "" if number is None else number for name, number in entered.items()})


def _part_field(part: Part, value: Any) -> forms.Field:
    if part.choices is not None:
        return forms.ChoiceField(label=str(part.label), choices=part.choices.choices, initial=value)
    kind = forms.IntegerField if part.is_whole else forms.DecimalField
    return kind(
        label=str(part.label),
        initial=value,
        min_value=part.least,
        max_value=part.most,
        required=not part.may_be_empty,
    )
