"""Planning and noting a meeting, tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from asn_portal.forms import PortalForm
from careers.models import MentoringMeeting, MentoringTask

TOPIC = MentoringMeeting._meta.get_field("topic").max_length


class _WhenForm(PortalForm):
    topic = forms.CharField(label=_("Topic"), max_length=TOPIC)
    held_on = forms.DateField(label=_("Date"), widget=forms.DateInput())
    start = forms.TimeField(label=pgettext_lazy("meeting", "Start"), widget=forms.TimeInput())
    end = forms.TimeField(
        label=pgettext_lazy("meeting", "End"),
        widget=forms.TimeInput(),
        help_text=_("A meeting of at least 90 minutes counts two learning hours, at most two meetings a month."),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The meeting must end after it begins."))
        return cleaned


class PlanMeetingForm(_WhenForm):
    pass


class MeetingForm(_WhenForm):
    """GROW notes are for the pair; what counts stands above them."""

    agreed_action = forms.CharField(
        label=_("Agreed action"),
        help_text=_("What the mentee does until the next meeting."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("For instance which file you worked on, or where the draft lies."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    next_on = forms.DateField(label=_("Next meeting"), widget=forms.DateInput(), required=False)
    goal = forms.CharField(
        label=_("Goal: what is it about today?"),
        help_text=_("These four notes are encrypted; only the two of you read them. No draft of them is kept."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    reality = forms.CharField(
        label=_("Reality: where do we stand?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    options = forms.CharField(
        label=_("Options: what could be done?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    will = forms.CharField(
        label=_("Will: what will be done?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000, required=False
    )
    for_group = forms.BooleanField(
        label=_("Note it for everybody of the group"),
        help_text=_("The notes stay with this pair; each of the others confirms."),
        required=False,
    )

    def __init__(self, *args: Any, has_group: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_group:
            del self.fields["for_group"]

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        notes = {name: data.pop(name) for name in ("goal", "reality", "options", "will")}
        return {**data, "notes": notes}


class TaskForm(PortalForm):
    text = forms.CharField(label=_("Task"), max_length=MentoringTask._meta.get_field("text").max_length)
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput())
