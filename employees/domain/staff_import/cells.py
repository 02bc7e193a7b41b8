"""What single cells mean: text, dates, numbers, yes and no. Faults are noted, never raised."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from asn_portal.tabular.dates import DateError, parse_date
from employees.domain.staff_import.entry_words import NO, YES
from employees.domain.staff_import.problems import Code, Level, Problem
from employees.domain.staff_import.words import is_blank, plain, text_of

# How much of a cell a message quotes.
MAXIMUM_QUOTE = 60
THOUSANDS = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$")
FORMULA_STARTS = frozenset("=@+")
# NIK, NPWP, BPJS (13 to 16 digits, however grouped); a NIP has 18.
LONG_NUMBER = re.compile(r"(?<!\d)(\d(?:[ .\-]?\d){12,15})(?!\d|[ .\-]\d)")
# A year in which somebody in service could have been born, or the like.
YEARS = (1945, 2200)


class Cells:
    """The cells of one row by what they hold, and the faults found in them."""

    def __init__(self, number: int, cells: Mapping[Any, object]) -> None:
        self.number = number
        self.cells = dict(cells)
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        for column, cell in self.cells.items():
            if looks_like_formula(cell):
                self.error(column, Code.FORMULA, text_of(cell))

    def problem(self, column: str, level: Level, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problems.append(Problem(column, level, code, found[:MAXIMUM_QUOTE], tuple(hints)))
        if level is Level.ERROR:
            self.refused.add(column)

    def error(self, column: str, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problem(column, Level.ERROR, code, found, hints)

    def warn(self, column: str, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problem(column, Level.WARNING, code, found, hints)

    def text(self, column: str, longest: int | None = None) -> str:
        """The cell's text; "" for a blank or refused one. Too long a text is an error."""
        cell = self.cells.get(column)
        if cell is None or column in self.refused or is_blank(cell):
            return ""
        text = text_of(cell)
        if longest is not None and len(text) > longest:
            self.error(column, Code.TOO_LONG, str(longest))
            return ""
        return text

    def day(self, column: str) -> date | None:
        cell = self.cells.get(column)
        if column in self.refused or is_blank(cell):
            return None
        try:
            return parse_date(cell)
        except DateError as fault:
            self.error(column, f"date_{fault.code}", fault.found)
            return None

    def number_in(self, column: str, low: int, high: int, places: int = 0) -> Decimal | None:
        """A number from `low` to `high` with at most `places` decimals, as an Indonesian or a machine writes it."""
        cell = self.cells.get(column)
        if column in self.refused or cell is None or text_of(cell) in {"", "-", "–"}:
            return None
        written = text_of(cell) if not isinstance(cell, float) else repr(cell)
        try:
            number = Decimal(written if isinstance(cell, int | float) else _machine_number(written))
        except InvalidOperation:
            self.error(column, Code.NUMBER_UNREADABLE, written)
            return None
        if not number.is_finite() or not low <= number <= high:
            self.error(column, Code.NUMBER_OUT_OF_RANGE, written, hints=[str(low), str(high)])
            return None
        return number.quantize(Decimal(1).scaleb(-places))

    def whole(self, column: str, low: int, high: int) -> int | None:
        number = self.number_in(column, low, high)
        return None if number is None else int(number)

    def year(self, column: str) -> int | None:
        """A year; of a whole date its year."""
        cell = self.cells.get(column)
        if column in self.refused or is_blank(cell):
            return None
        written = text_of(cell)
        if isinstance(cell, int | float) or re.fullmatch(r"\d{4}", written):
            return self.whole(column, *YEARS)
        try:
            return parse_date(cell).year
        except DateError:
            self.error(column, Code.YEAR_UNREADABLE, written)
            return None

    def flag(self, column: str) -> bool | None:
        cell = self.cells.get(column)
        if isinstance(cell, bool):
            return cell
        words = plain(text_of(cell)) if column not in self.refused else ""
        if words in YES:
            return True
        if words in NO:
            return False
        if words:
            self.error(column, Code.CHOICE_UNKNOWN, words)
        return None


def looks_like_formula(cell: object) -> bool:
    """Formulas, and text that a spreadsheet would run as one when somebody touches it."""
    if not isinstance(cell, str):
        return False
    start = cell.lstrip()[:1]
    if start not in FORMULA_STARTS or getattr(cell, "is_literal", False):
        return False
    return start in {"=", "@"} or (start == "+" and not re.fullmatch(r"\+[\d\s().\-/]+", cell.strip()))


def is_masked(cell: object) -> bool:
    """A number of which an export shows the ends only, as 1271********0003: it says nothing new."""
    return isinstance(cell, str) and "**" in cell


def _machine_number(written: str) -> str:
    text = re.sub(r"^rp\.?", "", written.casefold().replace(" ", "")).removesuffix(",-")
    if THOUSANDS.match(text) or ("," in text and text.rfind(",") > text.rfind(".")):
        text = text.replace(".", "").replace(",", ".")
    return text.replace(",", "")


def shown(cell: Any) -> str:
    """A cell as a page may show it: numbers of identity cards, tax and insurance masked."""
    if cell is None:
        return ""
    if hasattr(cell, "strftime"):
        return str(cell.strftime("%d-%m-%Y"))
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15 else str(cell)
    return masked(" ".join(text.split()))[:80]


def holds_number(cell: object) -> bool:
    """Whether a cell holds what looks like a number of an identity card, of tax or insurance."""
    if isinstance(cell, str):
        # Most cells are shorter.
        return len(cell) > 12 and LONG_NUMBER.search(cell) is not None
    return isinstance(cell, int | float) and 10**12 <= abs(cell) < 10**16


def masked(text: str) -> str:
    """With such numbers reduced to their ends."""
    return LONG_NUMBER.sub(_masked, text)


def _masked(number: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", number[0])
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"
