"""Ratings and objections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, DocumentRejected, check_upload
from asn_portal.forms import PortalForm
from employees.dates import today
from training.enums import CompetencyLevel, Confidence, RatingSource
from training.forms.days import bound_days
from training.forms.registration import ReasonForm
from training.models import Competency


def level_choices() -> list[tuple[Any, Any]]:
    """With their names in the reader's language."""
    return [(level.value, f"{level.value} {level.label}") for level in CompetencyLevel]


class EvidenceFileField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/*,application/pdf"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            try:
                check_upload(file, allowed=ALLOWED_PDF | ALLOWED_IMAGES)
            except DocumentRejected as fault:
                raise ValidationError(str(fault)) from fault
        return file


class RatingForm(PortalForm):
    competency = forms.ModelChoiceField(Competency.objects.none(), label=gettext_lazy("Competency"))
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"),
        choices=level_choices,
        coerce=int,
        help_text=gettext_lazy("The dictionary describes what somebody does at each level."),
    )
    source = forms.ChoiceField(label=gettext_lazy("Who or what says so"))
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure"),
        choices=Confidence.choices,
        initial=Confidence.MEDIUM,
        help_text=gettext_lazy("Doubtful ratings count, and are marked."),
    )
    rated_on = forms.DateField(label=gettext_lazy("Rated on"), widget=forms.DateInput)
    valid_until = forms.DateField(
        label=gettext_lazy("Holds until"),
        widget=forms.DateInput,
        required=False,
        help_text=gettext_lazy("Leave it empty for the rule of your government."),
    )
    evidence = forms.CharField(
        label=pgettext_lazy("rating", "What it rests on"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For instance what you observed, or the number of the report."),
    )
    file = EvidenceFileField(label=gettext_lazy("Evidence (PDF or photo)"))

    def __init__(self, *args: Any, employee: Any, sources: list[str], chosen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = Competency.objects.of_government(employee.government_id).in_use()
        self.fields["competency"].initial = chosen
        self.fields["source"].choices = [(value, RatingSource(value).label) for value in sources]
        self.fields["rated_on"].initial = today()
        bound_days(self)
        if sources == [RatingSource.SELF]:
            for name in ("valid_until", "rated_on"):
                del self.fields[name]

    def clean_rated_on(self) -> Any:
        day = self.cleaned_data["rated_on"]
        if day > today():
            raise ValidationError(_("A rating can't be made in the future. Correct the date."))
        return day


class TeamRatingForm(PortalForm):
    """One competency for all direct reports, or left out one by one."""

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"level_{person.pk}"] = forms.TypedChoiceField(
                label=_("%(name)s: level") % {"name": person.full_name},
                choices=[("", _("Not rated now")), *level_choices()],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"confidence_{person.pk}"] = forms.ChoiceField(
                label=_("%(name)s: how sure") % {"name": person.full_name},
                choices=Confidence.choices,
                initial=Confidence.MEDIUM,
                required=False,
            )
        self.fields["evidence"] = forms.CharField(
            label=pgettext("rating", "What it rests on"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.prepare_fields()

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(person, self[f"level_{person.pk}"], self[f"confidence_{person.pk}"]) for person in self.people]

    def ratings(self) -> list[tuple[Any, int, str]]:
        data = self.cleaned_data
        return [
            (person, data[f"level_{person.pk}"], data[f"confidence_{person.pk}"] or Confidence.MEDIUM)
            for person in self.people
            if data[f"level_{person.pk}"] is not None
        ]


class ObjectionForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("What is wrong"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )
    claimed_level = forms.TypedChoiceField(
        label=gettext_lazy("Level that would be right"),
        choices=lambda: [("", "–"), *level_choices()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    file = EvidenceFileField(label=gettext_lazy("Evidence (PDF or photo)"))


class DecisionForm(PortalForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("refused", gettext_lazy("The rating stands")),
            ("void", gettext_lazy("The rating is void")),
            ("new", gettext_lazy("The rating is void and replaced by the level below")),
        ],
        widget=forms.RadioSelect,
    )
    new_level = forms.TypedChoiceField(
        label=gettext_lazy("New level"),
        choices=lambda: [("", "–"), *level_choices()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the person"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verdict") == "new" and data.get("new_level") is None:
            self.add_error("new_level", _("Choose the level that replaces the rating."))
        return data


class VoidForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].max_length = 300
        self.fields["reason"].help_text = _("It stays beside the struck-out rating; the person reads it.")
