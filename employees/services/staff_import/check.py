"""The dry run: what would storing this file do, row by row? Writes nothing but the rows of the import itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.copying import copy_values
from asn_portal.errors import DomainError
from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.reading import Book, Row, open_sheet
from employees.dates import today
from employees.domain.staff_import.entries import EntryJudge
from employees.domain.staff_import.entry_reader import EntryReader
from employees.domain.staff_import.problems import Level
from employees.domain.staff_import.reader import SheetReader
from employees.domain.staff_import.rows import Context
from employees.enums import HistoryKind, ImportAction, ImportState
from employees.histories import HISTORIES
from employees.models import StaffImport, StaffImportRow, StaffImportSheet
from employees.services.staff_import.area import Area, load_area
from employees.services.staff_import.check_entries import judge_entries
from employees.services.staff_import.check_people import judge_people
from employees.services.staff_import.sheet import data_rows
from employees.services.staff_import.stored import ROW_FIELDS, CheckedRow
from employees.services.staff_import.titles import columns_of, words
from employees.texts.staff_import import SHEET_TEXTS

CHUNK = 1000
# How many rows without a person the page lists.
SHOWN_IGNORED = 20
ORDER = {kind: place for place, kind in enumerate(HISTORIES, start=1)}
ACTIONS = tuple(action.value for action in ImportAction)


def check_import(*, staff_import: StaffImport, progress: Any) -> dict[str, Any]:
    """Read the file, judge every row, store the rows and the counts. Safe to repeat: it starts from nothing.

    The main records come first: a history may be that of a person who is new in the same file.
    """
    # Loaded anew: the grants of now count.
    importer = User.objects.get(pk=staff_import.created_by_id)
    area = load_area(staff_import.government_id, staff_import.government.path, importer)
    if staff_import.source is None:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    staff_import.rows.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    everything = list(staff_import.sheets.all())
    # Only the names of all sheets tell how the file was measured when it came.
    measured = {sheet.name: sheet.has_formulas for sheet in everything}
    sheets = sorted(
        (sheet for sheet in everything if sheet.kind), key=lambda sheet: (ORDER.get(sheet.kind, 0), sheet.place)
    )
    checked = 0
    with staff_import.source.file.open("rb") as file:
        try:
            with open_sheet(file, measured=measured) as book:
                judges = _Judges(staff_import, sheets, area)
                for sheet in sheets:
                    sheet.counts, skipped = _empty_counts(), []
                    for chunk in _chunks(_cells(sheet, book, skipped), CHUNK):
                        rows = judges.rows(sheet, chunk)
                        copy_values(StaffImportRow, ROW_FIELDS, (row.as_values(sheet) for row in rows))
                        _count(sheet.counts, rows)
                        checked += len(rows)
                        progress.advance(len(rows), _("%(count)s rows checked") % {"count": checked})
                    sheet.counts["ignored"], sheet.ignored_rows = len(skipped), skipped[:SHOWN_IGNORED]
        except UnreadableSheet as error:
            raise DomainError(str(SHEET_TEXTS[error.code])) from error
    if not checked:
        raise DomainError(_("Below the column titles no row holds a person. Choose another sheet or row of titles."))
    counts = _sum(sheets) | {"positions": len(area.new_positions)}
    with transaction.atomic():
        current = StaffImport.objects.select_for_update(of=("self",)).get(pk=staff_import.pk)
        if current.state != ImportState.CHECKING:
            raise DomainError(_("The list was discarded meanwhile."))
        StaffImportSheet.objects.bulk_update(sheets, ["counts", "ignored_rows"])
        has_changes = "conflicts" in counts or any(
            sheet.counts[action] for sheet in sheets for action in ("INSERT", "UPDATE")
        )
        current.state = ImportState.CHECKED if has_changes else ImportState.UNCHANGED
        current.counts, current.checked_at = counts, timezone.now()
        current.save(update_fields=["state", "counts", "checked_at"])
    return counts


class _Judges:
    """One reader and judge per kind of sheet, for all sheets of the file."""

    def __init__(self, staff_import: StaffImport, sheets: list[StaffImportSheet], area: Area) -> None:
        self.area = area
        self.keeps_people = any(not sheet.is_main for sheet in sheets)
        self.has_many = len(sheets) > 1
        on, known = today(), words()
        context = Context(on=on, units=area.units, default_unit=staff_import.default_unit_id, words=known)
        self.people = SheetReader(context)
        # What somebody did elsewhere in the government belongs to the history too.
        everywhere = Context(on=on, units=area.all_units, words=known)
        kinds = {HistoryKind(sheet.kind) for sheet in sheets if not sheet.is_main}
        self.entries = {kind: (EntryReader(kind, everywhere), EntryJudge(kind, on)) for kind in kinds}

    def rows(self, sheet: StaffImportSheet, chunk: list[tuple[Row, dict[Any, Any]]]) -> list[CheckedRow]:
        name = sheet.name if self.has_many else ""
        if sheet.is_main:
            self.people.sheet = name
            parsed = [(self.people.read(row.number, cells), row.cells) for row, cells in chunk]
            return judge_people(sheet, parsed, self.area, keep=self.keeps_people)
        reader, judge = self.entries[HistoryKind(sheet.kind)]
        entries = [(reader.read(row.number, cells), row.cells) for row, cells in chunk]
        return judge_entries(sheet, entries, self.area, judge, name)


def _cells(sheet: StaffImportSheet, book: Book, skipped: list[int]) -> Iterator[tuple[Row, dict[Any, Any]]]:
    columns = columns_of(sheet.kind)
    mapping = {int(index): columns(name) for index, name in sheet.mapping.items()}
    yield from data_rows(
        book,
        place=sheet.place,
        kind=sheet.kind,
        header_end=sheet.header_end,
        width=len(sheet.headers),
        mapping=mapping,
        skipped=skipped,
    )


def _empty_counts() -> dict[str, int]:
    return {"rows": 0, "errors": 0, "warnings": 0, **dict.fromkeys(ACTIONS, 0)}


def _count(counts: dict[str, int], rows: list[CheckedRow]) -> None:
    for row in rows:
        counts["rows"] += 1
        counts[row.action] += 1
        if "conflict" in row.before:
            counts["conflicts"] = counts.get("conflicts", 0) + 1
        counts["errors"] += row.level == Level.ERROR
        counts["warnings"] += row.level == Level.WARNING


def _sum(sheets: list[StaffImportSheet]) -> dict[str, Any]:
    """`rows`, `errors`, `warnings` and `ignored` of all sheets; the actions of people, those of entries apart."""
    main = [sheet.counts for sheet in sheets if sheet.is_main]
    entries = [sheet.counts for sheet in sheets if not sheet.is_main]
    counts: dict[str, Any] = {
        name: sum(sheet.counts[name] for sheet in sheets) for name in ("rows", "errors", "warnings", "ignored")
    }
    if conflicts := sum(sheet.counts.get("conflicts", 0) for sheet in sheets):
        counts["conflicts"] = conflicts
    counts |= {action: sum(each[action] for each in main) for action in ACTIONS}
    if entries:
        counts["entries"] = {action: sum(each[action] for each in entries) for action in ACTIONS}
    return counts


def _chunks(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk
