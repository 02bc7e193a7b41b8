"""Beginning a batch, putting people on it, reasons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.form_rendering import LongSelect
from asn_portal.forms import PortalForm
from careers.enums import BatchKind
from careers.forms.mentoring import ColleagueField
from careers.models import CareerBatch
from employees.dates import today
from employees.fields import IndentedUnitField, PositionField
from employees.models import Employee, Position


class BatchDetailsForm(PortalForm):
    effective_date = forms.DateField(
        label=_("Effective date (TMT)"),
        help_text=_("The first day on which it holds. Rank promotions: the first of a month."),
        widget=forms.DateInput(),
    )
    basis_number = forms.CharField(
        label=_("Number of the decision it rests on"),
        help_text=_("The technical approval of BKN, or for medals the presidential decree."),
        max_length=100,
        required=False,
    )
    basis_date = forms.DateField(label=_("Date of that decision"), widget=forms.DateInput(), required=False)
    late_reason = forms.CharField(
        label=_("Why the effective date lies in the past"),
        help_text=_("Only for a date that has passed."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("effective_date")
        if day is not None and day < today() and not cleaned.get("late_reason"):
            self.add_error("late_reason", _("The effective date has passed. Say why, or choose a later day."))
        return cleaned


class BatchCreateForm(BatchDetailsForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=BatchKind.choices)
    unit = IndentedUnitField(
        queryset=None, label=_("Unit"), help_text=_("Whose people: the unit and everything below it.")
    )

    field_order = ("kind", "unit", "effective_date", "basis_number", "basis_date", "late_reason", "note")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class SignForm(PortalForm):
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False)


class TargetField(PositionField):
    """A position with the unit that it belongs to."""

    widget = LongSelect

    def label_from_instance(self, obj: Position) -> str:
        return f"{obj.title} – {obj.unit.name}"


class LineValuesForm(PortalForm):
    """What HR enters for a person: the new position, or the new base salary. Neither for ranks and medals."""

    position_to = TargetField(label=_("New position"))
    base_salary = forms.DecimalField(
        label=_("New base salary (Rp)"),
        help_text=_(
            "As the salary table in force has it for the rank and the service in the grade. A typed amount takes a "
            "written reason; left empty, the decree refers to the table."
        ),
        max_digits=12,
        decimal_places=0,
        min_value=1,
        required=False,
    )

    def __init__(self, *args: Any, batch: CareerBatch, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if batch.kind == BatchKind.TRANSFER:
            self.fields["position_to"].queryset = positions
        else:
            del self.fields["position_to"]
        if batch.kind != BatchKind.SALARY_STEP:
            del self.fields["base_salary"]


class LineAddForm(LineValuesForm):
    employee = ColleagueField(label=_("Person"), help_text=_("Name or NIP of somebody of the unit."))
    reason = forms.CharField(
        label=_("Why this person"),
        help_text=_("It stays with the batch."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )

    field_order = ("employee", "position_to", "base_salary", "reason")

    def __init__(self, *args: Any, batch: CareerBatch, **kwargs: Any) -> None:
        super().__init__(*args, batch=batch, **kwargs)
        self.fields["employee"].people = Employee.objects.active().filter(unit__path__startswith=batch.unit.path)
