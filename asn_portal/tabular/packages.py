"""Look into XLSX and ODS packages before a reader opens them: are they safe, and which cells hold formulas?

The reader holds a sheet as a full rectangle and gives only the results of formulas. So the extent of every sheet is
measured here first, with the XML read as a stream, and the formulas are collected on the side.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from typing import IO, BinaryIO
from xml.parsers import expat

from defusedxml import ElementTree

from asn_portal.tabular.faults import SheetFault, UnreadableSheet

MAXIMUM_PARTS = 10_000
MAXIMUM_UNPACKED = 600_000_000  # bytes; 100,000 rows of 20 columns take about 100 million
MAXIMUM_INDEX = 20_000_000  # bytes of a part that is read as a whole
MAXIMUM_COLUMNS = 16_384
CHUNK = 1 << 20

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
    """An opened package. `scans` gives for every worksheet, by name, a function that streams through it."""

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file)
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableSheet(SheetFault.PASSWORD)
        if len(parts) > MAXIMUM_PARTS or sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
            raise UnreadableSheet(SheetFault.TOO_LARGE)
        names = set(self._zip.namelist())
        if "xl/workbook.xml" in names:
            self.kind = "xlsx"
        elif "content.xml" in names and b"opendocument.spreadsheet" in self._small("mimetype"):
            self.kind = "ods"
        else:
            raise UnreadableSheet(SheetFault.NOT_A_SHEET)

    def extents(self) -> dict[str, Extent]:
        """The measured extent of every sheet, by name."""
        if self.kind == "ods":
            scan = _OdsScan()
            for _ in self._stream("content.xml", scan):
                pass
            return scan.extents
        extents = {}
        for name, part in self._worksheets().items():
            scan = _XlsxScan()
            for _ in self._stream(part, scan):
                scan.formulas.clear()
            extents[name] = Extent(scan.last_row, scan.last_column, scan.has_formulas)
        return extents

    def formulas(self, sheet: str) -> Iterator[FoundFormula]:
        """The cells of a sheet that hold a formula, row by row; rows and columns count from 1."""
        if self.kind == "ods":
            scan = _OdsScan(wanted=sheet)
            part = "content.xml"
        else:
            scan = _XlsxScan()
            part = self._worksheets()[sheet]
        for _ in self._stream(part, scan):
            yield from scan.formulas
            scan.formulas.clear()

    def _worksheets(self) -> dict[str, str]:
        targets = {
            relation.get("Id"): normpath(join("xl", relation.get("Target", ""))).lstrip("/")
            for relation in self._index("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        sheets = {}
        for element in self._index("xl/workbook.xml").iter():
            if element.tag.endswith("}sheet"):
                relation = next((value for key, value in element.items() if key.endswith("}id")), None)
                if relation in targets:
                    sheets[element.get("name", "")] = targets[relation]
        return sheets

    def _index(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._small(part), forbid_dtd=True)

    def _small(self, part: str) -> bytes:
        if part not in self._zip.namelist():
            return b""
        with self._zip.open(part) as stream:
            content = stream.read(MAXIMUM_INDEX + 1)
        if len(content) > MAXIMUM_INDEX:
            raise UnreadableSheet(SheetFault.TOO_LARGE)
        return content

    def _stream(self, part: str, scan: "_Scan") -> Iterator[None]:
        """Feed a part to a scan, piece by piece."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = scan.start
        parser.EndElementHandler = scan.end
        parser.EntityDeclHandler = _refuse_entities
        scan.attach(parser)
        with self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
                yield
            parser.Parse(b"", True)
            yield
