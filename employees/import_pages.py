"""What the import pages and files show, gathered from the stored rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.crypto import decrypt
from employees.domain.staff_import.columns import Column
from employees.enums import EducationLevel, EmploymentType, ImportAction, ImportOutcome, LegalStatus, Sex
from employees.import_texts import COLUMN_LABELS, ProblemText, describe
from employees.models import Employee, OrganizationalUnit, StaffImport, StaffImportRow
from employees.services.staff_import.sheet import shown

LABELS_OF_VALUES: dict[str, Any] = {
    "employment_type": EmploymentType,
    "education": EducationLevel,
    "status": LegalStatus,
    "sex": Sex,
}
# Values that say nothing on a page.
HIDDEN = frozenset({"nik_encrypted", "position_type", "functional_level", "echelon"})

COLUMN_ORDER = {column.value: place for place, column in enumerate(Column)}


@dataclass(frozen=True)
class ProblemLine:
    row: StaffImportRow
    problems: list[ProblemText]
    note: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """A row with what it would set: [(label, old, new)]."""

    row: StaffImportRow
    changes: list[tuple[str, str, str]]


def problem_lines(rows: Iterable[StaffImportRow]) -> list[ProblemLine]:
    return [
        ProblemLine(
            row,
            [describe(problem) for problem in row.problems],
            row.get_outcome_display() if row.outcome in {ImportOutcome.REFUSED, ImportOutcome.KEPT} else "",
        )
        for row in rows
    ]


def change_lines(rows: Iterable[StaffImportRow]) -> list[ChangeLine]:
    rows = list(rows)
    units = dict(
        OrganizationalUnit.objects.filter(
            pk__in={row.values["unit"] for row in rows if "unit" in row.values}
        ).values_list("pk", "name")
    )
    employees = {
        employee.pk: employee
        for employee in Employee.objects.with_place().filter(
            pk__in=[row.employee_id for row in rows if row.action == ImportAction.UPDATE]
        )
    }
    return [ChangeLine(row, _changes(row, employees.get(row.employee_id), units)) for row in rows]


def _changes(row: StaffImportRow, employee: Employee | None, units: dict[int, str]) -> list[tuple[str, str, str]]:
    changes = []
    for name in sorted(row.values, key=_column_order):
        new = row.values[name]
        if name in HIDDEN or (name in {"name", "nip"} and row.action == ImportAction.INSERT):
            continue
        if name == "nik_hash":
            changes.append((str(COLUMN_LABELS[Column.NIK]), "", _("encrypted")))
            continue
        label = COLUMN_LABELS.get(Column(name)) if name in Column._value2member_map_ else name
        if employee is None or row.outcome:
            old = row.before.get("main", {}).get(name, "") if row.before else ""
        else:
            old = _current(employee, name)
        changes.append((str(label), _worded(name, old, units), _worded(name, new, units)))
    return changes


def _column_order(name: str) -> int:
    """The order of our fields; the database does not keep that of the sheet."""
    return COLUMN_ORDER.get(name, len(COLUMN_ORDER))


def _current(employee: Employee, name: str) -> Any:
    if name == "position":
        return employee.position.title if employee.position else ""
    if name == "position_since":
        return ""
    if name == "unit":
        return employee.unit.name
    return getattr(employee, name, "")


def _worded(name: str, value: Any, units: dict[int, str]) -> str:
    if value in ("", None):
        return ""
    if name == "unit":
        return units.get(value, str(value)) if isinstance(value, int) else str(value)
    if name in LABELS_OF_VALUES and value in LABELS_OF_VALUES[name].values:
        return str(LABELS_OF_VALUES[name](value).label)
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" == value[7:8]:
        value = datetime.date.fromisoformat(value)
    return shown(value)


def bad_rows_sheet(staff_import: StaffImport) -> tuple[list[str], Iterator[list[Any]], set[str]]:
    """Titles, rows and text columns of the file with the refused rows."""
    headers = [title or f"{_('Column')} {index + 1}" for index, title in enumerate(staff_import.headers)]
    kept_as_text = {
        headers[int(index)]
        for index, name in staff_import.mapping.items()
        if name in {Column.NIP, Column.NIK, Column.PHONE} and int(index) < len(headers)
    }

    def rows() -> Iterator[list[Any]]:
        for row in staff_import.rows.filter(action=ImportAction.REFUSE).order_by("number").iterator(chunk_size=2000):
            problems = [describe(problem) for problem in row.problems]
            cells = [_cell(cell) for cell in row.cells or []]
            cells += [None] * (len(headers) - len(cells))
            yield [*cells[: len(headers)], row.number, "\n".join(map(str, problems))]

    return [*headers, _("Row in the file"), _("What is wrong")], rows(), kept_as_text


def _cell(stored: Any) -> Any:
    if isinstance(stored, dict):
        return decrypt(stored["encrypted"])
    if isinstance(stored, str) and len(stored) == 10 and stored[4:5] == "-" == stored[7:8]:
        try:
            return datetime.date.fromisoformat(stored)
        except ValueError:
            return stored
    return stored


TEMPLATE = (
    ("NIP", "198501152010011003", "199203082022212007"),
    ("Nama Lengkap", "Siti Rahmawati", "Budi Siregar"),
    ("Gelar Depan", "", "Ir."),
    ("Gelar Belakang", "S.Sos.", ""),
    ("Tempat Lahir", "Medan", "Binjai"),
    ("Tanggal Lahir", datetime.date(1985, 1, 15), datetime.date(1992, 3, 8)),
    ("L/P", "L", "P"),
    ("NIK", "1271051501850003", "1271054803920001"),
    ("Status", "PNS", "PPPK"),
    ("Gol/Ruang", "III/c", "IX"),
    ("TMT Golongan", datetime.date(2022, 4, 1), datetime.date(2022, 3, 1)),
    ("Jenis Jabatan", "Struktural", "Fungsional"),
    ("Jabatan", "Kepala Seksi Pemerintahan", "Analis SDM Aparatur Ahli Pertama"),
    ("TMT Jabatan", datetime.date(2021, 1, 4), datetime.date(2022, 3, 1)),
    ("Unit Kerja", "Kelurahan Belawan I", "Kecamatan Medan Belawan"),
    ("Pendidikan Terakhir", "S-1", "S-1"),
    ("No. HP", "081234567890", "081298765432"),
    ("Email", "siti.rahmawati@example.go.id", ""),
)


def template_rows() -> tuple[list[str], Iterator[list[Any]], set[str]]:
    """Titles and two examples, which are to be deleted before use."""
    headers = [column[0] for column in TEMPLATE]
    rows = ([column[example] for column in TEMPLATE] for example in (1, 2))
    return headers, rows, {"NIP", "NIK", "No. HP"}
