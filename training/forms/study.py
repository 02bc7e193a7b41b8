"""Calls for further education, applications, scores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.forms import NipField, PortalForm, PortalModelForm
from employees.dates import today
from employees.forms.change_request import EvidenceField
from employees.models import Employee, OrganizationalUnit
from training.domain.blind_scoring import weight_fault
from training.enums import Degree
from training.forms.days import bound_days
from training.models import StudyApplication, StudyCall, StudyCriterion, StudyScore

CRITERIA_ROWS = 8


class StudyCallForm(PortalModelForm):
    url = forms.URLField(
        label=gettext_lazy("Address of the provider"), max_length=500, required=False, assume_scheme="https"
    )
    months = forms.IntegerField(
        label=gettext_lazy("Length in months"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("Only where the provider says other than the normal length; needed for a profession."),
    )

    class Meta:
        model = StudyCall
        fields = (
            "unit",
            "title",
            "description",
            "degree",
            "funding",
            "provider",
            "url",
            "is_released",
            "places",
            "opens_on",
            "closes_on",
            "studies_from",
            "documents_asked",
        )
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "documents_asked": forms.Textarea(attrs={"rows": 5}),
        }

    field_order = (*Meta.fields[:4], "months", *Meta.fields[4:])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.on_which(user, Permission.TRAINING_MANAGE)
        self.fields["unit"].queryset = units if self.instance.pk else units.open_on(today())
        if self.instance.pk:
            self.fields["months"].initial = self.instance.months
        bound_days(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes, begins = (data.get(name) for name in ("opens_on", "closes_on", "studies_from"))
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The call ends before it opens. Correct one of the dates."))
        if closes and begins and begins <= closes:
            self.add_error("studies_from", _("The studies begin before the last day to apply. Correct a date."))
        if data.get("degree") == Degree.PROFESSION and not data.get("months"):
            self.add_error("months", _("Enter the months: a profession has no normal length."))
        return data

    def validate_constraints(self) -> None:
        """`clean` already said these, at their fields."""
        if not self.errors:
            super().validate_constraints()

    def call(self) -> StudyCall:
        call = self.save(commit=False)
        call.conditions = {"months": self.cleaned_data["months"]} if self.cleaned_data["months"] else {}
        return call


class CriteriaForm(PortalForm):
    """What reviewers score: names and weights in rows of which some may stay empty."""

    def __init__(self, *args: Any, criteria: Iterable[StudyCriterion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = list(criteria)
        for number in range(1, CRITERIA_ROWS + 1):
            row = there[number - 1] if number <= len(there) else None
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Criterion %(number)s") % {"number": number},
                required=False,
                max_length=150,
                initial=row.name if row else "",
            )
            self.fields[f"weight_{number}"] = forms.IntegerField(
                label=_("Weight of criterion %(number)s") % {"number": number},
                required=False,
                min_value=1,
                max_value=100,
                initial=row.weight if row else None,
            )
        self.prepare_fields()

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"name_{number}"], self[f"weight_{number}"]) for number in range(1, CRITERIA_ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        weights = []
        for number in range(1, CRITERIA_ROWS + 1):
            name, weight = data.get(f"name_{number}"), data.get(f"weight_{number}")
            if name and not weight and f"weight_{number}" not in self.errors:
                self.add_error(f"weight_{number}", _("Give “%(name)s” a weight.") % {"name": name})
            if weight and not name:
                self.add_error(f"name_{number}", _("Name the criterion that has this weight."))
            weights.append(weight or 0)
        if not self.errors and any(weights) and (fault := weight_fault(weights)) is not None:
            # Told, and kept: the call opens when they add up.
            self.difference = fault
        return data

    difference = 0

    def criteria(self) -> list[tuple[str, int]]:
        data = self.cleaned_data
        rows = ((data[f"name_{number}"], data[f"weight_{number}"]) for number in range(1, CRITERIA_ROWS + 1))
        return [(name, weight) for name, weight in rows if name]


class PersonForm(PortalForm):
    """Somebody of the government, by NIP."""

    nip = NipField(help_text=gettext_lazy("18 digits; spaces may be left in."))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.employee: Employee | None = None

    def clean_nip(self) -> str:
        nip: str = self.cleaned_data["nip"]
        self.employee = self.people.filter(nip=nip).select_related("unit", "position", "user").first()
        if self.employee is None:
            raise forms.ValidationError(_("Nobody with this NIP is on record here. Check the digits."))
        return nip


class StudyApplicationForm(PortalModelForm):
    """Everything may be left empty until it is handed in. `asked`: (number, name, is needed) of each document."""

    class Meta:
        model = StudyApplication
        fields = ("university", "programme", "accreditation", "motivation", "after_return")
        widgets = {
            "motivation": forms.Textarea(attrs={"rows": 8}),
            "after_return": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, asked: Iterable[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accreditation"].help_text = _("As the certificate says: Unggul, A, Baik Sekali or B.")
        self.fields["accreditation"].widget.attrs["list"] = "accreditations"
        self.asked = list(asked)
        for item in self.asked:
            self.fields[f"document_{item['number']}"] = EvidenceField(label=item["name"], required=False)
            note = _("PDF or photo, at most 10 MB.") if item["is_needed"] else _("May be left out. PDF or photo.")
            if item["document"] is not None:
                note = _("Attached: %(name)s. A new file takes its place.") % {"name": item["document"].name}
            self.fields[f"document_{item['number']}"].help_text = note
        self.prepare_fields()

    def uploads(self) -> dict[int, Any]:
        return {item["number"]: self.cleaned_data.get(f"document_{item['number']}") for item in self.asked}


class RecommendForm(PortalForm):
    is_recommended = forms.TypedChoiceField(
        label=gettext_lazy("Your word"),
        choices=[("1", gettext_lazy("I recommend it")), ("0", gettext_lazy("I advise against it"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "1",
    )
    text = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The person and the office read it; reviewers don't."),
    )


class LetterForm(PortalForm):
    letter_number = forms.CharField(label=gettext_lazy("Number of the letter"), max_length=100)


class AcceptForm(LetterForm):
    reason = forms.CharField(
        label=gettext_lazy("Why before a higher rank"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only where somebody with a higher rank still waits. Kept in the record of the call."),
    )


class RejectForm(LetterForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the letter. Say what the person can do next."),
    )

    field_order = ("reason", "letter_number")


class ScoreForm(PortalForm):
    """Points from 0 to 100 and a note for each criterion; empty ones may follow later."""

    def __init__(
        self, *args: Any, criteria: Iterable[StudyCriterion], scores: dict[int, StudyScore], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            score = scores.get(criterion.pk)
            self.fields[f"points_{criterion.pk}"] = forms.IntegerField(
                label=criterion.name,
                required=False,
                min_value=0,
                max_value=100,
                initial=score.points if score else None,
                help_text=_("0 to 100; weight %(weight)s %%") % {"weight": criterion.weight},
            )
            self.fields[f"note_{criterion.pk}"] = forms.CharField(
                label=_("Note on “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=score.note if score else "",
            )
        self.prepare_fields()

    def points(self) -> dict[int, tuple[int | None, str]]:
        data = self.cleaned_data
        return {row.pk: (data[f"points_{row.pk}"], data[f"note_{row.pk}"]) for row in self.criteria}
