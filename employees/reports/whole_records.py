"""Whole records as a workbook: a sheet of main records and one for each history, as the import reads them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from django.db.models import BooleanField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.tabular.writing import Page, PageWriter, WorkbookWriter
from employees.dates import today
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.entry_columns import ENTRY_SHEETS, RENAMED
from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.enums import Echelon, HistoryKind
from employees.histories import HISTORIES, History
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory
from employees.texts.import_entries import SHEET_TITLES, entry_label
from employees.texts.record import last_day
from employees.texts.staff_import import COLUMN_LABELS

BATCH = 500
# Columns of SIASN that say what others of ours say too.
LEFT_OUT = frozenset(
    {
        C.PNS_ID,
        C.RESULT,
        C.BEHAVIOUR,
        C.MAIN_POINTS,
        C.SUPPORTING_POINTS,
        C.FIRST_MONTH,
        C.FIRST_YEAR,
        C.LAST_MONTH,
        C.LAST_YEAR,
        C.LENGTH_YEARS,
        C.LENGTH_MONTHS,
    }
)
MAIN_COLUMNS = tuple(column for column in Column if column not in {Column.BIRTH_PLACE_AND_DATE, Column.RETIRES_ON})
SENSITIVE = frozenset({Column.NIK, Column.NPWP, Column.BPJS})
CHOICES = frozenset(
    {Column.SEX, Column.EMPLOYMENT, Column.STATUS, Column.EDUCATION, Column.RELIGION, Column.MARITAL_STATUS}
)
TEXT = frozenset({Column.NIP, Column.PHONE, Column.POSTAL_CODE, Column.OLD_NIP, Column.SIASN_ID, *SENSITIVE})
FIELDS = {(kind, column): name for (kind, name), column in RENAMED.items()}


# Key, name and the path of the unit of somebody whose record was taken.
Taken = tuple[int, str, str]


def write_records(
    stream: BinaryIO,
    employees: Any,
    *,
    user: Any,
    reveal: bool = False,
    on_batch: Callable[[int], None] | None = None,
) -> tuple[list[Taken], list[Taken]]:
    """Write the records of `employees`, which `user` may edit, in batches. Sensitive numbers are masked; with `reveal`
    they stand in full where the user may see them.

    Returns whose records they are: those with the numbers masked, and those with the numbers in full.
    """
    scope = scope_of(user)
    histories = [
        history
        for history in HISTORIES.values()
        if history.kind is not HistoryKind.DISCIPLINE or scope.has(Permission.DISCIPLINE_VIEW)
    ]
    names = dict(OrganizationalUnit.objects.visible_to(user).values_list("path", "name"))
    keys = list(employees.values_list("pk", flat=True))
    masked: list[Taken] = []
    revealed: list[Taken] = []
    with WorkbookWriter(stream) as book:
        people = book.add(
            Page(
                str(SHEET_TITLES["main"]),
                [COLUMN_LABELS[column] for column in MAIN_COLUMNS],
                text_columns={str(COLUMN_LABELS[column]) for column in TEXT},
            )
        )
        main = _main_values(names)
        pages = [
            (
                history,
                [_entry_value(history, column, names) for column in entry_columns(history.kind)],
                _page(book, history),
            )
            for history in histories
        ]
        for begin in range(0, len(keys), BATCH):
            batch = keys[begin : begin + BATCH]
            found = Employee.objects.with_place().in_bulk(batch)
            ordered = [found[key] for key in batch if key in found]
            since = _places_since(batch)
            for employee in ordered:
                is_shown = reveal and scope.covers(Permission.EMPLOYEE_SENSITIVE, employee.unit.path)
                taken = revealed if is_shown else masked
                taken.append((employee.pk, employee.full_name, employee.unit.path))
                people.append([value(employee, since.get(employee.pk), is_shown) for value in main])
            for history, values, page in pages:
                _write_entries(page, history, values, found, ordered, user)
            if on_batch is not None:
                on_batch(len(batch))
    return masked, revealed


def file_name() -> str:
    return f"pegawai-lengkap-{timezone.localdate():%Y-%m-%d}.xlsx"


def list_address(filters: str) -> str:
    """The staff list with these filters."""
    return f"{reverse('employees:employee-list')}?{filters}"


def entry_columns(kind: HistoryKind) -> list[C]:
    """The columns of a history in an export."""
    return [column for field in ENTRY_SHEETS[kind].fields if (column := C(field.name)) not in LEFT_OUT]


def _page(book: WorkbookWriter, history: History) -> PageWriter:
    labels = [entry_label(history.kind, column) for column in entry_columns(history.kind)]
    return book.add(Page(str(SHEET_TITLES[history.kind.value]), labels, text_columns={str(COLUMN_LABELS[Column.NIP])}))


def _write_entries(
    page: PageWriter,
    history: History,
    values: list[Callable[[Any, Employee], Any]],
    employees: dict[int, Employee],
    ordered: Iterable[Employee],
    user: Any,
) -> None:
    rows = history.model.objects.valid().filter(employee__in=employees)
    if history.kind is HistoryKind.DISCIPLINE:
        rows = rows.visible_to(user)
    if history.kind is HistoryKind.POSITION:
        rows = rows.select_related("position__unit")
    by_person: dict[int, list[Any]] = {}
    for row in rows.order_by("pk"):
        by_person.setdefault(row.employee_id, []).append(row)
    for employee in ordered:
        for row in sorted(by_person.get(employee.pk, ()), key=lambda row: row.effective_date):
            page.append([value(row, employee) for value in values])


def _places_since(batch: list[int]) -> dict[int, Any]:
    current = PositionHistory.objects.on(today()).definitive().filter(employee__in=batch)
    return dict(current.values_list("employee_id", "period__startswith"))


def _labels(model: Any, name: str) -> dict[Any, str]:
    """The choices of a field in the active language; looked up once, not for each of a million cells."""
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}


def _main_values(names: dict[str, str]) -> list[Callable[[Employee, Any, bool], Any]]:
    """How to take each column from (employee, since when they hold the position, do numbers stand in full)."""
    types, echelons = _labels(Position, "position_type"), _labels(Position, "echelon") | {Echelon.NONE.value: ""}
    special: dict[Column, Callable[[Employee, Any, bool], Any]] = {
        Column.UNIT: lambda employee, since, full: employee.unit.name,
        Column.PARENT_UNIT: lambda employee, since, full: names.get(employee.unit.parent_path, ""),
        Column.POSITION: lambda employee, since, full: employee.position.title if employee.position else "",
        Column.POSITION_TYPE: lambda employee, since, full: (
            types[employee.position.position_type] if employee.position else ""
        ),
        Column.ECHELON: lambda employee, since, full: echelons[employee.position.echelon] if employee.position else "",
        Column.POSITION_SINCE: lambda employee, since, full: since,
        Column.PHONE: lambda employee, since, full: _national(employee.phone),
    }
    return [special.get(column) or _plain(column) for column in MAIN_COLUMNS]


def _plain(column: Column) -> Callable[[Employee, Any, bool], Any]:
    name = column.value
    if column in SENSITIVE:
        return lambda employee, since, full: getattr(employee, name if full else f"masked_{name}")
    if column in CHOICES:
        labels = _labels(Employee, name)
        return lambda employee, since, full: labels.get(getattr(employee, name), "")
    return lambda employee, since, full: getattr(employee, name)


def _national(phone: str) -> str:
    """As people dial it; a plus at the beginning would look like a formula."""
    return f"0{phone.removeprefix('+62')}" if phone.startswith("+62") else phone


def _entry_value(history: History, column: C, names: dict[str, str]) -> Callable[[Any, Employee], Any]:
    """How to take a column from (entry, employee)."""
    match column:
        case C.NIP:
            return lambda row, employee: employee.nip
        case C.PERSON:
            return lambda row, employee: employee.full_name
        case C.ENTRY:
            return lambda row, employee: row.pk
        case C.START:
            return lambda row, employee: row.period.lower
        case C.UNTIL:
            return lambda row, employee: last_day(row.period)
        case C.DATE:
            return lambda row, employee: None if row.is_year_only else row.date
        case C.YEAR if history.kind is not HistoryKind.RATING:
            return lambda row, employee: row.date.year if row.is_year_only else None
        case C.UNIT:
            return lambda row, employee: row.position.unit.name
        case C.PARENT_UNIT:
            return lambda row, employee: names.get(row.position.unit.parent_path, "")
        case C.POSITION:
            return lambda row, employee: row.position.title
        case C.POSITION_TYPE:
            types = _labels(Position, "position_type")
            return lambda row, employee: types[row.position.position_type]
        case C.ECHELON:
            echelons = _labels(Position, "echelon") | {Echelon.NONE.value: ""}
            return lambda row, employee: echelons[row.position.echelon]
    name = FIELDS.get((history.kind, column), column.value)
    field = history.model._meta.get_field(name)
    if field.choices and name != "rank":
        labels = _labels(history.model, name)
        return lambda row, employee: labels.get(getattr(row, name), "")
    if isinstance(field, BooleanField):
        yes, no = _("yes"), _("no")
        return lambda row, employee: yes if getattr(row, name) else no
    return lambda row, employee: getattr(row, name)
