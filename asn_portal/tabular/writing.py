"""Write sheets row by row, whatever their length, so that no cell can run as a formula."""

import codecs
import csv
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import BinaryIO

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
    labels = [str(header) for header in headers]
    with xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
        },
    ) as workbook:
        formats: dict[object, Format] = {
            "head": workbook.add_format({"bold": True, "bottom": 1}),
            "text": workbook.add_format({"num_format": "@"}),
            **{kind: workbook.add_format({"num_format": pattern}) for kind, pattern in TIME_FORMATS.items()},
        }
        sheet = workbook.add_worksheet(sheet_name)
        sheet.freeze_panes(1, 0)
        as_text = [label in text_columns for label in labels]
        for column, label in enumerate(labels):
            sheet.set_column(
                column, column, max(12, min(len(label) + 4, 40)), formats["text"] if as_text[column] else None
            )
            sheet.write_string(0, column, _text(label), formats["head"])

        count = 0
        for count, row in enumerate(rows, start=1):
            if count >= MAXIMUM_ROWS:
                raise ValueError(f"A sheet holds {MAXIMUM_ROWS - 1:,} rows; narrow the selection or choose CSV.")
            for column, value in enumerate(row):
                _write_cell(sheet, count, column, value, formats, as_text=column < len(labels) and as_text[column])
        if labels:
            sheet.autofilter(0, 0, count, len(labels) - 1)
    return count


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
    kind = next((kind for kind in TIME_FORMATS if isinstance(value, kind) and _is_in_calendar(value)), None)
    if kind is not None:
        sheet.write_datetime(row, column, value, formats[kind])
    elif as_text:
        sheet.write_string(row, column, _text(value), formats["text"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _text(value))


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
