"""Look into XLSX and ODS packages before a reader opens them: are they safe, and which cells hold formulas?

The reader holds a sheet as a full rectangle and gives only the results of formulas. So the extent of every sheet is
measured here first, with the XML read as a stream, and the formulas are collected on the side.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml import ElementTree

from asn_portal.tabular.faults import SheetFault, UnreadableSheet

MAXIMUM_PARTS = 10_000
MAXIMUM_UNPACKED = 600_000_000  # bytes; 100,000 rows of 20 columns take about 100 million
MAXIMUM_INDEX = 20_000_000  # bytes of a part that is read as a whole
MAXIMUM_REPEAT = 1_048_576  # the rows of the largest sheet that any program writes
CHUNK = 1 << 20
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Extent:
    rows: int
    columns: int
    has_formulas: bool

    @property
    def area(self) -> int:
        return self.rows * self.columns


@dataclass(frozen=True, slots=True)
class FoundFormula:
    row: int
    column: int
    text: str


class Package:
    """An opened XLSX or ODS file."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file)
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableSheet(SheetFault.PASSWORD)
        if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
            raise UnreadableSheet(SheetFault.TOO_LARGE)
        names = {part.filename for part in parts}
        if "xl/workbook.xml" in names:
            self.kind = "xlsx"
        elif {"content.xml", "mimetype"} <= names and b"opendocument.spreadsheet" in self._content("mimetype"):
            self.kind = "ods"
        else:
            raise UnreadableSheet(SheetFault.NOT_A_SHEET)

    def extents(self) -> dict[str, Extent]:
        """The measured extent of every sheet, by name."""
        if self.kind == "ods":
            tables = _TableScan()
            for _ in self._stream("content.xml", tables):
                tables.formulas.clear()
            return tables.extents
        extents = {}
        for name, part in self._worksheets().items():
            scan = _WorksheetScan()
            for _ in self._stream(part, scan):
                scan.formulas.clear()
            extents[name] = scan.extent
        return extents

    def formulas(self, sheet: str) -> Iterator[FoundFormula]:
        """The cells of a sheet that hold a formula, row by row."""
        if self.kind == "ods":
            scan: _Scan = _TableScan(only=sheet)
            part = "content.xml"
        else:
            scan = _WorksheetScan()
            part = self._worksheets()[sheet]
        for _ in self._stream(part, scan):
            yield from scan.formulas
            scan.formulas.clear()

    def _worksheets(self) -> dict[str, str]:
        """The part that holds each worksheet, by the sheet's name."""
        parts = {
            relation.get("Id"): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
            for relation in self._index("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        sheets = {}
        for element in self._index("xl/workbook.xml").findall(".//{*}sheet"):
            relation = next((value for key, value in element.items() if key.endswith("}id")), None)
            if relation in parts:
                sheets[element.get("name", "")] = parts[relation]
        return sheets

    def _index(self, part: str) -> Element:
        return ElementTree.fromstring(self._content(part), forbid_dtd=True)

    def _content(self, part: str) -> bytes:
        if self._zip.getinfo(part).file_size > MAXIMUM_INDEX:
            raise UnreadableSheet(SheetFault.TOO_LARGE)
        return self._zip.read(part)

    def _stream(self, part: str, scan: "_Scan") -> Iterator[None]:
        """Feed a part to a scan, and pause after every piece."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.EntityDeclHandler = _refuse_entity
        scan.attach(parser)
        with self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
            yield


class _Scan:
    def __init__(self) -> None:
        self.formulas: list[FoundFormula] = []

    def attach(self, parser: expat.XMLParserType) -> None:
        raise NotImplementedError


class _WorksheetScan(_Scan):
    """A worksheet part of XLSX: `<row><c r="B2"><f>1+1</f><v>2</v></c></row>`."""

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = self._rows = self._columns = 0
        self._has_formulas = False
        self._text: list[str] = []

    def attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start

    # Called for every element of a sheet, several million times: it must stay lean.
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = _local(name)
        if name == "c":
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                letters = reference.rstrip(DIGITS)
                self._row, self._column = int(reference[len(letters) :]), _column_number(letters)
        elif name in {"v", "is", "f"}:
            if self._row > self._rows:
                self._rows = self._row
            if self._column > self._columns:
                self._columns = self._column
            if name == "f":
                self._has_formulas = True
                self._text = []
                self._parser.CharacterDataHandler = self._text.append
                self._parser.EndElementHandler = self._end_formula
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def _end_formula(self, name: str) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        self.formulas.append(FoundFormula(self._row, self._column, "".join(self._text)))

    @property
    def extent(self) -> Extent:
        return Extent(self._rows, self._columns, self._has_formulas)


class _TableScan(_Scan):
    """The content of ODS, where rows and cells that repeat stand only once."""

    def __init__(self, only: str | None = None) -> None:
        super().__init__()
        self.extents: dict[str, Extent] = {}
        self._only = only
        self._table = ""
        self._row = self._column = self._row_repeat = self._cell_repeat = self._width = 0

    def attach(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "table":
            self._table, self._row, self._row_repeat = attributes.get("table:name", ""), 0, 1
            self.extents[self._table] = Extent(0, 0, has_formulas=False)
        elif name == "table-row":
            self._row += 1
            self._row_repeat = _repeat(attributes.get("table:number-rows-repeated"))
            self._column = self._width = 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell_repeat = _repeat(attributes.get("table:number-columns-repeated"))
            self._column += self._cell_repeat
            if "office:value-type" in attributes:
                self._width = self._column
            if "table:formula" in attributes:
                self._found(attributes["table:formula"])
        elif name == "p" and self._column:
            self._width = self._column

    def _end(self, name: str) -> None:
        if _local(name) != "table-row":
            return
        self._row += self._row_repeat - 1
        if self._width:
            extent = self.extents[self._table]
            self.extents[self._table] = Extent(self._row, max(self._width, extent.columns), extent.has_formulas)

    def _found(self, formula: str) -> None:
        extent = self.extents[self._table]
        self.extents[self._table] = Extent(extent.rows, extent.columns, has_formulas=True)
        if self._only in {None, self._table}:
            text = formula.partition("=")[2]
            self.formulas.append(FoundFormula(self._row, self._column - self._cell_repeat + 1, text))


def _local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


@cache
def _column_number(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise UnreadableSheet(SheetFault.DAMAGED)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _repeat(count: str | None) -> int:
    number = int(count or 1)
    if not 1 <= number <= MAXIMUM_REPEAT:
        raise UnreadableSheet(SheetFault.DAMAGED)
    return number


def _refuse_entity(*_: object) -> None:
    raise UnreadableSheet(SheetFault.DAMAGED)
