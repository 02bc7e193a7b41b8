"""Proposing a mentor, the goals of an agreement, ending."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.services.mentoring_agreement import MOST_GOALS, Goal
from employees.models import Employee
from training.enums import CompetencyLevel
from training.models import Competency


class ColleagueField(forms.CharField):
    """A colleague by NIP or name, looked up among `people`; several matches are named, so that one can be chosen."""

    default_error_messages = {
        "unknown": _("Nobody by this name or NIP works here. Check the spelling, or type the NIP."),
        "several": _("Several people match: %(names)s. Type the NIP of the one you mean."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.people = Employee.objects.none()

    def clean(self, value: Any) -> Employee:
        text = super().clean(value)
        exact = self.people.filter(search_name=text.casefold())
        found = list(exact[:6]) or list(self.people.search(text).with_place()[:6])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            names = "; ".join(f"{person.full_name} ({person.nip}, {person.unit})" for person in found[:5])
            raise ValidationError(self.error_messages["several"], code="several", params={"names": names})
        return found[0]


def level_choices() -> list[tuple[Any, str]]:
    return [("", gettext("No level")), *level_names()]


def level_names() -> list[tuple[Any, str]]:
    return [(level.value, f"{level.value} {level.label}") for level in CompetencyLevel]


class AgreementFields(PortalForm):
    """Up to three goals, each with a competency and a level where there are any; period, plan, confidentiality.

    `government` is that of the mentee, whose competencies are offered.
    """

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput())
    ends_on = forms.DateField(label=_("Until"), widget=forms.DateInput(), help_text=_("Three to six months are usual."))
    meeting_plan = forms.CharField(
        label=_("Meeting plan"),
        help_text=_("For instance: every second Tuesday, 14.00 to 15.30, at the office."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    confidentiality = forms.CharField(
        label=_("Confidentiality"),
        help_text=_("What the two of you keep to yourselves. HR sees figures only in any case."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, government: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        competencies = Competency.objects.of_government(government).in_use()
        for number in range(1, MOST_GOALS + 1):
            for name, field in _goal_fields(number, competencies):
                self.fields[name] = field
        last = ["starts_on", "ends_on", "meeting_plan", "confidentiality", "change_reason", "seen"]
        first = ["mentee", "mentor"]
        goals = [name for name in self.fields if name not in first + last]
        self.order_fields([*first, *goals, *last])
        self.prepare_fields()
        if "confidentiality" in self.fields:
            self.fields["confidentiality"].initial = gettext("What we talk about stays between the two of us.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("The mentorship must end after it begins."))
        for number in range(1, MOST_GOALS + 1):
            has_more = cleaned.get(_named("competency", number)) or cleaned.get(_named("target_level", number))
            if has_more and not cleaned.get(_named("goal", number)) and _named("goal", number) not in self.errors:
                self.add_error(_named("goal", number), _("Say in a sentence what should be possible at the end."))
        return cleaned

    def agreement(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        goals = [
            Goal(
                data[_named("goal", number)],
                data.get(_named("competency", number)),
                data.get(_named("target_level", number)),
            )
            for number in range(1, MOST_GOALS + 1)
            if data.get(_named("goal", number))
        ]
        rest = {name: data[name] for name in ("starts_on", "ends_on", "meeting_plan", "confidentiality")}
        return {"goals": goals, **rest}


def initial_of(agreement: Any) -> dict[str, Any]:
    """The form as a version of the agreement has it."""
    values = {
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "meeting_plan": agreement.meeting_plan,
        "confidentiality": agreement.confidentiality,
    }
    return {**values, **initial_goals(agreement.goals.select_related("competency"))}


def initial_goals(goals: Sequence[Any]) -> dict[str, Any]:
    """The fields of the first goals, as many as the form has."""
    values: dict[str, Any] = {}
    for number, goal in enumerate(goals[:MOST_GOALS], 1):
        values[_named("goal", number)] = goal.text
        values[_named("competency", number)] = goal.competency
        values[_named("target_level", number)] = goal.target_level
    return values


def _named(name: str, number: int) -> str:
    return name if number == 1 else f"{name}_{number}"


def _goal_fields(number: int, competencies: Any) -> list[tuple[str, forms.Field]]:
    numbers = {"number": number}
    first = number == 1
    return [
        (
            _named("goal", number),
            forms.CharField(
                label=gettext("Goal") if first else gettext("Goal %(number)s") % numbers,
                help_text=gettext("What should be possible at the end? One or two sentences.") if first else "",
                widget=forms.Textarea(attrs={"rows": 3 if first else 2}),
                max_length=2000,
                required=first,
            ),
        ),
        (
            _named("competency", number),
            forms.ModelChoiceField(
                competencies,
                label=gettext("Competency") if first else gettext("Competency of goal %(number)s") % numbers,
                required=False,
                empty_label=gettext("No competency"),
            ),
        ),
        (
            _named("target_level", number),
            forms.TypedChoiceField(
                label=gettext("Level to reach") if first else gettext("Level of goal %(number)s") % numbers,
                choices=level_choices,
                coerce=int,
                empty_value=None,
                required=False,
            ),
        ),
    ]


class MentorshipForm(AgreementFields):
    """`mentee` is asked only of those who pair others; otherwise it is oneself."""

    mentee = ColleagueField(label=_("Mentee"), help_text=_("Name or NIP of the person who learns."), required=True)
    mentor = ColleagueField(label=_("Mentor"), help_text=_("Name or NIP of the experienced colleague."))

    def __init__(self, *args: Any, people: Any, mentees: Any, self_employee: Employee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.self_employee = self_employee
        self.fields["mentor"].people = people
        if mentees is None:
            del self.fields["mentee"]
        else:
            self.fields["mentee"].people = mentees

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "mentee" not in self.fields:
            cleaned["mentee"] = self.self_employee
        return cleaned


class AgreementForm(AgreementFields):
    """A change. `seen` is the newest version that the form was filled from."""

    change_reason = forms.CharField(
        label=_("Why the change"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class NewMentorForm(PortalForm):
    mentor = ColleagueField(label=_("New mentor"), help_text=_("Name or NIP of the experienced colleague."))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].people = people


class EndForm(PortalForm):
    reason = forms.CharField(label=_("In a sentence or two"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
