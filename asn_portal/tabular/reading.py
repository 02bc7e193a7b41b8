"""Read spreadsheets that strangers hand in.

    with open_sheet(upload) as book:  # a path, or anything that can read and seek
        table = find_table(book.sheets, known_labels=["NIP", "Nama Lengkap", "Unit Kerja"], key_labels=["NIP"])
        for row in table.rows():
            nip = row.cells[1]

What kind of file it is follows from its content, never from its name. Cells keep their type, so that a NIP that Excel
holds as a number can be told from one that it holds as text. Every way in which a file can be unreadable, by accident
or by design, ends in `UnreadableSheet`.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, Self

import python_calamine

from asn_portal.tabular.faults import SheetFault, UnreadableSheet
from asn_portal.tabular.packages import Extent, FoundFormula, Package
from asn_portal.tabular.writing import protect_formula

MAXIMUM_BYTES = 60_000_000
MAXIMUM_ROWS = 1_048_576
MAXIMUM_AREA = 8_000_000  # cells of the rectangles that hold all sheets; the reader takes 32 bytes for each

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OTHER_MAGIC = (b"%PDF", b"{\\rtf", b"<")  # besides the formats that betray themselves by control characters
CONTROL_CHARACTERS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")

UTF_16 = "utf-16"
DELIMITERS = ";,\t|"
SAMPLE_BYTES = 65_536
SAMPLE_ROWS = 50
CHUNK = 1 << 20

LITERAL = re.compile(r'="([^"]*)"')  # ="0812…", how some programs keep digits as text


class Formula(str):
    """The text of a cell that computes, with its leading `=`; `value` is the last result, None where there is none."""

    value: "Cell"

    def __new__(cls, text: str, value: "Cell" = None) -> Self:
        formula = super().__new__(cls, text)
        formula.value = value
        return formula


class Literal(str):
    """Text that looks like a formula and carries the mark that it is none: an apostrophe before it, taken off here."""

    is_literal = True


Cell = str | int | float | bool | date | datetime | time | timedelta | Formula | None


class Row(NamedTuple):
    """`number` is the row's number in the sheet, counted from 1; blank cells are None."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return all(cell is None for cell in self.cells)


class Sheet(Protocol):
    @property
    def name(self) -> str: ...

    def rows(self) -> Iterator[Row]:
        """All rows from the first, read again at every call."""


@dataclass(frozen=True, slots=True)
class Book:
    """`kind` is "xlsx", "ods", "xls" or "csv". Hidden sheets are left out."""

    kind: str
    sheets: tuple[Sheet, ...]


@contextmanager
def open_sheet(source: str | PathLike[str] | BinaryIO, *, measured: Mapping[str, bool] | None = None) -> Iterator[Book]:
    """Open a file by its path, or an upload that can `read` and `seek`; the latter is not closed afterwards.

    `measured`: of a file that was opened before and not changed since, which sheets it has and whether they hold
    formulas; then it is not measured again. Raises UnreadableSheet, also while rows are read.
    """
    if isinstance(source, str | PathLike):
        with Path(source).open("rb") as file, open_sheet(file, measured=measured) as book:
            yield book
        return

    with _faults():
        book, workbook = _open(source, measured)
    try:
        yield book
    finally:
        if workbook is not None:
            workbook.close()


def _open(file: BinaryIO, measured: Mapping[str, bool] | None) -> tuple[Book, python_calamine.CalamineWorkbook | None]:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    start = file.read(SAMPLE_BYTES)
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableSheet(SheetFault.EMPTY)
    if size > MAXIMUM_BYTES:
        raise UnreadableSheet(SheetFault.TOO_LARGE)
    if start.startswith(ZIP_MAGIC):
        package = Package(file)
        if measured is not None:
            extents = {name: Extent(0, 0, has_formulas) for name, has_formulas in measured.items()}
        else:
            extents = package.extents()
        if sum(extent.area for extent in extents.values()) > MAXIMUM_AREA:
            raise UnreadableSheet(SheetFault.TOO_LARGE)
        workbook = _load(file)
        return Book(package.kind, _sheets(workbook, extents, package)), workbook
    if start.startswith(OLE_MAGIC):
        file.seek(0)
        if ENCRYPTED_PACKAGE in file.read():
            raise UnreadableSheet(SheetFault.PASSWORD)
        workbook = _load(file)
        return Book("xls", _sheets(workbook, {}, None)), workbook
    return Book("csv", (DelimitedSheet(file),)), None


def _load(file: BinaryIO) -> python_calamine.CalamineWorkbook:
    file.seek(0)
    return python_calamine.load_workbook(file)


def _sheets(
    workbook: python_calamine.CalamineWorkbook, extents: dict[str, Extent], package: Package | None
) -> tuple[Sheet, ...]:
    return tuple(
        WorkbookSheet(
            meta.name,
            workbook,
            package if meta.name in extents and extents[meta.name].has_formulas else None,
        )
        for meta in workbook.sheets_metadata
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        and meta.visible == python_calamine.SheetVisibleEnum.Visible
        and (package is None or meta.name in extents)
    )


class WorkbookSheet:
    """A sheet of XLSX, ODS or XLS; `package` is given where it holds formulas."""

    def __init__(self, name: str, workbook: python_calamine.CalamineWorkbook, package: Package | None) -> None:
        self.name = name
        self._workbook = workbook
        self._package = package

    @property
    def has_formulas(self) -> bool:
        return self._package is not None

    @cached_property
    def _range(self) -> python_calamine.CalamineSheet:
        return self._workbook.get_sheet_by_name(self.name)

    def rows(self) -> Iterator[Row]:
        with _faults():
            formulas = self._package.formulas(self.name) if self._package else iter(())
            formula = next(formulas, None)
            margin = (None,) * self._range.start[1] if self._range.start else ()
            for number, values in enumerate(self._range.iter_rows(), start=1):
                cells = [*margin, *map(_cell, values)]
                while formula is not None and formula.row <= number:
                    if formula.row == number:
                        _put(cells, formula)
                    formula = next(formulas, None)
                yield Row(number, tuple(cells))


class DelimitedSheet:
    """A text file with one record per line; encoding and delimiter are found out."""

    name = ""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        start = file.read(SAMPLE_BYTES)
        self._file = file
        self._encoding = _encoding(file, start)
        if self._encoding != UTF_16 and _is_binary(start):
            raise UnreadableSheet(SheetFault.NOT_A_SHEET)
        sample = start.decode(self._encoding, errors="replace").splitlines(keepends=True)
        hint = sample[0].rstrip("\r\n")
        # "sep=;" tells spreadsheet programs the delimiter; they don't count it as a row.
        self._lead = 1 if len(hint) == 5 and hint.lower().startswith("sep=") and hint[4] in DELIMITERS else 0
        self._delimiter = hint[4] if self._lead else _delimiter(sample[:SAMPLE_ROWS])

    def rows(self) -> Iterator[Row]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self._encoding, newline="")
        try:
            with _faults():
                lines = islice(text, self._lead, None)
                for number, values in enumerate(csv.reader(lines, delimiter=self._delimiter, strict=True), start=1):
                    if number > MAXIMUM_ROWS:
                        raise UnreadableSheet(SheetFault.TOO_LARGE)
                    yield Row(number, tuple(map(_cell, values)))
        finally:
            text.detach()  # or the file would be closed with it


@contextmanager
def _faults() -> Iterator[None]:
    """Whatever goes wrong inside is the file's fault."""
    try:
        yield
    except UnreadableSheet:
        raise
    except python_calamine.PasswordError:
        raise UnreadableSheet(SheetFault.PASSWORD) from None
    except MemoryError as error:
        raise UnreadableSheet(SheetFault.TOO_LARGE) from error
    except Exception as error:
        # A hostile file finds the errors that no list foresees.
        raise UnreadableSheet(SheetFault.DAMAGED, str(error)[:200]) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how the Rust reader fails; it can't be imported
            raise UnreadableSheet(SheetFault.DAMAGED) from error
        raise


def _is_binary(start: bytes) -> bool:
    if b"\0" in start or start.lstrip().startswith(OTHER_MAGIC):
        return True
    control_characters = len(start) - len(start.translate(None, CONTROL_CHARACTERS))
    return control_characters * 100 > len(start)


def _encoding(file: BinaryIO, start: bytes) -> str:
    """UTF-8 if all of the file is valid UTF-8, else what Windows wrote before."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    return next((encoding for encoding in ("utf-8-sig", "cp1252") if _decodes(file, encoding)), "latin-1")


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(sample: list[str]) -> str:
    """The delimiter that cuts the most lines into the same number of columns; of two, the one with more columns."""

    def regularity(delimiter: str) -> int:
        widths = Counter(len(values) for values in csv.reader(sample, delimiter=delimiter) if len(values) > 1)
        return max((width * lines**2 for width, lines in widths.items()), default=0)

    return max(DELIMITERS, key=regularity)


def _cell(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    if not value or value.isspace():
        return None
    # `writing` marks text that looks like a formula with an apostrophe, and so do spreadsheet programs.
    if value.startswith("'") and protect_formula(value[1:]) == value:
        return Literal(value[1:])
    return _computed(value) if value.startswith("=") else value


def _computed(text: str, value: Cell = None) -> Cell:
    literal = LITERAL.fullmatch(text)
    if literal:
        return literal[1] or None
    return Formula(text, value)


def _put(cells: list[Cell], formula: FoundFormula) -> None:
    index = formula.column - 1
    cells.extend([None] * (index + 1 - len(cells)))
    cells[index] = _computed(f"={formula.text}", cells[index])
