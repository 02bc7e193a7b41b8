"""The follow-up plan."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from employees.models import Employee
from surveys.models import FollowUpAction, SatisfactionSurvey

OFFERED = 200
MATCHES = 10


class FollowUpForm(PortalForm):
    """`owner` is searched by name or NIP among the unit's people; where several fit, a choice follows."""

    element = forms.ChoiceField(label=_("Element"))
    action = forms.CharField(
        label=_("Action"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What will be different for citizens. Everybody can read it."),
    )
    owner = forms.CharField(
        label=_("Person in charge"),
        max_length=250,
        help_text=_("Name or NIP of somebody in this unit. The public reads the position only."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "unit-people", "type": "search"}),
    )
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput())

    def __init__(
        self, *args: Any, survey: SatisfactionSurvey, planned: FollowUpAction | None = None, **kwargs: Any
    ) -> None:
        self.people = (
            Employee.objects.active().filter(unit__path__startswith=survey.unit.path).select_related("unit", "position")
        )
        if planned is not None:
            kwargs["initial"] = {
                "element": planned.element,
                "action": planned.action,
                "owner": _label(planned.owner),
                "due_on": planned.due_on,
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        names = {each.element.value: each.name.in_language(language) for each in survey.questionnaire.questions}
        lowest = [each.element for each in survey.figures().lowest]
        others = [element for element in survey.elements if element not in lowest]
        self.fields["element"].choices = [
            (_("Lowest three"), [(element, names[element]) for element in lowest]),
            (_("Other elements"), [(element, names[element]) for element in others]),
        ]
        self.survey = survey

    @property
    def offered(self) -> list[str]:
        """For the browser's own search in the field."""
        return [_label(person) for person in self.people.order_by("name")[:OFFERED]]

    def clean_owner(self) -> Employee:
        text = self.cleaned_data["owner"]
        nip = re.search(r"\d{18}", re.sub(r"(?<=\d) (?=\d)", "", text))
        if nip:
            found = list(self.people.filter(nip=nip.group())[:2])
        else:
            people = self.people
            for word in text.split():
                people = people.filter(name__icontains=word)
            found = list(people.order_by("name")[: MATCHES + 1])
        if not found:
            raise ValidationError(_("Nobody in this unit fits. Write a part of the name, or the NIP."))
        if len(found) > 1:
            names = "; ".join(_label(person) for person in found[:MATCHES])
            raise ValidationError(_("Several people fit, write the NIP: %(names)s"), params={"names": names})
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        due = cleaned.get("due_on")
        if due and due < self.survey.ends_on:
            self.add_error("due_on", _("The due date must lie after the survey."))
        return cleaned


class FinishForm(PortalForm):
    result = forms.CharField(
        label=_("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two. Everybody can read it."),
    )


def _label(person: Employee) -> str:
    return f"{person.name} – {person.nip}"
