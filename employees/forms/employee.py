"""Main data, and what adds to or corrects the histories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import NipField, PhoneField, PortalForm, PortalModelForm
from employees.dates import day_after
from employees.domain.identity import InvalidNik, InvalidNip, parse_nik, parse_nip
from employees.enums import PNS_RANKS, PPPK_RANKS, AssignmentKind, EmploymentType, Regime
from employees.fields import IndentedUnitField, PositionField
from employees.identity_texts import identity_text
from employees.models import Employee, Position, PositionHistory, RankHistory

REASON = {
    "label": gettext_lazy("Reason"),
    "max_length": 250,
    "widget": forms.Textarea(attrs={"rows": 2}),
    "help_text": gettext_lazy("For instance: birth date corrected by court decision 12/2026. The person can read it."),
}


def rank_choices(employment_type: str) -> list[tuple[str, str]]:
    ranks = PNS_RANKS if EmploymentType(employment_type).regime is Regime.PNS else PPPK_RANKS
    return [("", "—"), *((rank.code, str(rank)) for rank in ranks)]


class MainDataForm(PortalModelForm):
    """What stands on the identity card and in the decree of appointment."""

    nip = NipField()
    nik = forms.CharField(
        label=gettext_lazy("NIK"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
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
            "education",
            "phone",
            "email",
        )

    field_order = ("nip", "nik", "name", "front_title", "back_title")

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        employment, nip = cleaned.get("employment_type"), cleaned.get("nip")
        if employment and nip and parse_nip(nip).kind is not EmploymentType(employment).regime:
            self.add_error(
                "employment_type",
                _("By digits 13–14 the NIP is that of a %(kind)s. Correct the employment or the NIP.")
                % {"kind": parse_nip(nip).kind.value},
            )
        return cleaned

    def main_data(self) -> dict[str, Any]:
        """What the services take; a NIK left empty stays as it is."""
        main = {name: self.cleaned_data[name] for name in (*self._meta.fields, "nik")}  # type: ignore[misc]
        if not main["nik"]:
            del main["nik"]
        return main


class EmployeeCorrectForm(MainDataForm):
    reason = forms.CharField(**REASON)

    class Meta(MainDataForm.Meta):
        fields = (*MainDataForm.Meta.fields, "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.nik_encrypted:
            self.fields["nik"].help_text = _("Leave empty to keep %(masked)s.") % {"masked": self.instance.masked_nik}


class UnitChoiceForm(PortalForm):
    """Which unit's positions the next form offers; sent by GET."""

    unit = IndentedUnitField(queryset=None, label=gettext_lazy("Unit"), empty_label=gettext_lazy("Choose a unit"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DecreeForm(PortalForm):
    """The decree on which an entry rests."""

    decree_number = forms.CharField(label=gettext_lazy("Decree number"), required=False, max_length=100)
    decree_date = forms.DateField(label=gettext_lazy("Decree date"), required=False, widget=forms.DateInput)


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


class TransferForm(PlacementMixin, DecreeForm):
    effective_date = forms.DateField(
        label=gettext_lazy("Effective date (TMT)"),
        widget=forms.DateInput,
        help_text=gettext_lazy("The first day in the new position. A day in the future takes effect on that day."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=250, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("position", "effective_date", "decree_number", "decree_date", "reason")


class RankForm(DecreeForm):
    rank = forms.ChoiceField(label=gettext_lazy("New rank"))
    effective_date = forms.DateField(label=gettext_lazy("Effective date (TMT)"), widget=forms.DateInput)

    field_order = ("rank", "effective_date", "decree_number", "decree_date")

    def __init__(self, *args: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].choices = rank_choices(employee.employment_type)


class ActingForm(PlacementMixin, DecreeForm):
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

    field_order = ("position", "kind", "start", "last_day", "decree_number", "decree_date")

    def clean(self) -> dict[str, Any]:
        return _check_last_day(self, super().clean() or self.cleaned_data)


class HistoryCorrectForm(DecreeForm):
    """Dates and decree; subclasses add what the history is about."""

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
        }
        current = {
            what: getattr(row, what),
            "period": (row.period.lower, row.period.upper),
            "decree_number": row.decree_number,
            "decree_date": row.decree_date,
        }
        return {name: value for name, value in wanted.items() if value != current[name]}


class RankCorrectForm(HistoryCorrectForm):
    rank = forms.ChoiceField(label=gettext_lazy("Rank"))

    field_order = ("rank", "start", "last_day", "decree_number", "decree_date", "reason")

    def __init__(self, *args: Any, row: RankHistory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].choices = rank_choices(row.employee.employment_type)[1:]


class PositionCorrectForm(HistoryCorrectForm):
    position = PositionField(label=gettext_lazy("Position"), empty_label=None)

    field_order = ("position", "start", "last_day", "decree_number", "decree_date", "reason")

    def __init__(self, *args: Any, row: PositionHistory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = Position.objects.filter(unit=row.position.unit_id).order_by(
            "-is_head", "title"
        )


class NikReasonForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Why do you need the full NIK?"),
        min_length=10,
        max_length=250,
        help_text=gettext_lazy("The person can read this, with your name and the time."),
    )


def _check_last_day(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    start, last = cleaned.get("start"), cleaned.get("last_day")
    if start and last and last < start:
        form.add_error("last_day", _("The last day lies before the first. Correct one of them."))
    return cleaned
