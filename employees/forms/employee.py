"""Main data, and what adds to or corrects the histories."""

from __future__ import annotations

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_IMAGES
from asn_portal.forms import NipField, PhoneField, PortalForm, PortalModelForm
from employees.dates import day_after, today
from employees.domain.entry_rules import MAIN_DAYS, main_faults
from employees.domain.identity import InvalidNik, InvalidNip, parse_nik, parse_nip
from employees.enums import PNS_RANKS, PPPK_RANKS, AssignmentKind, EmploymentType
from employees.fields import IndentedUnitField, PositionField
from employees.forms.history import REASON, PaperForm, ScanField
from employees.models import EducationHistory, Employee, Position, PositionHistory
from employees.services.employee import SENSITIVE_FIELDS
from employees.texts.identity import identity_text
from employees.texts.main_data import main_fault_text


def _sensitive_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _digits(text: str, lengths: tuple[int, ...], sentence: str) -> str:
    """A number without the signs that people write between its digits."""
    digits = re.sub(r"[\s.\-]", "", text)
    if digits and (not digits.isascii() or not digits.isdigit() or len(digits) not in lengths):
        raise ValidationError(sentence)
    return digits


# How the form is laid out: what stands side by side.
GROUPS: tuple[tuple[Any, tuple[tuple[str, ...], ...]], ...] = (
    (
        gettext_lazy("Person"),
        (
            ("nip", "employment_type"),
            ("name",),
            ("front_title", "back_title"),
            ("birth_place", "birth_date"),
            ("sex", "religion", "marital_status"),
            ("education",),
        ),
    ),
    (gettext_lazy("Placement"), (("position", "position_since"), ("rank", "rank_since"))),
    (gettext_lazy("Contact"), (("phone", "email"), ("official_email",), ("address", "postal_code"))),
    (gettext_lazy("Numbers"), (("nik",), ("npwp", "bpjs"), ("old_nip", "karpeg_number", "taspen_number"))),
    (
        gettext_lazy("Appointment"),
        (
            ("cpns_since", "cpns_decree_number", "cpns_decree_date"),
            ("pns_since", "pns_decree_number", "pns_decree_date"),
        ),
    ),
    ("", (("photo",), ("reason",))),
)


class MainDataForm(PortalModelForm):
    """What stands on the identity card and in the decree of appointment."""

    nip = NipField()
    nik = _sensitive_field("NIK")
    npwp = _sensitive_field("NPWP")
    bpjs = _sensitive_field(gettext_lazy("BPJS number"))
    phone = PhoneField(label=gettext_lazy("Mobile phone"), required=False)

    class Meta:
        model = Employee
        fields = (
            "nip",
            "name",
            "front_title",
            "back_title",
            "employment_type",
            "sex",
            "birth_place",
            "birth_date",
            "religion",
            "marital_status",
            "education",
            "phone",
            "email",
            "official_email",
            "address",
            "postal_code",
            "cpns_since",
            "cpns_decree_number",
            "cpns_decree_date",
            "pns_since",
            "pns_decree_number",
            "pns_decree_date",
            "old_nip",
            "karpeg_number",
            "taspen_number",
        )

    def clean_nip(self) -> str:
        number: str = self.cleaned_data["nip"]
        try:
            parse_nip(number)
        except InvalidNip as fault:
            raise ValidationError(identity_text("nip", fault.code, fault.found))
        return number

    def clean_nik(self) -> str:
        text = self.cleaned_data["nik"]
        if not text:
            return ""
        try:
            return parse_nik(text).number
        except InvalidNik as fault:
            raise ValidationError(identity_text("nik", fault.code, fault.found))

    def clean_npwp(self) -> str:
        return _digits(self.cleaned_data["npwp"], (15, 16), _("An NPWP has 15 or 16 digits."))

    def clean_bpjs(self) -> str:
        return _digits(self.cleaned_data["bpjs"], (13,), _("A BPJS number has 13 digits."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        employment, nip = cleaned.get("employment_type"), cleaned.get("nip")
        if employment and nip and parse_nip(nip).kind is not EmploymentType(employment).regime:
            self.add_error(
                "employment_type",
                _("By digits 13–14 the NIP is that of a %(kind)s. Correct the employment or the NIP.")
                % {"kind": parse_nip(nip).kind.value},
            )
        days = {name: cleaned.get(name) for name in MAIN_DAYS}
        for name, fault in main_faults(days, on=today()).items():
            self.add_error(name, main_fault_text(fault, cleaned[name]))
        return cleaned

    @cached_property
    def helper(self) -> FormHelper:
        helper = super().helper
        shown = [(title, [[name for name in row if name in self.fields] for row in rows]) for title, rows in GROUPS]
        helper.layout = Layout(
            *(
                Fieldset(title, *(Row(*(Column(name) for name in row)) for row in rows if row))
                for title, rows in shown
                if any(rows)
            )
        )
        return helper

    def main_data(self) -> dict[str, Any]:
        """What the services take; a sensitive number left empty stays as it is."""
        main = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}  # type: ignore[misc]
        return main | {name: self.cleaned_data[name] for name in SENSITIVE_FIELDS if self.cleaned_data[name]}


class EmployeeCorrectForm(MainDataForm):
    photo = ScanField(
        label=gettext_lazy("Replace the photograph"),
        allowed=ALLOWED_IMAGES,
        help_text=gettext_lazy("A portrait, JPEG or PNG, at most 10 MB. It is kept at 600 × 800 points."),
    )
    reason = forms.CharField(**REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SENSITIVE_FIELDS:
            if masked := getattr(self.instance, f"masked_{name}"):
                self.fields[name].help_text = _("Leave empty to keep %(masked)s.") % {"masked": masked}
        if EducationHistory.objects.valid().filter(employee=self.instance.pk).exists():
            # Follows from the history of education, which has its own page.
            del self.fields["education"]


class UnitChoiceForm(PortalForm):
    """Which unit's positions the next form offers; sent by GET."""

    unit = IndentedUnitField(queryset=None, label=gettext_lazy("Unit"), empty_label=gettext_lazy("Choose a unit"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class PlacementMixin(forms.Form):
    position = PositionField(label=gettext_lazy("Position"), empty_label=gettext_lazy("Choose a position"))

    def __init__(self, *args: Any, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = positions


class EmployeeCreateForm(PlacementMixin, MainDataForm):
    position_since = forms.DateField(label=gettext_lazy("In this position since"), widget=forms.DateInput)
    rank = forms.ChoiceField(label=gettext_lazy("Rank"), required=False)
    rank_since = forms.DateField(label=gettext_lazy("Rank since"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].choices = [
            ("", "—"),
            ("PNS", [(rank.code, str(rank)) for rank in PNS_RANKS]),
            ("PPPK", [(rank.code, str(rank)) for rank in PPPK_RANKS]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("rank") and not cleaned.get("rank_since"):
            self.add_error("rank_since", _("Enter the date from which the rank holds."))
        return cleaned


class TransferForm(PlacementMixin, PaperForm):
    effective_date = forms.DateField(
        label=gettext_lazy("Effective date (TMT)"),
        widget=forms.DateInput,
        help_text=gettext_lazy("The first day in the new position. A day in the future takes effect on that day."),
    )
    note = None
    reason = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("position", "effective_date", "decree_number", "decree_date", "scan", "reason")


class ActingForm(PlacementMixin, PaperForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of assignment"),
        choices=[choice for choice in AssignmentKind.choices if choice[0] != AssignmentKind.DEFINITIVE],
    )
    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=gettext_lazy("Until and including"),
        required=False,
        widget=forms.DateInput,
        help_text=gettext_lazy("Leave empty while the end is open."),
    )

    field_order = ("position", "kind", "start", "last_day", "decree_number", "decree_date", "scan", "note")

    def clean(self) -> dict[str, Any]:
        return _check_last_day(self, super().clean() or self.cleaned_data)


class HistoryCorrectForm(PaperForm):
    """Dates and paper; subclasses add what the history is about."""

    start = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput)
    last_day = forms.DateField(
        label=gettext_lazy("Until and including"),
        required=False,
        widget=forms.DateInput,
        help_text=gettext_lazy("Empty: it runs on."),
    )
    reason = forms.CharField(**REASON)

    def clean(self) -> dict[str, Any]:
        return _check_last_day(self, super().clean() or self.cleaned_data)

    def changes(self, row: Any, what: str) -> dict[str, Any]:
        """Only what differs from the row, in the words of `correct_history`."""
        wanted = {
            what: self.cleaned_data[what],
            "period": (self.cleaned_data["start"], day_after(self.cleaned_data["last_day"])),
            "decree_number": self.cleaned_data["decree_number"],
            "decree_date": self.cleaned_data["decree_date"],
            "note": self.cleaned_data["note"],
        }
        current = {
            what: getattr(row, what),
            "period": (row.period.lower, row.period.upper),
            "decree_number": row.decree_number,
            "decree_date": row.decree_date,
            "note": row.note,
        }
        return {name: value for name, value in wanted.items() if value != current[name]}


class PositionCorrectForm(HistoryCorrectForm):
    position = PositionField(label=gettext_lazy("Position"), empty_label=None)

    field_order = ("position", "start", "last_day", "decree_number", "decree_date", "scan", "note", "reason")

    def __init__(self, *args: Any, row: PositionHistory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = Position.objects.filter(unit=row.position.unit_id).order_by(
            "-is_head", "title"
        )


class NumbersReasonForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Why do you need the numbers in full?"),
        min_length=10,
        max_length=250,
        help_text=gettext_lazy("The person can read this, with your name and the time."),
    )


def _check_last_day(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    start, last = cleaned.get("start"), cleaned.get("last_day")
    if start and last and last < start:
        form.add_error("last_day", _("The last day lies before the first. Correct one of them."))
    return cleaned
