"""Reads the rows of a staff list.

    reader = SheetReader(context)
    for number, cells in rows:
        row = reader.read(number, cells)     # row.values, row.problems

Each fault is told once, in the column where it is mended: a NIP that is in doubt is not used to doubt other cells.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from asn_portal.tabular.dates import DateError, parse_date
from employees.domain.entry_rules import main_faults
from employees.domain.identity import InvalidNik, InvalidNip, Nik, Nip, NipWarning, nip_warnings, parse_nik, parse_nip
from employees.domain.ranks import RankError, RankFault, parse_rank
from employees.domain.staff_import.cells import Cells, is_masked
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.further import read_further
from employees.domain.staff_import.problems import MAIN_FAULTS, Code
from employees.domain.staff_import.rows import Context, ParsedRow
from employees.domain.staff_import.words import (
    ECHELONS,
    SEXES,
    education_level,
    employment_type,
    functional_level,
    is_blank,
    legal_status,
    normal_phone,
    plain_unit_name,
    position_type,
    text_of,
)
from employees.enums import Echelon, EmploymentType, PositionType, Regime

# Stands for a version that no export wrote.
NO_VERSION = 0
# Longest texts that the record holds.
MAXIMUM_LENGTHS = {
    Column.NAME: 200,
    Column.FRONT_TITLE: 60,
    Column.BACK_TITLE: 60,
    Column.BIRTH_PLACE: 100,
    Column.POSITION: 200,
    Column.EMAIL: 254,
}
FRONT_TITLE = re.compile(
    r"^((?:(?:(?:prof|drs|dra|drg|drh|ir|hj|apt|ns)\.?|(?:dr|h|kh|tgk)\.)\s+(?=\S))+)(?P<name>.+)$", re.IGNORECASE
)
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")


class SheetReader:
    """Reads the rows of one sheet in order; remembers which NIP and NIK it has met."""

    def __init__(self, context: Context) -> None:
        self.context = context
        # What messages say beside the row's number, when a file has several such sheets.
        self.sheet = ""
        self._nips: dict[str, str] = {}
        self._niks: dict[str, str] = {}

    def read(self, number: int, cells: Mapping[Column, object]) -> ParsedRow:
        """`cells` by column, only those that are mapped."""
        row = _Row(number, cells, self)
        row.read_identity()
        row.read_person()
        row.read_service()
        row.read_place()
        row.read_contact()
        read_further(row)
        row.read_version()
        return ParsedRow(number, row.values, row.defaults, tuple(row.problems))

    def place(self, number: int) -> str:
        """How a message names a row."""
        return f"{number} ({self.sheet})" if self.sheet else str(number)

    def first_with_nip(self, nip: str, number: int) -> str:
        return self._nips.setdefault(nip, self.place(number))

    def first_with_nik(self, nik: str, number: int) -> str:
        return self._niks.setdefault(nik, self.place(number))


class _Row(Cells):
    """One row while it is read. Each `read_…` takes a group of cells that judge each other."""

    def __init__(self, number: int, cells: Mapping[Column, object], reader: SheetReader) -> None:
        super().__init__(number, cells)
        self.reader = reader
        self.context = reader.context
        self.values: dict[str, Any] = {}
        self.defaults: dict[str, Any] = {}
        self.nip: Nip | None = None
        self.nik: Nik | None = None
        self.doubted = False
        self.split_birth_cell()

    def limited(self, column: Column) -> str:
        """The cell's text, within what the record holds."""
        return self.text(column, MAXIMUM_LENGTHS.get(column))

    def split_birth_cell(self) -> None:
        """`Medan, 12-01-1985` stands for two columns."""
        if Column.BIRTH_PLACE_AND_DATE not in self.cells:
            return
        cell = self.cells[Column.BIRTH_PLACE_AND_DATE]
        place, day = "", cell
        if isinstance(cell, str) and (match := re.fullmatch(r"\s*([^\d,/]*?)\s*[,/]?\s*(\d.*)?", cell, re.DOTALL)):
            place, day = match[1] or "", match[2]
        if is_blank(self.cells.get(Column.BIRTH_PLACE)):
            self.cells[Column.BIRTH_PLACE] = place
        if is_blank(self.cells.get(Column.BIRTH_DATE)):
            self.cells[Column.BIRTH_DATE] = day

    def where_date_stands(self) -> Column:
        both = Column.BIRTH_PLACE_AND_DATE
        return both if both in self.cells else Column.BIRTH_DATE

    # --- NIP and NIK ------------------------------------------------------------------------------------------------

    def read_identity(self) -> None:
        if Column.NIP not in self.refused:
            self.read_nip()
        cell = self.cells.get(Column.NIK)
        if Column.NIK not in self.refused and not is_blank(cell) and not is_masked(cell):
            try:
                nik = self.nik = parse_nik(cell)
            except InvalidNik as fault:
                self.error(Column.NIK, f"nik_{fault.code}", fault.found)
                return
            first = self.reader.first_with_nik(nik.number, self.number) if self.nip is not None else ""
            if not first or first == self.reader.place(self.number):
                self.values["nik"] = nik.number
            else:
                self.error(Column.NIK, Code.NIK_TWICE, hints=[first])

    def read_nip(self) -> None:
        cell = self.cells.get(Column.NIP)
        try:
            nip = parse_nip(None if isinstance(cell, str) and is_blank(cell) else cell)
        except InvalidNip as fault:
            self.error(Column.NIP, f"nip_{fault.code}", fault.found)
            return
        first = self.reader.first_with_nip(nip.number, self.number)
        if first != self.reader.place(self.number):
            self.error(Column.NIP, Code.NIP_TWICE, hints=[first])
            return
        self.nip = nip
        self.values["nip"] = nip.number

    # --- who it is --------------------------------------------------------------------------------------------------

    def read_person(self) -> None:
        self.read_name()
        self.take(Column.BIRTH_PLACE)
        on = self.reader.context.on
        stated_date, stated_sex = self.read_birth_date(on), self.read_sex()
        if self.nip is not None:
            self.defaults |= {
                "birth_date": self.nip.birth_date,
                "sex": str(self.nip.sex),
                "employment_type": self.nip.kind.value,
                # The earliest day on which they can have held a position.
                "position_since": date(self.nip.appointed_year, self.nip.appointed_month or 1, 1),
            }
            for warning in nip_warnings(self.nip, on=on, birth_date=stated_date, sex=stated_sex):
                if warning is NipWarning.BIRTH_DATE_DIFFERS:
                    self.warn(self.where_date_stands(), Code.BIRTH_DATE_DIFFERS, _written(self.nip.birth_date))
                elif warning is NipWarning.SEX_DIFFERS:
                    self.warn(Column.SEX, Code.SEX_DIFFERS, str(self.nip.sex))
                else:
                    self.warn(Column.NIP, f"nip_{warning}")
                self.doubted = True
        self.compare_nik(stated_date, stated_sex)

    def read_name(self) -> None:
        if Column.NAME in self.refused:
            return
        name = self.limited(Column.NAME)
        if not name:
            if Column.NAME not in self.refused:
                self.error(Column.NAME, Code.NAME_MISSING)
            return
        front, back = self.limited(Column.FRONT_TITLE), self.limited(Column.BACK_TITLE)
        if "," in name and not back:
            name, _comma, back = (part.strip() for part in name.partition(","))
        if not front and (match := FRONT_TITLE.match(name)):
            # "H. Ahmad" has a title; the name "Ir" alone has none.
            front, name = match[1].strip(), match["name"].strip()
        if not any(character.isalpha() for character in name):
            self.error(Column.NAME, Code.NAME_WITHOUT_LETTERS, name)
            return
        self.values["name"] = name
        if front:
            self.values["front_title"] = front[: MAXIMUM_LENGTHS[Column.FRONT_TITLE]]
        if back:
            self.values["back_title"] = back[: MAXIMUM_LENGTHS[Column.BACK_TITLE]]

    def take(self, column: Column) -> None:
        if text := self.limited(column):
            self.values[column.value] = text

    def read_birth_date(self, on: date) -> date | None:
        where = self.where_date_stands()
        if where in self.refused:
            return None
        if Column.BIRTH_DATE not in self.cells or is_blank(self.cells[Column.BIRTH_DATE]):
            return None
        try:
            day = parse_date(self.cells[Column.BIRTH_DATE])
        except DateError as fault:
            self.error(where, f"date_{fault.code}", fault.found)
            return None
        if implausible := main_faults({"birth_date": day}, on=on):
            self.error(where, MAIN_FAULTS[implausible["birth_date"]], _written(day))
            return None
        self.values["birth_date"] = day
        return day

    def read_sex(self) -> str | None:
        text = self.text(Column.SEX)
        if not text:
            return None
        sex = SEXES.get(text.casefold().strip(" .")) or self.context.word(Column.SEX, text)
        if sex is None:
            self.error(Column.SEX, Code.SEX_UNKNOWN, text)
            return None
        self.values["sex"] = str(sex)
        return str(sex)

    def compare_nik(self, stated_date: date | None, stated_sex: str | None) -> None:
        """A NIK keeps the birth date and sex of the first registration: a difference is worth a look, no more."""
        nik = self.nik
        if nik is None or self.doubted or "nik" not in self.values:
            return
        same_day = stated_date is None or (nik.birth_day, nik.birth_month, nik.birth_year2) == (
            stated_date.day,
            stated_date.month,
            stated_date.year % 100,
        )
        if not same_day or (stated_sex is not None and nik.sex != stated_sex):
            self.warn(Column.NIK, Code.NIK_DIFFERS)

    # --- how they serve ---------------------------------------------------------------------------------------------

    def read_service(self) -> None:
        regime = self.read_employment()
        text = self.text(Column.STATUS)
        if text:
            status = self.context.word(Column.STATUS, text) or legal_status(text)
            if status is None:
                self.warn(Column.STATUS, Code.STATUS_UNKNOWN, text)
            else:
                self.values["status"] = str(status)
        self.read_rank(regime)
        text = self.text(Column.EDUCATION)
        if text:
            level = self.context.word(Column.EDUCATION, text) or education_level(text)
            if level is None:
                self.warn(Column.EDUCATION, Code.EDUCATION_UNKNOWN, text)
            else:
                self.values["education"] = str(level)

    def read_employment(self) -> Regime | None:
        """The regime, by which ranks are judged: of the NIP where there is one, else of the status."""
        text = self.text(Column.EMPLOYMENT)
        employment = None
        if text:
            label = self.context.word(Column.EMPLOYMENT, text)
            employment = EmploymentType(label) if label else employment_type(text)
        if text and employment is None:
            status = self.context.word(Column.STATUS, text) or legal_status(text)
            if status is None:
                self.error(Column.EMPLOYMENT, Code.EMPLOYMENT_UNKNOWN, text)
            else:
                self.values["status"] = str(status)
        of_nip = self.nip.kind if self.nip else None
        if employment is None:
            return of_nip
        if of_nip is not None and employment.regime is not of_nip:
            self.error(Column.EMPLOYMENT, Code.EMPLOYMENT_CONTRADICTS_NIP, text, hints=[of_nip.value])
            return of_nip
        self.values["employment_type"] = str(employment)
        return employment.regime

    def read_rank(self, regime: Regime | None) -> None:
        cell = self.cells.get(Column.RANK)
        if Column.RANK not in self.refused and not is_blank(cell):
            try:
                self.values["rank"] = known_rank(text_of(cell), regime)
            except RankError as fault:
                code = Code.RANK_UNKNOWN if fault.code is RankFault.MISSING else f"rank_{fault.code}"
                self.error(Column.RANK, code, fault.found)
        self.read_start(Column.RANK_SINCE)
        if (
            "rank" in self.values
            and Column.RANK_SINCE in self.cells
            and Column.RANK_SINCE not in self.refused
            and "rank_since" not in self.values
        ):
            self.error(Column.RANK_SINCE, Code.DATE_MISSING)

    def read_start(self, column: Column) -> None:
        day = self.day(column)
        if day is None:
            return
        born = self.values.get("birth_date") or self.defaults.get("birth_date")
        if day > self.reader.context.on:
            self.error(column, Code.DATE_IN_FUTURE, _written(day))
        elif born is not None and day <= born:
            self.error(column, Code.DATE_BEFORE_BIRTH, _written(day))
        else:
            self.values[column.value] = day

    # --- where they serve -------------------------------------------------------------------------------------------

    def read_place(self) -> None:
        read_unit(self, Column.UNIT, Column.PARENT_UNIT, self.values, is_needed=True)
        self.read_start(Column.POSITION_SINCE)
        title = self.limited(Column.POSITION)
        echelon = read_echelon(self.text(Column.ECHELON))
        kind_text = self.text(Column.POSITION_TYPE)
        if not title:
            return
        label = self.context.word(Column.POSITION_TYPE, kind_text) if kind_text else None
        kind = PositionType(label) if label else position_type(title, kind_text, echelon)
        if kind_text and kind is None:
            self.warn(Column.POSITION_TYPE, Code.POSITION_TYPE_UNKNOWN, kind_text)
        self.values |= {"position": title, "position_type": str(kind or position_type(title) or PositionType.PELAKSANA)}
        if echelon is not None:
            self.values["echelon"] = str(echelon)
        level = functional_level(title)
        if level is not None and self.values["position_type"] == PositionType.FUNGSIONAL:
            self.values["functional_level"] = str(level)

    def read_version(self) -> None:
        """Of our own exports. Anything else in such a column hides from which state of the record the row was made."""
        if Column.VERSION not in self.cells:
            return
        written = text_of(self.cells.get(Column.VERSION))
        self.values["version"] = int(written) if written.isdecimal() and len(written) < 10 else NO_VERSION

    # --- how to reach them ------------------------------------------------------------------------------------------

    def read_contact(self) -> None:
        text = self.text(Column.PHONE)
        if text:
            phone = normal_phone(text)
            if phone is None:
                self.warn(Column.PHONE, Code.PHONE_UNREADABLE, text)
            else:
                self.values["phone"] = phone
        text = self.limited(Column.EMAIL)
        if text:
            if EMAIL.fullmatch(text):
                self.values["email"] = text.casefold()
            else:
                self.warn(Column.EMAIL, Code.EMAIL_UNREADABLE, text)


@lru_cache(maxsize=1024)
def known_rank(text: str, regime: Regime | None) -> str:
    """The code of the rank that a text means; a list of 100,000 people has some dozens of spellings."""
    return parse_rank(text, regime=regime).code


def read_unit(
    row: Any,
    unit_column: str,
    parent_column: str,
    values: dict[str, Any],
    *,
    is_needed: bool,
    on: date | None = None,
) -> None:
    """The unit that a row names. Of several with this name those that exist on the day (`on`, or today) count, and the
    one above decides; if it can't, all are handed on, for the record may tell."""
    if unit_column in row.refused:
        return
    context = row.context
    name = row.text(unit_column)
    if not name:
        if context.default_unit is not None:
            values["unit"] = context.default_unit
        elif is_needed:
            row.error(unit_column, Code.UNIT_MISSING)
        return
    units = context.units_by_name.get(plain_unit_name(name), [])
    units = [unit for unit in units if not unit.is_closed(on or context.on)] or units
    parent = plain_unit_name(row.text(parent_column)) if len(units) > 1 else ""
    if parent:
        units = [unit for unit in units if parent in unit.ancestors] or units
        units = [unit for unit in units if unit.ancestors[-1:] == (parent,)] or units
    if len(units) == 1:
        values["unit"] = units[0].id
    elif units:
        values["units"] = [unit.id for unit in units]
        row.error(unit_column, Code.UNIT_AMBIGUOUS, name, hints=[" / ".join(u.ancestors[-1:]) for u in units[:3]])
    else:
        row.error(unit_column, Code.UNIT_UNKNOWN, name, hints=context.close_units(name))


def read_echelon(text: str) -> Echelon | None:
    return ECHELONS.get(re.sub(r"[^a-z]", "", text.casefold().removeprefix("eselon"))) if text else None


def _written(day: date) -> str:
    return day.strftime("%d-%m-%Y")
