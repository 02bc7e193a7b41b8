"""Write sheets row by row, whatever their length, so that no cell can run as a formula."""

import codecs
import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import BinaryIO, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAXIMUM_ROWS = 1_048_576  # of a sheet, the header included
MAXIMUM_TEXT = 32_767  # characters in a cell
FIRST_DAY = (1900, 1, 1)  # spreadsheets know no earlier one
TIME_FORMATS = {  # a datetime is a date too, so it stands first
    datetime: "dd-mm-yyyy hh:mm",
    date: "dd-mm-yyyy",
    time: "hh:mm",
    timedelta: "[h]:mm",
}
EXACT_DIGITS = 15  # a spreadsheet would round a longer number

# A spreadsheet runs a CSV cell that starts with one of these (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook. Columns whose header is in `text_columns` stay text whatever the user types later."""

    name: str
    headers: Sequence[object]
    rows: Iterable[Sequence[object]] = ()
    text_columns: Collection[str] = ()


class WorkbookWriter:
    """Writes sheets row by row; sheets may take turns, but each only one row at a time is held in memory.

    with WorkbookWriter(stream) as book:
        people, ranks = book.add(Page("Pegawai", […])), book.add(Page("Golongan", […]))
        people.append([…])
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
            },
        )
        self._formats: dict[object, Format] = {
            "head": self._workbook.add_format({"bold": True, "bottom": 1}),
            "text": self._workbook.add_format({"num_format": "@"}),
            **{kind: self._workbook.add_format({"num_format": pattern}) for kind, pattern in TIME_FORMATS.items()},
        }
        self._pages: list[PageWriter] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for page in self._pages:
            page.finish()
        self._workbook.close()

    def add(self, page: Page) -> "PageWriter":
        """A sheet with its header; raises ValueError for a row too many."""
        taken = {other.name.casefold() for other in self._pages}
        name = _sheet_name(page.name, taken)
        writer = PageWriter(name, self._workbook.add_worksheet(name), page, self._formats)
        self._pages.append(writer)
        for row in page.rows:
            writer.append(row)
        return writer


class PageWriter:
    def __init__(self, name: str, sheet: Worksheet, page: Page, formats: dict[object, Format]) -> None:
        self.name, self._sheet, self._formats = name, sheet, formats
        self.count = 0
        self._labels = [str(header) for header in page.headers]
        self._as_text = [label in page.text_columns for label in self._labels]
        sheet.freeze_panes(1, 0)
        for column, label in enumerate(self._labels):
            as_text = formats["text"] if self._as_text[column] else None
            sheet.set_column(column, column, max(12, min(len(label) + 4, 40)), as_text)
            sheet.write_string(0, column, _text(label), formats["head"])

    def append(self, row: Sequence[object]) -> None:
        self.count += 1
        if self.count >= MAXIMUM_ROWS:
            raise ValueError(f"A sheet holds {MAXIMUM_ROWS - 1:,} rows; narrow the selection or choose CSV.")
        for column, value in enumerate(row):
            as_text = column < len(self._as_text) and self._as_text[column]
            _write_cell(self._sheet, self.count, column, value, self._formats, as_text=as_text)

    def finish(self) -> None:
        if self._labels:
            self._sheet.autofilter(0, 0, self.count, len(self._labels) - 1)


def write_xlsx(
    stream: BinaryIO,
    headers: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    text_columns: Collection[str] = (),
    sheet_name: str = "Data",
) -> int:
    """Write one sheet with a frozen, filterable header row; return the number of rows below it.

    Columns whose header is in `text_columns` (NIP, telephone) are formatted as text, so that digits survive also what
    the user types later. Only one row is held in memory. Raises ValueError when the rows don't fit in a sheet.
    """
    with WorkbookWriter(stream) as book:
        return book.add(Page(sheet_name, headers, rows, text_columns)).count


def write_pages(stream: BinaryIO, pages: Iterable[Page]) -> None:
    """Write a workbook of several sheets, one after the other."""
    with WorkbookWriter(stream) as book:
        for page in pages:
            book.add(page)


def write_csv(
    stream: BinaryIO, headers: Sequence[object], rows: Iterable[Sequence[object]], *, delimiter: str = ";"
) -> int:
    """Write UTF-8 with a byte-order mark, as a spreadsheet of Indonesian locale opens it; return the number of rows.

    Text that a spreadsheet would run as a formula gets an apostrophe in front; `reading` takes it off again.
    """
    stream.write(codecs.BOM_UTF8)
    writer = csv.writer(codecs.getwriter("utf-8")(stream, "replace"), delimiter=delimiter)
    writer.writerow([_csv_value(header) for header in headers])
    count = 0
    for row in rows:
        writer.writerow([_csv_value(value) for value in row])
        count += 1
    return count


def protect_formula(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _csv_value(value: object) -> object:
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return protect_formula(str(value))


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: object, formats: dict[object, Format], *, as_text: bool
) -> None:
    if value is None or value == "":
        return
    if type(value) is str:
        # By far the most cells.
        sheet.write_string(row, column, protect_formula(_text(value)), formats["text"])
        return
    kind = next((kind for kind in TIME_FORMATS if isinstance(value, kind) and _is_in_calendar(value)), None)
    if kind is not None:
        sheet.write_datetime(row, column, value, formats[kind])
    elif as_text:
        sheet.write_string(row, column, protect_formula(_text(value)), formats["text"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(row, column, value)
    else:
        # As text, so that neither a long number nor a formula comes of it when somebody edits the cell.
        sheet.write_string(row, column, protect_formula(_text(value)), formats["text"])


def _sheet_name(name: str, taken: Collection[str]) -> str:
    """At most 31 characters, without those that spreadsheets refuse, and told apart from the others."""
    plain = "".join(" " if character in "[]:*?/\\" else character for character in name).strip(" '")[:31] or "Data"
    number, unique = 2, plain
    while unique.casefold() in taken:
        unique, number = f"{plain[:27]} {number}", number + 1
    return unique


def _is_in_calendar(value: object) -> bool:
    return not isinstance(value, date) or (value.year, value.month, value.day) >= FIRST_DAY


def _is_exact(number: float | Decimal) -> bool:
    """Whether a spreadsheet can hold the number without rounding it; it can't hold NaN and infinity."""
    if isinstance(number, float):
        return number - number == 0
    if isinstance(number, int):
        return abs(number) < 10**EXACT_DIGITS
    return number.is_finite() and len(number.as_tuple().digits) <= EXACT_DIGITS


def _text(value: object) -> str:
    # A lone surrogate can't be encoded and would spoil the whole file.
    return str(value).encode("utf-8", "replace").decode("utf-8")[:MAXIMUM_TEXT]
