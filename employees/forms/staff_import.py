"""Uploading a list and saying what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_SHEETS, DocumentRejected, check_upload
from asn_portal.documents.types import accept_attribute
from asn_portal.forms import PortalForm
from employees.domain.staff_import.columns import Column
from employees.fields import IndentedUnitField
from employees.import_texts import COLUMN_LABELS
from employees.models import StaffImport
from employees.services.staff_import.upload import MAXIMUM_SIZE, column_faults


class UploadForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Staff list"),
        help_text=gettext_lazy(
            "An Excel file (.xlsx) or CSV of at most 20 MB, as your office keeps it: titles above the table, "
            "other column names and another order of columns are understood."
        ),
        widget=forms.FileInput(attrs={"accept": accept_attribute(ALLOWED_SHEETS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_upload(file, allowed=ALLOWED_SHEETS, max_size=MAXIMUM_SIZE)
        except DocumentRejected as error:
            raise ValidationError(str(error))
        return file


class ColumnsForm(PortalForm):
    """One choice per column of the sheet."""

    default_unit = IndentedUnitField(
        queryset=None,
        label=gettext_lazy("Unit for rows that name none"),
        required=False,
        empty_label=gettext_lazy("Every row names its unit"),
    )

    def __init__(self, *args: Any, staff_import: StaffImport, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["default_unit"].queryset = units
        self.fields["default_unit"].initial = staff_import.default_unit_id
        choices = [("", _("— not used —")), *((column.value, label) for column, label in COLUMN_LABELS.items())]
        self.columns: list[tuple[str, Sequence[str]]] = []
        for index, title in enumerate(staff_import.headers):
            samples = [row[index] for row in staff_import.samples if index < len(row) and row[index]]
            if not title and not samples:
                continue
            name = f"column_{index}"
            label = title or _("Column %(number)s without title") % {"number": index + 1}
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                initial=staff_import.mapping.get(str(index), ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.columns.append((name, samples))

    @property
    def column_rows(self) -> list[dict[str, Any]]:
        """For the page: each column's field with examples of what stands in it."""
        return [{"field": self[name], "samples": samples} for name, samples in self.columns]

    def mapping(self) -> dict[int, Column]:
        return {
            int(name.removeprefix("column_")): Column(self.cleaned_data[name])
            for name, _samples in self.columns
            if self.cleaned_data.get(name)
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fault in column_faults(self.mapping(), cleaned.get("default_unit")):
            self.add_error(None, fault)
        return cleaned


class SheetChoiceForm(PortalForm):
    """Another sheet, or another row of titles, than the one found."""

    sheet_name = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Row of the column titles"), min_value=1, max_value=50, required=False
    )

    def __init__(self, *args: Any, staff_import: StaffImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet_name"].choices = [(name, name) for name in staff_import.sheet_names]
        self.fields["sheet_name"].initial = staff_import.sheet_name
        self.fields["header_row"].initial = staff_import.header_row
        if len(staff_import.sheet_names) < 2:
            self.fields.pop("sheet_name")


class UndoForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)
