"""Uploading a list and saying what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_SHEETS, DocumentRejected, check_upload
from asn_portal.documents.types import accept_attribute
from asn_portal.forms import PortalForm
from employees.domain.staff_import.columns import Column
from employees.enums import SHEET_KINDS
from employees.fields import IndentedUnitField
from employees.models import StaffImport, StaffImportSheet
from employees.services.staff_import.upload import MAXIMUM_SIZE, column_faults, labels_of, recognised_sheets


class UploadForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Staff list"),
        help_text=gettext_lazy(
            "An Excel file (.xlsx) or CSV of at most 20 MB, as your office keeps it: titles above the table, "
            "other column names and another order of columns are understood. Several sheets with main records and "
            "histories are read together."
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


@dataclass(frozen=True)
class SheetColumns:
    """For the page: the columns of one sheet, each with its field and examples of what stands in it."""

    sheet: StaffImportSheet
    rows: list[dict[str, Any]]
    # Nothing has to be asked about it.
    is_recognised: bool = False

    @property
    def used(self) -> int:
        return len(self.rows) - self.unused

    @property
    def unused(self) -> int:
        return sum(not row["field"].value() for row in self.rows)


class ColumnsForm(PortalForm):
    """One choice per column of each sheet that is read."""

    default_unit = IndentedUnitField(
        queryset=None,
        label=gettext_lazy("Unit for rows that name none"),
        required=False,
        empty_label=gettext_lazy("Every row names its unit"),
    )

    def __init__(
        self, *args: Any, staff_import: StaffImport, sheets: Sequence[StaffImportSheet], units: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = [sheet for sheet in sheets if sheet.kind]
        self.recognised = recognised_sheets(staff_import, self.sheets)
        left = [sheet for sheet in sheets if not sheet.kind and sheet.headers]
        has_units = all(Column.UNIT in sheet.mapping.values() for sheet in self.sheets if sheet.is_main)
        self.is_recognised = bool(self.sheets) and has_units and not left and len(self.recognised) == len(self.sheets)
        if any(sheet.is_main for sheet in self.sheets):
            self.fields["default_unit"].queryset = units
            self.fields["default_unit"].initial = staff_import.default_unit_id
        else:
            del self.fields["default_unit"]
        self.columns: list[tuple[StaffImportSheet, int, str, Sequence[str]]] = []
        for sheet in self.sheets:
            choices = [
                ("", _("— not used —")),
                *((column.value, label) for column, label in labels_of(sheet.kind).items()),
            ]
            for index, title in enumerate(sheet.headers):
                samples = [row[index] for row in sheet.samples if index < len(row) and row[index]]
                if not title and not samples:
                    continue
                name = f"column_{sheet.place}_{index}"
                self.fields[name] = forms.ChoiceField(
                    label=title or _("Column %(number)s without title") % {"number": index + 1},
                    choices=choices,
                    required=False,
                    initial=sheet.mapping.get(str(index), ""),
                    widget=forms.Select(attrs={"class": "form-select"}),
                )
                self.columns.append((sheet, index, name, samples))

    @property
    def sheet_columns(self) -> list[SheetColumns]:
        return [
            SheetColumns(
                sheet,
                [
                    {"field": self[name], "samples": samples}
                    for owner, _index, name, samples in self.columns
                    if owner is sheet
                ],
                sheet.pk in self.recognised,
            )
            for sheet in self.sheets
        ]

    def mappings(self) -> dict[int, dict[int, str]]:
        """What the columns hold, by the key of the sheet."""
        found: dict[int, dict[int, str]] = {sheet.pk: {} for sheet in self.sheets}
        for sheet, index, name, _samples in self.columns:
            if self.cleaned_data.get(name):
                found[sheet.pk][index] = self.cleaned_data[name]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        mappings = self.mappings()
        for sheet in self.sheets:
            named = sheet.name if len(self.sheets) > 1 else ""
            for fault in column_faults(sheet.kind, mappings[sheet.pk], cleaned.get("default_unit"), named):
                self.add_error(None, fault)
        return cleaned


class SheetChoiceForm(PortalForm):
    """What a sheet holds, and in which row its titles stand."""

    place = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label=gettext_lazy("What the sheet holds"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Row of the column titles"), min_value=1, max_value=50, required=False
    )

    def __init__(self, *args: Any, sheet: StaffImportSheet | None = None, **kwargs: Any) -> None:
        self.title = sheet.name if sheet is not None else ""
        if sheet is not None:
            row = sheet.header_row if sheet.headers else None
            kwargs["initial"] = {"place": sheet.place, "kind": sheet.kind, "header_row": row}
            kwargs["auto_id"] = f"id_sheet_{sheet.place}_%s"
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("— left out —")), *SHEET_KINDS]


class UndoForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=250)
