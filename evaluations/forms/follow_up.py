"""Forms of follow-up actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import Employee, OrganizationalUnit

DONE, DROPPED = "done", "dropped"


class FollowUpForm(PortalForm):
    title = forms.CharField(
        label=_("What is to be done"),
        max_length=300,
        help_text=_("One sentence. It stands in the next reports of the unit until it is checked off."),
    )
    owner = forms.ModelChoiceField(
        label=_("Who"), queryset=Employee.objects.none(), help_text=_("Somebody who works in this unit or below it.")
    )
    due_on = forms.DateField(label=_("Until"), widget=forms.DateInput())

    def __init__(self, *args: Any, unit: OrganizationalUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = (
            Employee.objects.active().filter(unit__path__startswith=unit.path).order_by("name", "pk")
        )
        self.fields["owner"].label_from_instance = lambda person: f"{person.full_name} – {person.nip}"

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due < today():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return due


class CloseFollowUpForm(PortalForm):
    result = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(DONE, _("It is done")), (DROPPED, _("It is dropped"))],
        initial=DONE,
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. The next report of the unit shows it."),
    )
