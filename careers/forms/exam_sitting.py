"""Forms of those who prepare a sitting: when and where, rooms, duties, candidates, more time."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.enums import DutyKind
from employees.models import Employee

# Sittings are planned so far ahead at most.
AHEAD = datetime.timedelta(days=730)


class PeopleField(forms.CharField):
    """Colleagues by NIP, one on each line; a name beside it is passed over."""

    default_error_messages = {
        "unknown": _("Nobody with these NIPs works here: %(numbers)s. Check the digits."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **kwargs)
        self.people = Employee.objects.none()

    def clean(self, value: Any) -> list[Employee]:
        text = super().clean(value)
        numbers = ["".join(sign for sign in line if sign.isdigit())[:18] for line in text.splitlines() if line.strip()]
        found = {person.nip: person for person in self.people.filter(nip__in=numbers)}
        unknown = [number or "?" for number in numbers if number not in found]
        if unknown:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"numbers": ", ".join(unknown[:5])}
            )
        return list(found.values())


class SittingForm(PortalForm):
    """Times are of the unit that keeps the item bank."""

    blueprint = forms.ModelChoiceField(None, label=_("Blueprint"))
    title = forms.CharField(label=_("Title"), max_length=150)
    stage = forms.ModelChoiceField(
        None,
        label=_("Stage of a selection"),
        required=False,
        help_text=_("Results go to this stage. Leave it empty for an exam outside a selection."),
    )
    starts_at = forms.DateTimeField(label=_("Opens"), widget=forms.DateTimeInput())
    closes_at = forms.DateTimeField(label=_("Last start"), widget=forms.DateTimeInput())
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, required=False, help_text=_("Empty: as in the blueprint.")
    )
    pass_mark = forms.DecimalField(
        label=_("Pass mark"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("Leave it empty for a stage of a selection: its plan sets the mark."),
    )
    essay_limit = forms.DecimalField(
        label=_("Third marker above (%)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        initial=20,
        help_text=_("Two marks of an essay that lie further apart, in percent of its points, need a third."),
    )
    shows_slip = forms.BooleanField(label=_("Result slip at once"), required=False, initial=True)

    def __init__(self, *args: Any, blueprints: Any, stages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blueprint"].queryset = blueprints
        self.fields["stage"].queryset = stages
        self.fields["stage"].label_from_instance = lambda stage: f"{stage.selection} – {stage}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_at"), cleaned.get("closes_at")
        if cleaned.get("blueprint"):
            today = timezone.now().astimezone(cleaned["blueprint"].bank.unit.tz).date()
            last = today + AHEAD
            for name, moment in (("starts_at", start), ("closes_at", end)):
                if moment and not today <= moment.date() <= last:
                    words = {"day": formats.date_format(last, "DATE_FORMAT")}
                    self.add_error(name, _("Choose a day from today to %(day)s.") % words)
        if start and end and not self.errors and end <= start:
            self.add_error("closes_at", _("The last start must be after the opening."))
        return cleaned


class RoomForm(PortalForm):
    name = forms.CharField(label=_("Room"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)


class DutyForm(PortalForm):
    kind = forms.ChoiceField(label=_("Duty"), choices=DutyKind)
    people = PeopleField(label=_("NIP"), help_text=_("One on each line."))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].people = people


class CandidatesForm(PortalForm):
    everybody = forms.BooleanField(label=_("Everybody admitted to the selection"), required=False)
    people = PeopleField(label=_("NIP"), help_text=_("One on each line."), required=False)

    def __init__(self, *args: Any, people: Any, has_stage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].people = people
        if not has_stage:
            del self.fields["everybody"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("everybody") and not cleaned.get("people") and not self.errors:
            self.add_error("people", _("Type the NIP of at least one person."))
        return cleaned


class TimeForm(PortalForm):
    minutes = forms.IntegerField(label=_("Minutes added"), min_value=-120, max_value=240)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if minutes == 0:
            raise ValidationError(_("Enter how many minutes are added, from −120 to 240, not 0."))
        return minutes
