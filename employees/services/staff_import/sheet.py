"""Finding what an uploaded file holds: which sheet is what, which rows hold the titles, which column holds what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO

from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.mapping import normalise_label
from asn_portal.tabular.reading import Book, Cell, Row, Sheet, open_sheet
from asn_portal.tabular.tables import SEARCHED_ROWS, Header, Table
from employees.domain.staff_import.cells import shown
from employees.domain.staff_import.columns import REQUIRED_COLUMNS, Column
from employees.domain.staff_import.entry_columns import EntryColumn
from employees.domain.staff_import.entry_reader import is_entry
from employees.domain.staff_import.rows import is_data
from employees.enums import MAIN_SHEET
from employees.services.staff_import.titles import (
    KINDS,
    all_titles,
    columns_of,
    score,
    sheet_names,
    suggest_columns,
)

SAMPLE_ROWS = 3
MAXIMUM_COLUMNS = 100
MAXIMUM_SHEETS = 50
KEYS = frozenset({Column.NIP, EntryColumn.NIP, EntryColumn.PNS_ID})


@dataclass(frozen=True)
class FoundSheet:
    """`kind` is what the sheet seems to hold, "" for nothing that is known. `header_row` is the first row of the
    titles, `header_end` the last: forms with merged titles take two."""

    name: str
    kind: str
    header_row: int = 1
    header_end: int = 1
    headers: list[str] = field(default_factory=list)
    samples: list[list[str]] = field(default_factory=list)
    mapping: dict[int, str] = field(default_factory=dict)
    has_formulas: bool = True

    @property
    def fingerprint(self) -> str:
        """The same for every sheet with the same titles in the same order; a telling name tells apart what has the
        same titles, such as contracts and leaves."""
        name = normalise_label(self.name)
        told = [name] if any(name in sheet_names(kind) for kind in KINDS[1:]) else []
        return hashlib.sha256("\n".join([*map(normalise_label, self.headers), *told]).encode()).hexdigest()


def find_sheets(source: BinaryIO) -> list[FoundSheet]:
    """What each sheet of a file holds. Raises UnreadableSheet when none of them is known."""
    with open_sheet(source) as book:
        sheets = book.sheets[:MAXIMUM_SHEETS]
        found = [replace(_find(sheet), has_formulas=getattr(sheet, "has_formulas", True)) for sheet in sheets]
    if not any(sheet.kind for sheet in found):
        raise UnreadableSheet(SheetFault.NO_HEADER)
    if any(sheet.kind and not _is_doubtful(sheet) for sheet in found):
        # Beside real lists, some titles without NIP and name are a cover, a recapitulation or an explanation.
        found = [replace(sheet, kind="") if _is_doubtful(sheet) else sheet for sheet in found]
    return found


def _is_doubtful(sheet: FoundSheet) -> bool:
    return sheet.kind == MAIN_SHEET and not {*REQUIRED_COLUMNS} <= {*sheet.mapping.values()}


def find_sheet(source: BinaryIO, *, place: int, kind: str, header_row: int | None) -> FoundSheet:
    """One sheet read as `kind`, perhaps with its titles in another row. Raises UnreadableSheet."""
    with open_sheet(source) as book:
        found = _find(book.sheets[place], kind=kind, header_row=header_row)
    if not found.headers:
        raise UnreadableSheet(SheetFault.NO_HEADER)
    return found


def data_rows(
    book: Book, *, place: int, kind: str, header_end: int, width: int, mapping: dict[int, Any], skipped: list[int]
) -> Iterator[tuple[Row, dict[Any, Cell]]]:
    """The people or entries of a sheet, with the mapped cells by what they hold. `skipped` receives the rows that hold
    something but none: headings, signatures."""
    keys = frozenset(index for index, column in mapping.items() if column in KEYS)
    table = Table(book.sheets[place], Header(header_end, ("",) * width), keys)
    holds: Any = is_data if kind == MAIN_SHEET else is_entry
    for row in table.rows(skipped=skipped):
        cells = pick(row, mapping)
        if holds(cells):
            yield row, cells
        else:
            skipped.append(row.number)


def pick(row: Row, mapping: dict[int, Any]) -> dict[Any, Cell]:
    """The mapped cells of a row by what they hold."""
    width = len(row.cells)
    return {column: row.cells[index] if index < width else None for index, column in mapping.items()}


def _find(sheet: Sheet, *, kind: str = "", header_row: int | None = None) -> FoundSheet:
    best = _header(sheet, (kind,) if kind else KINDS, header_row)
    if best is None:
        return FoundSheet(sheet.name, kind)
    first, header, kind = best
    columns = columns_of(kind)
    mapping = {index: columns(name) for index, name in suggest_columns(kind, header.labels).items()}
    holds: Any = is_data if kind == MAIN_SHEET else is_entry
    table = Table(sheet, header, frozenset())
    samples = [
        [shown(cell) for cell in row.cells]
        for row in islice((row for row in table.rows() if holds(pick(row, mapping))), SAMPLE_ROWS)
    ]
    return FoundSheet(
        name=sheet.name,
        kind=kind,
        header_row=first,
        header_end=header.row,
        headers=list(header.labels),
        samples=samples,
        mapping={index: column.value for index, column in mapping.items()},
    )


def _header(sheet: Sheet, kinds: Sequence[str], header_row: int | None) -> tuple[int, Header, str] | None:
    """(first row of the titles, header, kind) with the most known titles; the titles take one row, or two of which the
    upper is merged. The first of `kinds` wins where two fit as well."""
    rows = list(islice(sheet.rows(), (header_row or SEARCHED_ROWS) + 1))
    labels = [_labels(row.cells) for row in rows]
    best: tuple[int, int, Header, str] | None = None
    for index, row in enumerate(rows):
        if header_row is not None and row.number != header_row:
            continue
        candidates = [Header(row.number, tuple(labels[index]))]
        if index + 1 < len(rows) and (joined := _joined(labels[index], labels[index + 1])):
            candidates.append(Header(rows[index + 1].number, joined))
        for header in candidates:
            for kind in kinds:
                known = score(kind, header.labels, sheet.name)
                enough = known >= 2 or (header_row is not None and any(header.labels))
                if enough and (best is None or known > best[0]):
                    best = (known, row.number, header, kind)
    return best[1:] if best else None


def _labels(cells: Sequence[Cell]) -> list[str]:
    labels = ["" if cell is None else " ".join(str(cell).split())[:200] for cell in cells[:MAXIMUM_COLUMNS]]
    while labels and not labels[-1]:
        labels.pop()
    return labels


def _joined(upper: list[str], lower: list[str]) -> tuple[str, ...] | None:
    """Titles over two rows ("Gelar" above "Depan" and "Belakang"); None when the lower row is data.

    A merged cell holds its text in its first column only, so the upper title goes on to the right.
    """
    if (
        not any(lower)
        or sum(bool(label) for label in lower) > len(lower) * 0.8
        or any(re.search(r"\d{4}", x) for x in lower)
    ):
        return None
    joined, running = [], ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        running = above or running
        if not below:
            running = above
            joined.append(above)
            continue
        candidates = (f"{running} {below}", f"{below} {running}", below)
        joined.append(
            next((text for text in candidates if normalise_label(text) in all_titles()), candidates[0]).strip()
        )
    return tuple(joined)
