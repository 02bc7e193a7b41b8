"""Find the table in a sheet that has titles above it, signatures below it and headings in between."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.mapping import normalise_label
from asn_portal.tabular.reading import Cell, Row, Sheet

SEARCHED_ROWS = 50

# A row without a key is data with a missing key, unless it holds so little that it must be a heading or a signature.
MOST_CELLS_OF_A_REMARK = 2


@dataclass(frozen=True, slots=True)
class Header:
    """`row` is the sheet row, `labels` the column titles as written ("" where a column has none)."""

    row: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    sheet: Sheet
    header: Header
    key_columns: frozenset[int]

    def rows(self, *, skipped: list[int] | None = None) -> Iterator[Row]:
        """The rows of data, cut or filled up to the width of the header.

        Passed over are blank rows, headers repeated on every page, rows that number the columns, and remarks such as
        headings and signature lines; the numbers of the remarks are added to `skipped`.
        """
        width = len(self.header.labels)
        for number, cells in self.sheet.rows():
            if number <= self.header.row:
                continue
            row = Row(number, (*cells[:width], *(None,) * (width - len(cells))))
            if row.is_blank or self._repeats_header(row) or self._numbers_columns(row):
                continue
            if self._is_remark(row):
                if skipped is not None:
                    skipped.append(number)
                continue
            yield row

    def _is_remark(self, row: Row) -> bool:
        if any(row.cells[column] is not None for column in self.key_columns):
            return False
        filled = sum(cell is not None for cell in row.cells)
        titled = sum(bool(label) for label in self.header.labels)
        return filled <= MOST_CELLS_OF_A_REMARK and filled * 2 <= titled

    def _repeats_header(self, row: Row) -> bool:
        # Few rows begin as the header does.
        first = next(iter(self.header.labels), "")
        if first and (row.cells[0] is None or " ".join(str(row.cells[0]).split()) != first):
            return False
        return any(self.header.labels) and _labels(row.cells) == self.header.labels

    def _numbers_columns(self, row: Row) -> bool:
        """Many forms number their columns right below the titles: 1, 2, 3 … or (1), (2), (3) …"""
        if row.number > self.header.row + 2:
            return False
        numbers = [_column_number(cell) for cell in row.cells if cell is not None]
        return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def find_header(rows: Iterable[Row], known_labels: Collection[str]) -> Header | None:
    """The row among the first ones that names the most known columns, None if none names two.

    (One is enough where the row has only one cell: a bare list of numbers is a table too.)
    """
    known = {normalise_label(label) for label in known_labels}
    best, most = None, 0
    for row in islice(rows, SEARCHED_ROWS):
        labels = _labels(row.cells)
        matches = len({normalise_label(label) for label in labels} & known - {""})
        if matches > most and matches >= min(2, sum(map(bool, labels))):
            best, most = Header(row.number, labels), matches
    return best


def find_table(sheets: Sequence[Sheet], *, known_labels: Collection[str], key_labels: Collection[str]) -> Table:
    """The table in the sheet whose header names the most known columns.

    A row counts as data when one of the columns titled like `key_labels` is filled (or most others are).
    Raises UnreadableSheet when no sheet has a header.
    """
    known = {normalise_label(label) for label in known_labels}
    headers = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows(), known_labels))]
    if not headers:
        raise UnreadableSheet(SheetFault.NO_HEADER)
    sheet, header = max(headers, key=lambda found: len({normalise_label(label) for label in found[1].labels} & known))
    keys = {normalise_label(label) for label in key_labels}
    key_columns = frozenset(
        column for column, label in enumerate(header.labels) if label and normalise_label(label) in keys
    )
    return Table(sheet, header, key_columns)


def _labels(cells: Sequence[Cell]) -> tuple[str, ...]:
    labels = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def _column_number(cell: Cell) -> int | None:
    text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip(" ()[].")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
