"""Proposing a mentor, noting a meeting, ending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.models import MentoringMeeting
from employees.models import Employee


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


class MentorshipForm(PortalForm):
    """`mentee` is asked only of those who pair others; otherwise it is oneself."""

    mentee = ColleagueField(label=_("Mentee"), help_text=_("Name or NIP of the person who learns."), required=True)
    mentor = ColleagueField(label=_("Mentor"), help_text=_("Name or NIP of the experienced colleague."))
    goal = forms.CharField(
        label=_("Goal"),
        help_text=_("What should be possible at the end? One or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput())
    ends_on = forms.DateField(label=_("Until"), widget=forms.DateInput(), help_text=_("Three to six months are usual."))

    def __init__(self, *args: Any, people: Any, mentees: Any, self_employee: Employee | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.self_employee = self_employee
        self.fields["mentor"].people = people
        if mentees is None:
            del self.fields["mentee"]
        else:
            self.fields["mentee"].people = mentees

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "mentee" not in self.fields:
            cleaned["mentee"] = self.self_employee
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("The mentorship must end after it begins."))
        return cleaned


class MeetingForm(PortalForm):
    held_on = forms.DateField(label=_("Date"), widget=forms.DateInput())
    topic = forms.CharField(label=_("Topic"), max_length=MentoringMeeting._meta.get_field("topic").max_length)
    agreed_action = forms.CharField(
        label=_("Agreed action"),
        help_text=_("What the mentee does until the next meeting."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class EndForm(PortalForm):
    reason = forms.CharField(label=_("In a sentence or two"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
