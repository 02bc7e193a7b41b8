"""Reads the rows of a sheet with one history.

    reader = EntryReader(HistoryKind.RANK, context)
    for number, cells in rows:
        entry = reader.read(number, cells)     # entry.values, entry.problems

Whether the entry agrees with the person and with what is on record is judged later (`entries`).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from employees.domain.education import EducationError, parse_education
from employees.domain.entry_rules import MAXIMUM_SERVICE_YEARS
from employees.domain.identity import InvalidNip, parse_nip
from employees.domain.ranks import RankError, RankFault, parse_rank
from employees.domain.service_life.months import add_months
from employees.domain.staff_import.cells import Cells
from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.domain.staff_import.entry_words import (
    LEADERSHIP_IDS,
    WORDS,
    award_kind,
    choice,
    leadership,
    predicate_of,
)
from employees.domain.staff_import.problems import Code
from employees.domain.staff_import.reader import read_echelon, read_unit
from employees.domain.staff_import.rows import Context, ParsedEntry
from employees.domain.staff_import.words import (
    education_level,
    functional_level,
    is_blank,
    position_type,
    text_of,
)
from employees.enums import (
    SANCTION_LEVELS,
    AssignmentKind,
    AwardKind,
    CredentialKind,
    HistoryKind,
    PositionType,
    SanctionKind,
    TrainingKind,
)

ONE_DAY = timedelta(days=1)


class EntryReader:
    """Reads the rows of one sheet."""

    def __init__(self, kind: HistoryKind, context: Context) -> None:
        self.kind = kind
        self.context = context

    def read(self, number: int, cells: Mapping[C, object]) -> ParsedEntry:
        """`cells` by column, only those that are mapped."""
        row = _Entry(number, cells, self.context)
        row.read_person()
        READERS[self.kind](row)
        row.read_paper()
        return ParsedEntry(
            number=number,
            nip=row.nip,
            pns_id=row.text(C.PNS_ID),
            name=row.text(C.PERSON)[:200],
            entry=row.whole(C.ENTRY, 1, 2**31),
            siasn_id=row.text(C.SIASN_ID, 42),
            values=row.values,
            defaults=row.defaults,
            problems=tuple(row.problems),
        )


class _Entry(Cells):
    def __init__(self, number: int, cells: Mapping[C, object], context: Context) -> None:
        super().__init__(number, cells)
        self.context = context
        self.values: dict[str, Any] = {}
        self.defaults: dict[str, Any] = {}
        self.nip = ""

    # --- parts that several histories share -------------------------------------------------------------------------

    def read_person(self) -> None:
        cell = self.cells.get(C.NIP)
        if is_blank(cell):
            if not self.text(C.PNS_ID) and C.NIP not in self.refused:
                self.error(C.NIP, "nip_missing")
            return
        if C.NIP in self.refused:
            return
        try:
            self.nip = parse_nip(cell).number
        except InvalidNip as fault:
            self.error(C.NIP, f"nip_{fault.code}", fault.found)

    def read_paper(self) -> None:
        self.take(C.DECREE_NUMBER, 100)
        self.take_day(C.DECREE_DATE)
        note = self.text(C.NOTE, 250)
        if note:
            self.values["note"] = f"{self.values['note']}; {note}"[:250] if self.values.get("note") else note

    def take(self, column: C, longest: int, name: str = "") -> str:
        text = self.text(column, longest)
        if text:
            self.values[name or column.value] = text
        return text

    def take_day(self, column: C) -> date | None:
        day = self.day(column)
        if day is not None:
            self.values[column.value] = day
        return day

    def take_flag(self, column: C) -> None:
        flag = self.flag(column)
        if flag is not None:
            self.values[column.value] = flag

    def take_whole(self, column: C, low: int, high: int) -> None:
        number = self.whole(column, low, high)
        if number is not None:
            self.values[column.value] = number

    def choose(self, column: C, name: str) -> str:
        """A choice by its code or in words; an unknown word is an error with close ones."""
        text = self.text(column)
        if not text:
            return ""
        labels = self.context.words.get(column.value, {})
        code = choice(column, text, labels)
        if code is None:
            close = get_close_matches(text.casefold(), [*labels, *WORDS.get(column, {})], n=3, cutoff=0.6)
            self.error(column, Code.CHOICE_UNKNOWN, text, hints=close)
            return ""
        self.values[name] = str(code)
        return str(code)

    def need(self, name: str, *columns: C) -> None:
        """Something must be there, unless a fault has been told about its cells."""
        if name not in self.values and not self.refused.intersection(columns):
            column = next((each for each in columns if each in self.cells), columns[0])
            self.error(column, Code.VALUE_MISSING)

    def read_start(self) -> None:
        self.take_day(C.START)
        self.need("start", C.START)

    def read_end(self) -> None:
        """`until` is the first day no longer."""
        last = self.day(C.UNTIL)
        if last is None:
            return
        if "start" in self.values and last < self.values["start"]:
            self.error(C.UNTIL, Code.ENDS_BEFORE_START, f"{last:%d-%m-%Y}")
        elif last != date.max:
            self.values["until"] = last + ONE_DAY

    def read_service(self) -> None:
        self.take_whole(C.SERVICE_YEARS, 0, MAXIMUM_SERVICE_YEARS)
        self.take_whole(C.SERVICE_MONTHS, 0, 11)

    def read_date(self) -> None:
        """A day; where only the year is known its last day stands for it."""
        self.take_day(C.DATE)
        if "date" not in self.values and C.DATE not in self.refused:
            year = self.year(C.YEAR)
            if year is not None:
                self.values |= {"date": date(year, 12, 31), "is_year_only": True}
            self.need("date", C.DATE, C.YEAR)
        elif "date" in self.values:
            self.values["is_year_only"] = False

    # --- the histories ----------------------------------------------------------------------------------------------

    def read_rank(self) -> None:
        text = self.text(C.RANK)
        if text:
            try:
                self.values["rank"] = parse_rank(text).code
            except RankError as fault:
                code = Code.RANK_UNKNOWN if fault.code is RankFault.MISSING else f"rank_{fault.code}"
                self.error(C.RANK, code, fault.found)
        self.need("rank", C.RANK)
        self.read_start()
        self.choose(C.PROMOTION_KIND, "promotion_kind")
        self.read_service()

    def read_position(self) -> None:
        title = self.take(C.POSITION, 200)
        self.need("position", C.POSITION)
        self.read_start()
        read_unit(self, C.UNIT, C.PARENT_UNIT, self.values, is_needed=True, on=self.values.get("start"))
        if title:
            echelon = read_echelon(self.text(C.ECHELON))
            written = self.text(C.POSITION_TYPE)
            label = self.context.word(C.POSITION_TYPE, written) if written else None
            kind = PositionType(label) if label else position_type(title, written, echelon) or position_type(title)
            self.values["position_type"] = str(kind or PositionType.PELAKSANA)
            if echelon is not None:
                self.values["echelon"] = str(echelon)
            level = functional_level(title)
            if level is not None and kind is PositionType.FUNGSIONAL:
                self.values["functional_level"] = str(level)
        self.choose(C.ASSIGNMENT, "kind")
        if "kind" not in self.values:
            self.defaults["kind"] = str(AssignmentKind.DEFINITIVE)
        self.read_end()
        self.take_day(C.INSTALLED_ON)

    def read_status(self) -> None:
        self.choose(C.STATUS, "status")
        self.need("status", C.STATUS)
        self.read_start()

    def read_contract(self) -> None:
        self.read_start()
        self.read_end()
        self.need("until", C.UNTIL)

    def read_salary_step(self) -> None:
        self.read_start()
        salary = self.number_in(C.BASE_SALARY, 0, 999_999_999_999)
        if salary is not None:
            self.values["base_salary"] = salary
        self.read_service()

    def read_unpaid_leave(self) -> None:
        self.read_start()
        self.read_end()

    def read_education(self) -> None:
        text, major = self.text(C.EDUCATION), self.text(C.MAJOR, 200)
        level = self.context.word(C.EDUCATION, text) if text else None
        if text and level is None:
            try:
                level = parse_education(text)
            except EducationError:
                level = education_level(text)
            if level is None:
                self.error(C.EDUCATION, Code.CHOICE_UNKNOWN, text, hints=["SMA", "D-III", "S-1"])
        elif not text and major:
            # SIASN names the level with the subject: "S-1 AKUNTANSI".
            level = education_level(major)
        if level is not None:
            self.values["level"] = str(level)
        self.need("level", C.EDUCATION, C.MAJOR)
        if major:
            self.values["major"] = major
        self.take(C.INSTITUTION, 200)
        self.take(C.FRONT_TITLE, 60)
        self.take(C.BACK_TITLE, 60)
        self.take_flag(C.IS_FIRST)
        self.read_date()

    def read_training(self) -> None:
        name, structural = self.text(C.NAME, 250), self.text(C.LEADERSHIP, 250)
        level = leadership(structural) if structural else None
        if structural and level is None and not name:
            name = "" if structural in LEADERSHIP_IDS else structural
        if name or structural:
            self.values["name"] = name or structural
        self.need("name", C.NAME, C.LEADERSHIP)
        if level is not None:
            self.values["leadership"] = str(level)
        self.choose(C.TRAINING_KIND, "kind")
        if "kind" not in self.values and C.TRAINING_KIND not in self.refused:
            self.defaults["kind"] = str(TrainingKind.STRUCTURAL if structural else TrainingKind.COURSE)
        self.take(C.ORGANISER, 200)
        hours = self.number_in(C.HOURS, 0, 99_999, places=1)
        if hours is not None:
            self.values["hours"] = hours
        self.read_date()
        last = self.take_day(C.LAST_DAY)
        if last is not None and "date" in self.values and last < self.values["date"]:
            if self.values["is_year_only"] and last.year == self.values["date"].year:
                # The year's last day only stands for it.
                self.values |= {"date": last, "is_year_only": False}
            else:
                self.error(C.LAST_DAY, Code.ENDS_BEFORE_START, f"{last:%d-%m-%Y}")

    def read_credential(self) -> None:
        name = self.take(C.NAME, 200)
        self.choose(C.CREDENTIAL_KIND, "kind")
        if name and "kind" not in self.values and C.CREDENTIAL_KIND not in self.refused:
            self.defaults["kind"] = str(CredentialKind.OTHER)
        elif "kind" not in self.values:
            self.need("kind", C.CREDENTIAL_KIND, C.NAME)
        self.take(C.ISSUER, 200)
        self.read_date()
        last = self.take_day(C.EXPIRES_ON)
        if last is not None and "date" in self.values and last < self.values["date"]:
            self.error(C.EXPIRES_ON, Code.ENDS_BEFORE_START, f"{last:%d-%m-%Y}")

    def read_rating(self) -> None:
        year = self.year(C.YEAR)
        if year is not None:
            self.values["year"] = year
        self.need("year", C.YEAR)
        if not self.choose(C.PREDICATE, "predicate"):
            predicate = predicate_of(self.text(C.RESULT), self.text(C.BEHAVIOUR))
            if predicate is not None:
                self.values["predicate"] = str(predicate)
        self.need("predicate", C.PREDICATE, C.RESULT)
        self.take(C.ASSESSOR, 200)

    def read_credit_points(self) -> None:
        points = self.number_in(C.POINTS, 0, 99_999, places=3)
        if points is None and C.POINTS not in self.refused:
            parts = [self.number_in(column, 0, 99_999, places=3) for column in (C.MAIN_POINTS, C.SUPPORTING_POINTS)]
            given = [part for part in parts if part is not None]
            points = sum(given[1:], given[0]) if given else None
        if points is not None:
            self.values["points"] = points
        self.need("points", C.POINTS, C.MAIN_POINTS)
        first, last = self._month(C.FIRST_MONTH, C.FIRST_YEAR), self._month(C.LAST_MONTH, C.LAST_YEAR)
        if first is not None:
            self.values["start"] = first
        if last is not None:
            self.values["until"] = add_months(last, 1)
        if "start" not in self.values:
            self.take_day(C.START)
        self.need("start", C.START, C.FIRST_MONTH, C.FIRST_YEAR)
        if "until" not in self.values:
            self.read_end()
        elif "start" in self.values and self.values["until"] <= self.values["start"]:
            self.error(C.LAST_MONTH, Code.ENDS_BEFORE_START, f"{last:%m-%Y}")
        self.take(C.TITLE, 200)
        for column in (C.IS_FIRST, C.IS_INTEGRATION, C.IS_CONVERSION):
            self.take_flag(column)

    def _month(self, month_column: C, year_column: C) -> date | None:
        month, year = self.whole(month_column, 1, 12), self.year(year_column)
        return date(year, month, 1) if month is not None and year is not None else None

    def read_award(self) -> None:
        written, name = self.text(C.AWARD_KIND, 200), self.text(C.NAME, 200)
        labels = self.context.words.get(C.AWARD_KIND, {})
        kind = choice(C.AWARD_KIND, written, labels) or award_kind(written) or award_kind(name)
        if kind is None and (name or (written and not written.isdigit())):
            kind, name = AwardKind.OTHER, name or written
        if kind is not None:
            self.values["kind"] = str(kind)
        self.need("kind", C.AWARD_KIND, C.NAME)
        if kind == AwardKind.OTHER and not name:
            self.error(C.NAME, Code.VALUE_MISSING)
        elif kind == AwardKind.OTHER:
            self.values["name"] = name
        self.read_date()

    def read_sanction(self) -> None:
        text = self.text(C.SANCTION_KIND, 240)
        kind = choice(C.SANCTION_KIND, text, self.context.words.get(C.SANCTION_KIND, {})) if text else None
        if text and kind is None:
            kind = SanctionKind.OLDER_RULE
            self.values["note"] = text
            self.warn(C.SANCTION_KIND, Code.OLDER_SANCTION, text)
        if kind is not None:
            self.values["kind"] = str(kind)
        self.need("kind", C.SANCTION_KIND)
        level = SANCTION_LEVELS.get(SanctionKind(kind)) if kind is not None else None
        if level is not None:
            self.values["level"] = str(level)
        else:
            self.choose(C.SANCTION_LEVEL, "level")
            self.need("level", C.SANCTION_LEVEL)
        self.read_start()
        self.read_end()
        if "until" not in self.values and "start" in self.values and C.UNTIL not in self.refused:
            years, months = self.whole(C.LENGTH_YEARS, 0, 50) or 0, self.whole(C.LENGTH_MONTHS, 0, 600) or 0
            if years or months:
                self.values["until"] = add_months(self.values["start"], 12 * years + months)
        self.take(C.OFFENCE, 500)
        self.take(C.LEGAL_BASIS, 100)
        self.take_day(C.CANCELLED_ON)
        self.take(C.CANCEL_DECREE, 100)


READERS: dict[HistoryKind, Callable[[_Entry], None]] = {
    HistoryKind.RANK: _Entry.read_rank,
    HistoryKind.POSITION: _Entry.read_position,
    HistoryKind.STATUS: _Entry.read_status,
    HistoryKind.CONTRACT: _Entry.read_contract,
    HistoryKind.SALARY_STEP: _Entry.read_salary_step,
    HistoryKind.UNPAID_LEAVE: _Entry.read_unpaid_leave,
    HistoryKind.EDUCATION: _Entry.read_education,
    HistoryKind.TRAINING: _Entry.read_training,
    HistoryKind.CREDENTIAL: _Entry.read_credential,
    HistoryKind.RATING: _Entry.read_rating,
    HistoryKind.CREDIT_POINT: _Entry.read_credit_points,
    HistoryKind.AWARD: _Entry.read_award,
    HistoryKind.DISCIPLINE: _Entry.read_sanction,
}


def is_entry(cells: Mapping[C, object]) -> bool:
    """An entry rather than a heading or a signature: somebody is named, and at least two more cells are filled."""
    filled = [column for column, cell in cells.items() if not is_blank(cell)]
    named = C.NIP in filled or C.PNS_ID in filled
    numbers = all(text_of(cells[column]).strip("()").isdigit() and len(text_of(cells[column])) < 5 for column in filled)
    return len(filled) >= (2 if named else 4) and not (numbers and len(filled) > 1)
