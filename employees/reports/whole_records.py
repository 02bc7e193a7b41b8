"""Whole records as a workbook: a sheet of main records and one for each history, as the import reads them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

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
from employees.import_entry_texts import SHEET_TITLES, entry_label
from employees.import_texts import COLUMN_LABELS
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.texts import last_day

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


def write_records(
    stream: BinaryIO,
    employees: Any,
    *,
    user: Any,
    reveal: bool = False,
    on_batch: Callable[[int], None] | None = None,
) -> tuple[int, list[tuple[Employee, str]]]:
    """Write the records of `employees`, which `user` may edit, in batches. Sensitive numbers are masked; with `reveal`
    they stand in full where the user may see them.

    Returns how many people there are, and those whose numbers stand in full, with the path of their unit.
    """
    scope = scope_of(user)
    histories = [
        history
        for history in HISTORIES.values()
        if history.kind is not HistoryKind.DISCIPLINE or scope.has(Permission.DISCIPLINE_VIEW)
    ]
    names = dict(OrganizationalUnit.objects.visible_to(user).values_list("path", "name"))
    keys = list(employees.values_list("pk", flat=True))
    revealed: list[tuple[Employee, str]] = []
    with WorkbookWriter(stream) as book:
        people = book.add(
            Page(
                str(SHEET_TITLES["main"]),
                [COLUMN_LABELS[column] for column in MAIN_COLUMNS],
                text_columns={str(COLUMN_LABELS[column]) for column in TEXT},
            )
        )
        pages = [(history, entry_columns(history.kind), _page(book, history)) for history in histories]
        for begin in range(0, len(keys), BATCH):
            batch = keys[begin : begin + BATCH]
            found = Employee.objects.with_place().in_bulk(batch)
            ordered = [found[key] for key in batch if key in found]
            since = _places_since(batch)
            for employee in ordered:
                is_shown = reveal and scope.covers(Permission.EMPLOYEE_SENSITIVE, employee.unit.path)
                if is_shown:
                    revealed.append((employee, employee.unit.path))
                people.append([_main(employee, column, since, names, is_shown) for column in MAIN_COLUMNS])
            for history, columns, page in pages:
                _write_entries(page, history, columns, found, ordered, names, user)
            if on_batch is not None:
                on_batch(len(batch))
    return len(keys), revealed


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
    columns: list[C],
    employees: dict[int, Employee],
    ordered: Iterable[Employee],
    names: dict[str, str],
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
            page.append([_entry(history, row, column, employee, names) for column in columns])


def _places_since(batch: list[int]) -> dict[int, Any]:
    current = PositionHistory.objects.on(today()).definitive().filter(employee__in=batch)
    return dict(current.values_list("employee_id", "period__startswith"))


def _main(employee: Employee, column: Column, since: dict[int, Any], names: dict[str, str], is_shown: bool) -> Any:
    position = employee.position
    if column in SENSITIVE:
        return getattr(employee, column.value if is_shown else f"masked_{column.value}")
    if column in CHOICES:
        return getattr(employee, f"get_{column.value}_display")()
    match column:
        case Column.UNIT:
            return employee.unit.name
        case Column.PARENT_UNIT:
            return names.get(employee.unit.parent_path, "")
        case Column.POSITION:
            return position.title if position else ""
        case Column.POSITION_TYPE:
            return position.get_position_type_display() if position else ""
        case Column.ECHELON:
            return position.get_echelon_display() if position and position.echelon != Echelon.NONE else ""
        case Column.POSITION_SINCE:
            return since.get(employee.pk)
        case Column.PHONE:
            return _national(employee.phone)
    return getattr(employee, column.value)


def _national(phone: str) -> str:
    """As people dial it; a plus at the beginning would look like a formula."""
    return f"0{phone.removeprefix('+62')}" if phone.startswith("+62") else phone


def _entry(history: History, row: Any, column: C, employee: Employee, names: dict[str, str]) -> Any:
    match column:
        case C.NIP:
            return employee.nip
        case C.PERSON:
            return employee.full_name
        case C.ENTRY:
            return row.pk
        case C.START:
            return row.period.lower
        case C.UNTIL:
            return last_day(row.period)
        case C.DATE:
            return None if row.is_year_only else row.date
        case C.YEAR if history.kind is not HistoryKind.RATING:
            return row.date.year if row.is_year_only else None
        case C.UNIT:
            return row.position.unit.name
        case C.PARENT_UNIT:
            return names.get(row.position.unit.parent_path, "")
        case C.POSITION:
            return row.position.title
        case C.POSITION_TYPE:
            return row.position.get_position_type_display()
        case C.ECHELON:
            return row.position.get_echelon_display() if row.position.echelon != Echelon.NONE else ""
    name = FIELDS.get((history.kind, column), column.value)
    if history.model._meta.get_field(name).choices and name != "rank":
        return getattr(row, f"get_{name}_display")()
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value
