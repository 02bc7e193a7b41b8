"""Finding the list in an uploaded file: which sheet, which rows hold the titles, which column holds what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.mapping import normalise_label, suggest_mapping
from asn_portal.tabular.reading import Book, Cell, Row, Sheet, open_sheet
from asn_portal.tabular.tables import SEARCHED_ROWS, Header, Table
from employees.domain.staff_import.columns import FIELDS, Column
from employees.domain.staff_import.rows import is_data

SAMPLE_ROWS = 3
MAXIMUM_COLUMNS = 100
KNOWN_LABELS = frozenset(normalise_label(label) for field in FIELDS for label in (field.name, *field.labels)) - {""}
KEY_LABELS = frozenset(
    normalise_label(label) for label in next(field for field in FIELDS if field.name == Column.NIP).labels
)
LONG_NUMBER = re.compile(r"\b(\d{4})\d{8}(\d{4})\b")


@dataclass(frozen=True)
class FoundSheet:
    """`header_row` is the first row of the titles, `header_end` the last: forms with merged titles take two."""

    sheet_name: str
    sheet_names: list[str]
    header_row: int
    header_end: int
    headers: list[str]
    samples: list[list[str]]
    mapping: dict[int, Column]

    @property
    def fingerprint(self) -> str:
        """The same for every sheet with the same titles in the same order."""
        return hashlib.sha256("\n".join(map(normalise_label, self.headers)).encode()).hexdigest()


def find_sheet(source: BinaryIO, *, sheet_name: str = "", header_row: int | None = None) -> FoundSheet:
    """The list in a file; `sheet_name` and `header_row` overrule what would be found. Raises UnreadableSheet."""
    with open_sheet(source) as book:
        sheets = [sheet for sheet in book.sheets if not sheet_name or sheet.name == sheet_name] or list(book.sheets)
        found = [(sheet, *best) for sheet in sheets if (best := _header(sheet, header_row))]
        if not found:
            raise UnreadableSheet(SheetFault.NO_HEADER)
        sheet, first, header = max(found, key=lambda each: _known(each[2].labels))
        mapping = suggest_columns(header.labels)
        table = Table(sheet, header, frozenset())
        samples = [
            [shown(cell) for cell in row.cells]
            for row in islice((row for row in table.rows() if is_data(pick(row, mapping))), SAMPLE_ROWS)
        ]
        return FoundSheet(
            sheet_name=sheet.name,
            sheet_names=[each.name for each in book.sheets],
            header_row=first,
            header_end=header.row,
            headers=list(header.labels),
            samples=samples,
            mapping=mapping,
        )


def suggest_columns(headers: Sequence[str]) -> dict[int, Column]:
    mapping = {index: Column(name) for index, name in suggest_mapping(headers, FIELDS).items()}
    if Column.UNIT not in mapping.values():
        # A list that names only the agency means the agency.
        mapping = {index: Column.UNIT if name is Column.PARENT_UNIT else name for index, name in mapping.items()}
    return mapping


def data_rows(
    book: Book, *, sheet_name: str, header_end: int, width: int, mapping: dict[int, Column], skipped: list[int]
) -> Iterator[Row]:
    """The people of the list. `skipped` receives the rows that hold something but nobody: headings, signatures."""
    sheet = next((each for each in book.sheets if each.name == sheet_name), book.sheets[0])
    keys = frozenset(index for index, column in mapping.items() if column is Column.NIP)
    table = Table(sheet, Header(header_end, ("",) * width), keys)
    for row in table.rows(skipped=skipped):
        if is_data(pick(row, mapping)):
            yield row
        else:
            skipped.append(row.number)


def pick(row: Row, mapping: dict[int, Column]) -> dict[Column, Cell]:
    """The mapped cells of a row by what they hold."""
    return {column: row.cells[index] if index < len(row.cells) else None for index, column in mapping.items()}


def shown(cell: Cell) -> str:
    """A cell as a page may show it: identity card numbers masked."""
    if cell is None:
        return ""
    if hasattr(cell, "strftime"):
        return cell.strftime("%d-%m-%Y")
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15 else str(cell)
    return LONG_NUMBER.sub(r"\1********\2", " ".join(text.split()))[:80]


def _header(sheet: Sheet, header_row: int | None) -> tuple[int, Header] | None:
    """(first row of the titles, header) with the most known titles; one row, or two of which the upper is merged."""
    rows = list(islice(sheet.rows(), (header_row or SEARCHED_ROWS) + 1))
    labels = [_labels(row.cells) for row in rows]
    best: tuple[int, int, Header] | None = None
    for index, row in enumerate(rows):
        if header_row is not None and row.number != header_row:
            continue
        candidates = [Header(row.number, tuple(labels[index]))]
        if index + 1 < len(rows) and (joined := _joined(labels[index], labels[index + 1])):
            candidates.append(Header(rows[index + 1].number, joined))
        for header in candidates:
            known = _known(header.labels)
            enough = known >= 2 or (header_row is not None and any(header.labels))
            if enough and (best is None or known > best[0]):
                best = (known, row.number, header)
    return best[1:] if best else None


def _known(labels: Sequence[str]) -> int:
    return len({normalise_label(label) for label in labels} & KNOWN_LABELS)


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
            next((text for text in candidates if normalise_label(text) in KNOWN_LABELS), candidates[0]).strip()
        )
    return tuple(joined)
