"""What the import pages and files show, gathered from the stored rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.crypto import decrypt
from asn_portal.tabular.writing import Page
from employees.domain.staff_import.cells import shown
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.entry_columns import EntryColumn, column_of
from employees.enums import (
    EducationLevel,
    EmploymentType,
    HistoryKind,
    ImportAction,
    ImportOutcome,
    LegalStatus,
    MaritalStatus,
    Religion,
    Sex,
)
from employees.histories import HISTORIES, History
from employees.models import Employee, OrganizationalUnit, StaffImport, StaffImportRow, StaffImportSheet
from employees.texts.import_entries import entry_label
from employees.texts.staff_import import COLUMN_LABELS, ProblemText, describe

LABELS_OF_VALUES: dict[str, Any] = {
    "employment_type": EmploymentType,
    "education": EducationLevel,
    "status": LegalStatus,
    "sex": Sex,
    "religion": Religion,
    "marital_status": MaritalStatus,
}
# Values that say nothing on a page.
HIDDEN = frozenset(
    {"nik_encrypted", "npwp_encrypted", "bpjs_encrypted", "position_type", "functional_level", "echelon"}
)
SENSITIVE = {"nik_hash": Column.NIK, "npwp_hash": Column.NPWP, "bpjs_hash": Column.BPJS}

TEXT_COLUMNS = frozenset(
    {
        Column.NIP,
        Column.NIK,
        Column.PHONE,
        Column.NPWP,
        Column.BPJS,
        Column.OLD_NIP,
        Column.POSTAL_CODE,
        Column.SIASN_ID,
        EntryColumn.PNS_ID,
    }
)
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


@dataclass(frozen=True)
class ConflictLine:
    """A row with what others changed after its export: [(label, then, in the file, now)]."""

    row: StaffImportRow
    changes: list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    count: Any


def row_tabs(counts: dict[str, Any]) -> list[Tab]:
    """The kinds of rows with their numbers, people and entries together."""
    entries = counts.get("entries", {})

    def both(action: str) -> int:
        return int(counts.get(action, 0) + entries.get(action, 0))

    tabs = [
        Tab("errors", _("Errors"), counts.get("errors", 0)),
        Tab("warnings", _("Warnings"), counts.get("warnings", 0)),
        Tab("new", _("New"), both(ImportAction.INSERT)),
        Tab("changes", _("Changes"), both(ImportAction.UPDATE)),
    ]
    if counts.get("conflicts"):
        tabs.append(Tab("conflicts", _("Conflicts"), counts["conflicts"]))
    if counts.get("kept") or counts.get("refused_late"):
        tabs.append(Tab("kept", _("Kept or left out"), ""))
    return tabs


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
            pk__in=[row.employee_id for row in rows if row.action == ImportAction.UPDATE and row.sheet.is_main]
        )
    }
    entries = _corrected_entries(rows)
    return [
        ChangeLine(
            row,
            _changes(row, employees.get(row.employee_id), units)
            if row.sheet.is_main
            else _entry_changes(row, entries.get((row.sheet.kind, row.before.get("target"))), units),
        )
        for row in rows
    ]


def conflict_lines(rows: Iterable[StaffImportRow]) -> list[ConflictLine]:
    """Rows whose record others changed after the list was exported."""
    rows = list(rows)
    stored = [row.before[name] for row in rows for name in ("conflict", "exported", "portal")]
    units = dict(
        OrganizationalUnit.objects.filter(pk__in={each["unit"] for each in stored if each.get("unit")}).values_list(
            "pk", "name"
        )
    )
    return [ConflictLine(row, _conflicts(row, units)) for row in rows]


def _conflicts(row: StaffImportRow, units: dict[int, str]) -> list[tuple[str, str, str, str]]:
    file, exported, portal = (row.before[name] for name in ("conflict", "exported", "portal"))
    found = []
    for name in sorted(portal, key=_column_order):
        if name in SENSITIVE:
            hidden = _("encrypted")
            found.append((str(COLUMN_LABELS[SENSITIVE[name]]), hidden, hidden, hidden))
            continue
        if row.sheet.is_main:
            label = COLUMN_LABELS[Column(name)] if name in Column._value2member_map_ else name
            words = [_worded(name, each.get(name), units) for each in (exported, file, portal)]
        else:
            history = HISTORIES[HistoryKind(row.sheet.kind)]
            column = column_of(history.kind, name)
            if column is None:
                continue
            label = entry_label(history.kind, column)
            words = [_entry_worded(history, name, each.get(name), units) for each in (exported, file, portal)]
        found.append((str(label), words[0], words[1], words[2]))
    return found


def _corrected_entries(rows: list[StaffImportRow]) -> dict[tuple[str, Any], Any]:
    """The entries that rows correct, by kind and key."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        if "target" in row.before:
            wanted.setdefault(row.sheet.kind, []).append(row.before["target"])
    return {
        (kind, pk): entry
        for kind, keys in wanted.items()
        for pk, entry in HISTORIES[HistoryKind(kind)].model.objects.in_bulk(keys).items()
    }


def _entry_changes(row: StaffImportRow, entry: Any, units: dict[int, str]) -> list[tuple[str, str, str]]:
    history = HISTORIES[HistoryKind(row.sheet.kind)]
    changes = []
    is_year_only = row.values.get("is_year_only") is True
    for name, value in row.values.items():
        if name == "date" and is_year_only:
            # Its last day stands for the year.
            changes.append((str(entry_label(history.kind, EntryColumn.YEAR)), "", value[:4]))
            continue
        column = column_of(history.kind, name)
        if column is None or name in HIDDEN or name == "siasn_id":
            continue
        old = _entry_worded(history, name, _entry_value(entry, name), units) if entry is not None else ""
        changes.append((str(entry_label(history.kind, column)), old, _entry_worded(history, name, value, units)))
    return changes


def _entry_value(entry: Any, name: str) -> Any:
    if name == "start":
        return entry.period.lower
    if name == "until":
        return entry.period.upper
    if name == "unit":
        return entry.position.unit.name
    return entry.position.title if name == "position" else getattr(entry, name)


def _entry_worded(history: History, name: str, value: Any, units: dict[int, str]) -> str:
    if value in ("", None):
        return ""
    if name == "until":
        last = datetime.date.fromisoformat(str(value)) - datetime.timedelta(days=1)
        return shown(last)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name not in {"start", "unit", "position"}:
        choices = dict(history.model._meta.get_field(name).flatchoices)
        if value in choices:
            return str(choices[value])
    return _worded(name, value, units)


def _changes(row: StaffImportRow, employee: Employee | None, units: dict[int, str]) -> list[tuple[str, str, str]]:
    changes = []
    for name in sorted(row.values, key=_column_order):
        new = row.values[name]
        if name in HIDDEN or (name in {"name", "nip"} and row.action == ImportAction.INSERT):
            continue
        if name in SENSITIVE:
            changes.append((str(COLUMN_LABELS[SENSITIVE[name]]), "", _("encrypted")))
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
    if name == "phone":
        # As long as a number of insurance, but no secret here.
        return str(value)
    if name == "unit":
        return units.get(value, str(value)) if isinstance(value, int) else str(value)
    if name in LABELS_OF_VALUES and value in LABELS_OF_VALUES[name].values:
        return str(LABELS_OF_VALUES[name](value).label)
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" == value[7:8]:
        value = datetime.date.fromisoformat(value)
    return shown(value)


def bad_rows_sheets(staff_import: StaffImport) -> Iterator[Page]:
    """The refused rows of each sheet that has some, with what is wrong."""
    for sheet in staff_import.sheets.exclude(kind=""):
        if not sheet.counts.get(ImportAction.REFUSE):
            continue
        headers = [title or _("Column %(number)s") % {"number": index + 1} for index, title in enumerate(sheet.headers)]
        kept_as_text = {
            headers[int(index)]
            for index, name in sheet.mapping.items()
            if name in TEXT_COLUMNS and int(index) < len(headers)
        }
        titles = [*headers, _("Row in the file"), _("What is wrong")]
        yield Page(sheet.name or _("Refused rows"), titles, _bad_rows(sheet, len(headers)), kept_as_text)


def _bad_rows(sheet: StaffImportSheet, width: int) -> Iterator[list[Any]]:
    for row in sheet.rows.filter(action=ImportAction.REFUSE).order_by("number").iterator(chunk_size=2000):
        problems = [describe(problem) for problem in row.problems]
        cells = [_cell(cell) for cell in row.cells or []]
        cells += [None] * (width - len(cells))
        yield [*cells[:width], row.number, "\n".join(map(str, problems))]


def _cell(stored: Any) -> Any:
    if isinstance(stored, dict):
        return decrypt(stored["encrypted"])
    if isinstance(stored, str) and len(stored) == 10 and stored[4:5] == "-" == stored[7:8]:
        try:
            return datetime.date.fromisoformat(stored)
        except ValueError:
            return stored
    return stored
