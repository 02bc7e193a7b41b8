"""What a row of an office's staff list says, and what is wrong with it. Knows neither file formats nor the database.

    reader = SheetReader(mapping, context)
    for number, cells in rows:
        row = reader.read(number, cells)     # row.values, row.problems

Each fault is told once, in the column where it is mended: a NIP that is in doubt is not used to doubt other cells.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from asn_portal.tabular.dates import DateError, parse_date
from asn_portal.tabular.mapping import Field
from employees.domain.education import EducationError, parse_education
from employees.domain.identity import (
    InvalidNik,
    InvalidNip,
    Nip,
    NipWarning,
    nip_warnings,
    parse_nik,
    parse_nip,
)
from employees.domain.ranks import RankFault, RankError, parse_rank
from employees.enums import (
    ECHELON_POSITION_TYPES,
    EducationLevel,
    Echelon,
    EmploymentType,
    FunctionalLevel,
    LegalStatus,
    PositionType,
    Regime,
    Sex,
)


class Column(StrEnum):
    """What a column can hold; the values are stored with a remembered mapping."""

    NIP = "nip"
    NAME = "name"
    FRONT_TITLE = "front_title"
    BACK_TITLE = "back_title"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE_AND_DATE = "birth_place_and_date"
    SEX = "sex"
    NIK = "nik"
    EMPLOYMENT = "employment_type"
    STATUS = "status"
    RANK = "rank"
    RANK_SINCE = "rank_since"
    UNIT = "unit"
    PARENT_UNIT = "parent_unit"
    POSITION = "position"
    POSITION_TYPE = "position_type"
    POSITION_SINCE = "position_since"
    ECHELON = "echelon"
    EDUCATION = "education"
    PHONE = "phone"
    EMAIL = "email"


# Labels of offices, of SIASN (camelCase) and of MySAPK exports (snake_case). Spelling and case don't matter.
FIELDS = (
    Field(
        Column.NIP,
        ("NIP", "nipBaru", "NIP Pegawai", "NIP/NI PPPK", "NIP / NIPPPK", "NIP/NIPPPK", "NI PPPK", "Nomor Induk Pegawai"),
    ),
    Field(
        Column.NAME,
        (
            "Nama",
            "Nama Lengkap",
            "Nama Pegawai",
            "Nama ASN",
            "Nama PNS",
            "Nama dan Gelar",
            "Nama Lengkap dan Gelar",
            "Nama Lengkap Tanpa Gelar",
            "Nama Tanpa Gelar",
        ),
    ),
    Field(Column.FRONT_TITLE, ("Gelar Depan", "gelarDepan", "Glr Depan")),
    Field(Column.BACK_TITLE, ("Gelar Belakang", "gelarBelakang", "Glr Belakang", "Gelar")),
    Field(Column.BIRTH_PLACE, ("Tempat Lahir", "tempat_lahir_nama", "Kota Lahir")),
    Field(Column.BIRTH_DATE, ("Tanggal Lahir", "tglLahir", "tanggal_lahir")),
    Field(
        Column.BIRTH_PLACE_AND_DATE,
        ("Tempat Tanggal Lahir", "Tempat, Tanggal Lahir", "Tempat dan Tanggal Lahir", "TTL"),
    ),
    Field(Column.SEX, ("L/P", "Jenis Kelamin", "JK", "Kelamin", "Sex", "Gender", "L / P")),
    Field(Column.NIK, ("NIK", "Nomor Induk Kependudukan", "No KTP", "NIK KTP", "nomorIdDocument")),
    Field(
        Column.EMPLOYMENT,
        (
            "Status",
            "Status Pegawai",
            "Status Kepegawaian",
            "Status ASN",
            "Jenis ASN",
            "Jenis Pegawai",
            "jenis_pegawai_nama",
            "status_cpns_pns",
            "PNS/PPPK",
        ),
    ),
    Field(
        Column.STATUS,
        ("Kedudukan Hukum", "kedudukan_hukum_nama", "kedudukanPnsNama", "Kedudukan", "Keadaan Pegawai", "Status Aktif"),
    ),
    Field(
        Column.RANK,
        (
            "Gol/Ruang",
            "Golongan",
            "Golongan Ruang",
            "gol_akhir_nama",
            "golRuangAkhir",
            "Golongan Akhir",
            "Pangkat/Gol",
            "Pangkat/Golongan Ruang",
            "Pangkat, Gol/Ruang",
            "Pangkat Golongan",
            "Pangkat",
            "pangkatAkhir",
        ),
    ),
    Field(
        Column.RANK_SINCE,
        (
            "TMT Golongan",
            "tmtGolAkhir",
            "TMT Golongan Ruang",
            "TMT Pangkat",
            "TMT Pangkat Golongan",
            "TMT Pangkat/Gol Ruang",
            "TMT Golongan Akhir",
        ),
    ),
    Field(
        Column.UNIT,
        (
            "Unit Kerja",
            "unor_nama",
            "Unor",
            "Nama Unor",
            "Unit Organisasi",
            "Unit",
            "Tempat Tugas",
            "Nama Unit Kerja",
            "satuan_kerja_kerja_nama",
            "Satuan Kerja",
        ),
    ),
    Field(
        Column.PARENT_UNIT,
        ("Unor Induk", "unor_induk_nama", "OPD", "SKPD", "Perangkat Daerah", "Unit Kerja Induk", "Instansi Kerja"),
    ),
    Field(Column.POSITION, ("Jabatan", "jabatan_nama", "Nama Jabatan", "Jabatan Terakhir", "Jabatan Sekarang")),
    Field(Column.POSITION_TYPE, ("Jenis Jabatan", "jenis_jabatan_nama", "Kelompok Jabatan")),
    Field(Column.POSITION_SINCE, ("TMT Jabatan", "tmt_jabatan", "TMT Jabatan Terakhir")),
    Field(Column.ECHELON, ("Eselon", "eselon_nama", "Esl", "Es")),
    Field(
        Column.EDUCATION,
        (
            "Pendidikan Terakhir",
            "Tingkat Pendidikan",
            "tingkat_pendidikan_nama",
            "tkPendidikanTerakhir",
            "Pendidikan",
            "Pend. Akhir",
            "Jenjang Pendidikan",
        ),
    ),
    Field(
        Column.PHONE,
        ("No. HP", "nomor_hp", "HP", "No Handphone", "Handphone", "Telepon", "No. Telepon", "No Telp", "No HP/WA", "No WA"),
    ),
    Field(Column.EMAIL, ("Email", "E-mail", "Alamat Email", "email_gov", "Surel")),
)

REQUIRED_COLUMNS = (Column.NIP, Column.NAME)


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Besides these, a NIP or NIK carries the fault of `identity`, as "nip_length" or "nik_birth_date"."""

    FORMULA = "formula"
    TOO_LONG = "too_long"
    NAME_MISSING = "name_missing"
    NAME_WITHOUT_LETTERS = "name_without_letters"
    NIP_TWICE = "nip_twice"
    NIP_ELSEWHERE = "nip_elsewhere"
    NIK_TWICE = "nik_twice"
    NIK_TAKEN = "nik_taken"
    NIK_DIFFERS = "nik_differs"
    DATE_UNREADABLE = "date_unreadable"
    DATE_NUMBER = "date_number"
    DATE_SHORT_YEAR = "date_short_year"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_MISSING = "date_missing"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_BIRTH = "date_before_birth"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_UNKNOWN = "sex_unknown"
    SEX_DIFFERS = "sex_differs"
    EMPLOYMENT_UNKNOWN = "employment_unknown"
    EMPLOYMENT_CONTRADICTS_NIP = "employment_contradicts_nip"
    STATUS_UNKNOWN = "status_unknown"
    RANK_UNKNOWN = "rank_unknown"
    RANK_CONTRADICTION = "rank_contradiction"
    RANK_OTHER_REGIME = "rank_other_regime"
    RANK_OLDER = "rank_older"
    RANK_SINCE_DIFFERS = "rank_since_differs"
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_AMBIGUOUS = "unit_ambiguous"
    POSITION_TYPE_UNKNOWN = "position_type_unknown"
    POSITION_KEPT = "position_kept"
    HEAD_TAKEN = "head_taken"
    EDUCATION_UNKNOWN = "education_unknown"
    PHONE_UNREADABLE = "phone_unreadable"
    EMAIL_UNREADABLE = "email_unreadable"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Problem:
    """`found` is what the message quotes; `hints` are close matches or the row that says the same."""

    column: Column
    level: Level
    code: str
    found: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """`values` holds what could be read, by the name of our field; dates are `date`. Blank cells are left out."""

    number: int
    values: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def has_error(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that the importer may fill. `ancestors` are the plain names of the units above it."""

    id: int
    name: str
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What a sheet is read against. `default_unit` takes the rows of a sheet without a unit column."""

    on: date
    units: tuple[Unit, ...]
    default_unit: int | None = None
    units_by_name: dict[str, list[Unit]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Unit]] = {}
        for unit in self.units:
            by_name.setdefault(plain_unit_name(unit.name), []).append(unit)
        object.__setattr__(self, "units_by_name", by_name)


# Longest texts that the record holds.
MAXIMUM_LENGTHS = {
    Column.NAME: 200,
    Column.FRONT_TITLE: 60,
    Column.BACK_TITLE: 60,
    Column.BIRTH_PLACE: 100,
    Column.POSITION: 200,
    Column.EMAIL: 254,
}
# How much of a cell a message quotes.
MAXIMUM_QUOTE = 60
# What people type into a cell that they leave empty.
BLANKS = frozenset({"", "-", "--", "—", "–", ".", "0", "n/a", "#n/a", "null", "none", "nil", "tidak ada", "kosong"})

SEXES = {
    **dict.fromkeys(("l", "lk", "laki-laki", "laki laki", "lakilaki", "laki", "pria", "m", "male", "1"), Sex.MALE),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "w", "f", "female", "2"), Sex.FEMALE),
}
STATUSES = {
    "aktif": LegalStatus.ACTIVE,
    "pns aktif": LegalStatus.ACTIVE,
    "pppk aktif": LegalStatus.ACTIVE,
    "cpns aktif": LegalStatus.ACTIVE,
    "active": LegalStatus.ACTIVE,
    "cltn": LegalStatus.UNPAID_LEAVE,
    "cuti di luar tanggungan negara": LegalStatus.UNPAID_LEAVE,
    "tugas belajar": LegalStatus.STUDY,
    "pemberhentian sementara": LegalStatus.SUSPENDED,
    "uang tunggu": LegalStatus.WAITING_PAY,
    "penerima uang tunggu": LegalStatus.WAITING_PAY,
    "pejabat negara": LegalStatus.STATE_OFFICIAL,
    "proses banding": LegalStatus.APPEAL,
    "banding": LegalStatus.APPEAL,
    "hilang": LegalStatus.MISSING,
    "kena hukdis": LegalStatus.SANCTIONED,
    "hukuman disiplin": LegalStatus.SANCTIONED,
    "mpp": LegalStatus.PRE_RETIREMENT,
    "masa persiapan pensiun": LegalStatus.PRE_RETIREMENT,
    "tidak aktif": LegalStatus.INACTIVE,
    "diberhentikan": LegalStatus.DISMISSED,
    "berhenti tanpa pensiun": LegalStatus.LEFT_WITHOUT_PENSION,
    "berhenti dengan pensiun": LegalStatus.LEFT_WITH_PENSION,
    "mencapai bup": LegalStatus.REACHED_RETIREMENT_AGE,
    "pensiun": LegalStatus.RETIRED,
}
POSITION_TYPES = {
    "pelaksana": PositionType.PELAKSANA,
    "fungsional umum": PositionType.PELAKSANA,
    "jabatan pelaksana": PositionType.PELAKSANA,
    "jfu": PositionType.PELAKSANA,
    "4": PositionType.PELAKSANA,
    "fungsional": PositionType.FUNGSIONAL,
    "fungsional tertentu": PositionType.FUNGSIONAL,
    "jabatan fungsional": PositionType.FUNGSIONAL,
    "jabatan fungsional tertentu": PositionType.FUNGSIONAL,
    "jft": PositionType.FUNGSIONAL,
    "jf": PositionType.FUNGSIONAL,
    "2": PositionType.FUNGSIONAL,
    "administrator": PositionType.ADMINISTRATOR,
    "pengawas": PositionType.PENGAWAS,
    "jpt pratama": PositionType.JPT_PRATAMA,
    "pimpinan tinggi pratama": PositionType.JPT_PRATAMA,
    "jpt madya": PositionType.JPT_MADYA,
    "jpt utama": PositionType.JPT_UTAMA,
}
STRUCTURAL = frozenset({"struktural", "jabatan struktural", "manajerial", "jabatan manajerial", "1"})
# Titles of managerial positions in a local government, longest first (domain.md §2.3).
MANAGERIAL_TITLES = (
    (re.compile(r"^(kepala (dinas|badan)\b|asisten (sekretaris|administrasi|perekonomian|pemerintahan)|sekretaris daerah|"
                r"sekretaris dprd|staf ahli|inspektur$|direktur rsud)"), PositionType.JPT_PRATAMA),
    (re.compile(r"^(camat\b|sekretaris (dinas|badan|kecamatan|camat)|kepala (bidang|bagian)\b|inspektur pembantu)"),
     PositionType.ADMINISTRATOR),
    (re.compile(r"^(lurah\b|sekretaris (kelurahan|lurah)|kepala (sub ?bagian|sub ?bidang|seksi|upt|puskesmas|tata usaha)|"
                r"kasubbag|kasi\b)"), PositionType.PENGAWAS),
)
HEAD_TITLE = re.compile(r"^(camat|lurah|kepala (dinas|badan|kantor|upt|puskesmas)|inspektur|sekretaris daerah)\b")
LEVEL_TITLE = re.compile(
    r"\b(ahli pertama|ahli muda|ahli madya|ahli utama|pemula|terampil|mahir|penyelia)\b", re.IGNORECASE
)
FUNCTIONAL_LEVELS = {level.label.casefold(): level for level in FunctionalLevel}
ECHELONS = {re.sub(r"[^a-z]", "", echelon.label.casefold()): echelon for echelon in Echelon if echelon != Echelon.NONE}

FRONT_TITLE = re.compile(
    r"^((?:(?:prof|dr|drs|dra|drg|drh|ir|h|hj|apt|ns|kh|tgk)\.?\s+(?=\S))+)(?P<name>.+)$", re.IGNORECASE
)
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
UNIT_WORDS = {"kec": "kecamatan", "kel": "kelurahan", "sekr": "sekretariat", "set": "sekretariat", "puskes": "puskesmas"}
NOT_A_WORD = re.compile(r"[^\w]+")


def plain_unit_name(name: str) -> str:
    """Spelling, case and the usual abbreviations (`Kel. Belawan I`) don't tell units apart."""
    words = NOT_A_WORD.sub(" ", name.casefold()).split()
    return " ".join(UNIT_WORDS.get(word, word) for word in words)


def text_of(cell: object) -> str:
    """A cell as text on one line. A number loses the `.0` that spreadsheets give to whole numbers."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and " ".join(cell.split()).casefold() in BLANKS)


def is_data(cells: Mapping[Column, object]) -> bool:
    """A person rather than a heading, a row of column numbers, or the lines where somebody signs.

    A person has a NIP and a name, or at least three filled cells.
    """
    filled = [cell for cell in cells.values() if not is_blank(cell)]
    if not filled:
        return False
    digits = re.sub(r"[^0-9]", "", text_of(cells.get(Column.NIP)))
    if len(digits) >= 8 and not is_blank(cells.get(Column.NAME)):
        return True
    if len(filled) < min(3, len(cells)):
        return False
    return not all(_is_column_number(cell) for cell in filled)


def _is_column_number(cell: object) -> bool:
    return re.fullmatch(r"\(?[0-9]{1,2}\)?", text_of(cell)) is not None


class SheetReader:
    """Reads the rows of one sheet in order; remembers which NIP and NIK it has met."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._nips: dict[str, int] = {}
        self._niks: dict[str, int] = {}
        self._unit_hints: dict[str, tuple[str, ...]] = {}

    def read(self, number: int, cells: Mapping[Column, object]) -> ParsedRow:
        """`cells` by column, only those that are mapped."""
        row = _Row(number, dict(cells), self)
        for column in cells:
            if _looks_like_formula(column, cells[column]):
                row.problem(column, Level.ERROR, Code.FORMULA, text_of(cells[column]))
        row.read_identity()
        row.read_person()
        row.read_service()
        row.read_place()
        row.read_contact()
        return ParsedRow(number, row.values, tuple(row.problems))

    def first_with_nip(self, nip: str, number: int) -> int:
        return self._nips.setdefault(nip, number)

    def first_with_nik(self, nik: str, number: int) -> int:
        return self._niks.setdefault(nik, number)

    def close_units(self, name: str) -> tuple[str, ...]:
        """Names of the importer's units that look like `name`, at most three."""
        plain = plain_unit_name(name)
        if plain not in self._unit_hints:
            close = get_close_matches(plain, self.context.units_by_name, n=3, cutoff=0.6)
            self._unit_hints[plain] = tuple(self.context.units_by_name[each][0].name for each in close)
        return self._unit_hints[plain]


class _Row:
    """One row while it is read. Each `read_…` takes a group of cells that judge each other."""

    def __init__(self, number: int, cells: dict[Column, object], reader: SheetReader) -> None:
        self.number = number
        self.cells = cells
        self.reader = reader
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.refused: set[Column] = set()
        self.nip: Nip | None = None
        self.doubted = False
        self.split_birth_cell()

    def problem(self, column: Column, level: Level, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problems.append(Problem(column, level, code, found[:MAXIMUM_QUOTE], tuple(hints)))
        if level is Level.ERROR:
            self.refused.add(column)

    def error(self, column: Column, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problem(column, Level.ERROR, code, found, hints)

    def warn(self, column: Column, code: str, found: str = "", hints: Sequence[str] = ()) -> None:
        self.problem(column, Level.WARNING, code, found, hints)

    def text(self, column: Column) -> str:
        """The cell's text; "" for a blank or refused one. Too long a text is an error."""
        cell = self.cells.get(column)
        if column in self.refused or is_blank(cell):
            return ""
        text = text_of(cell)
        longest = MAXIMUM_LENGTHS.get(column)
        if longest is not None and len(text) > longest:
            self.error(column, Code.TOO_LONG, str(longest))
            return ""
        return text

    def day(self, column: Column) -> date | None:
        cell = self.cells.get(column)
        if column in self.refused or is_blank(cell):
            return None
        try:
            return parse_date(cell)
        except DateError as fault:
            self.error(column, f"date_{fault.code}", fault.found)
            return None

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
        if Column.NIK not in self.refused and not is_blank(cell):
            try:
                nik = parse_nik(cell)
            except InvalidNik as fault:
                self.error(Column.NIK, f"nik_{fault.code}", fault.found)
                return
            if self.nip is None or self.reader.first_with_nik(nik.number, self.number) == self.number:
                self.values["nik"] = nik.number
            else:
                self.error(Column.NIK, Code.NIK_TWICE, hints=[str(self.reader.first_with_nik(nik.number, self.number))])

    def read_nip(self) -> None:
        cell = self.cells.get(Column.NIP)
        try:
            nip = parse_nip(None if isinstance(cell, str) and is_blank(cell) else cell)
        except InvalidNip as fault:
            self.error(Column.NIP, f"nip_{fault.code}", fault.found)
            return
        first = self.reader.first_with_nip(nip.number, self.number)
        if first != self.number:
            self.error(Column.NIP, Code.NIP_TWICE, hints=[str(first)])
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
            self.values.setdefault("birth_date", self.nip.birth_date)
            self.values.setdefault("sex", str(self.nip.sex))
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
        name = self.text(Column.NAME).removeprefix("'")
        if not name:
            if Column.NAME not in self.refused:
                self.error(Column.NAME, Code.NAME_MISSING)
            return
        front, back = self.text(Column.FRONT_TITLE), self.text(Column.BACK_TITLE)
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
        if text := self.text(column):
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
        if day > on:
            self.error(where, Code.DATE_IN_FUTURE, _written(day))
            return None
        self.values["birth_date"] = day
        return day

    def read_sex(self) -> str | None:
        text = self.text(Column.SEX)
        if not text:
            return None
        sex = SEXES.get(text.casefold().strip(" ."))
        if sex is None:
            self.error(Column.SEX, Code.SEX_UNKNOWN, text)
            return None
        self.values["sex"] = str(sex)
        return str(sex)

    def compare_nik(self, stated_date: date | None, stated_sex: str | None) -> None:
        """A NIK keeps the birth date and sex of the first registration: a difference is worth a look, no more."""
        number = self.values.get("nik")
        if number is None or self.doubted:
            return
        nik = parse_nik(number)
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
            status = _status(text)
            if status is None:
                self.warn(Column.STATUS, Code.STATUS_UNKNOWN, text)
            else:
                self.values["status"] = str(status)
        self.read_rank(regime)
        text = self.text(Column.EDUCATION)
        if text:
            level = _education(text)
            if level is None:
                self.warn(Column.EDUCATION, Code.EDUCATION_UNKNOWN, text)
            else:
                self.values["education"] = str(level)

    def read_employment(self) -> Regime | None:
        """The regime, by which ranks are judged: of the NIP where there is one, else of the status."""
        text = self.text(Column.EMPLOYMENT)
        employment = _employment(text) if text else None
        if text and employment is None:
            status = _status(text)
            if status is None:
                self.error(Column.EMPLOYMENT, Code.EMPLOYMENT_UNKNOWN, text)
            else:
                self.values["status"] = str(status)
        of_nip = self.nip.kind if self.nip else None
        if employment is None:
            if of_nip is not None and Column.EMPLOYMENT not in self.refused:
                self.values["employment_type"] = of_nip.value
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
                self.values["rank"] = parse_rank(text_of(cell), regime=regime).code
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
        born = self.values.get("birth_date")
        if day > self.reader.context.on:
            self.error(column, Code.DATE_IN_FUTURE, _written(day))
        elif born is not None and day <= born:
            self.error(column, Code.DATE_BEFORE_BIRTH, _written(day))
        else:
            self.values[column.value] = day

    # --- where they serve -------------------------------------------------------------------------------------------

    def read_place(self) -> None:
        self.read_unit()
        self.read_start(Column.POSITION_SINCE)
        title = self.text(Column.POSITION)
        echelon = ECHELONS.get(re.sub(r"[^a-z]", "", self.text(Column.ECHELON).casefold().removeprefix("eselon")))
        kind_text = self.text(Column.POSITION_TYPE)
        if not title:
            return
        kind = position_type(title, kind_text, echelon)
        if kind_text and kind is None:
            self.warn(Column.POSITION_TYPE, Code.POSITION_TYPE_UNKNOWN, kind_text)
        self.values |= {"position": title, "position_type": str(kind or position_type(title) or PositionType.PELAKSANA)}
        if echelon is not None:
            self.values["echelon"] = str(echelon)
        level = functional_level(title)
        if level is not None and self.values["position_type"] == PositionType.FUNGSIONAL:
            self.values["functional_level"] = str(level)

    def read_unit(self) -> None:
        if Column.UNIT in self.refused:
            return
        context = self.reader.context
        name = self.text(Column.UNIT)
        if not name:
            if context.default_unit is not None:
                self.values["unit"] = context.default_unit
            else:
                self.error(Column.UNIT, Code.UNIT_MISSING)
            return
        units = context.units_by_name.get(plain_unit_name(name), [])
        parent = plain_unit_name(self.text(Column.PARENT_UNIT))
        if len(units) > 1 and parent:
            units = [unit for unit in units if parent in unit.ancestors] or units
        if len(units) == 1:
            self.values["unit"] = units[0].id
        elif units:
            self.error(Column.UNIT, Code.UNIT_AMBIGUOUS, name, hints=[" / ".join(u.ancestors[-1:]) for u in units[:3]])
        else:
            self.error(Column.UNIT, Code.UNIT_UNKNOWN, name, hints=self.reader.close_units(name))

    # --- how to reach them ------------------------------------------------------------------------------------------

    def read_contact(self) -> None:
        text = self.text(Column.PHONE)
        if text:
            phone = normal_phone(text)
            if phone is None:
                self.warn(Column.PHONE, Code.PHONE_UNREADABLE, text)
            else:
                self.values["phone"] = phone
        text = self.text(Column.EMAIL)
        if text:
            if EMAIL.fullmatch(text):
                self.values["email"] = text.casefold()
            else:
                self.warn(Column.EMAIL, Code.EMAIL_UNREADABLE, text)


def position_type(title: str, written: str = "", echelon: Echelon | None = None) -> PositionType | None:
    """The type of a position by what the sheet calls it, by its echelon, or by its title; None for an unknown word."""
    plain = " ".join(written.casefold().split())
    if plain in POSITION_TYPES:
        return POSITION_TYPES[plain]
    if plain and plain not in STRUCTURAL:
        return None
    if echelon is not None:
        return ECHELON_POSITION_TYPES[echelon]
    words = " ".join(title.casefold().split())
    for pattern, kind in MANAGERIAL_TITLES:
        if pattern.search(words):
            return kind
    if plain:
        return PositionType.PENGAWAS
    return PositionType.FUNGSIONAL if functional_level(title) is not None else PositionType.PELAKSANA


def functional_level(title: str) -> FunctionalLevel | None:
    match = LEVEL_TITLE.search(title)
    return FUNCTIONAL_LEVELS[match[1].casefold()] if match else None


def heads_unit(title: str) -> bool:
    """Whether the holder of this title heads the unit in which it stands: Camat, Lurah, Kepala Dinas …"""
    return HEAD_TITLE.search(" ".join(title.casefold().split())) is not None


def normal_phone(text: str) -> str | None:
    """An Indonesian number as +62…; None for what is none. A lost leading zero is understood."""
    digits = re.sub(r"[\s.()\-/]", "", text.split(",")[0].split(";")[0]).removeprefix("'")
    if not re.fullmatch(r"\+?[0-9]+", digits):
        return None
    national = digits.removeprefix("+")
    for prefix in ("0062", "62", "0"):
        if national.startswith(prefix):
            national = national.removeprefix(prefix).lstrip("0")
            break
    return f"+62{national}" if 7 <= len(national) <= 13 else None


def _looks_like_formula(column: Column, cell: object) -> bool:
    if not isinstance(cell, str):
        return False
    start = cell.lstrip()[:1]
    return start == "=" or start == "@" or (start == "+" and column is not Column.PHONE)


def _employment(text: str) -> EmploymentType | None:
    plain = NOT_A_WORD.sub(" ", text.casefold()).strip()
    if "paruh waktu" in plain:
        return EmploymentType.PPPK_PART_TIME
    if plain.startswith(("pppk", "p3k")) or "perjanjian kerja" in plain:
        return EmploymentType.PPPK
    if plain in {"cpns", "c", "calon pns"} or plain.startswith(("cpns", "calon pegawai negeri")):
        return EmploymentType.CPNS
    if plain in {"pns", "p"} or plain.startswith(("pns", "pegawai negeri sipil")):
        return EmploymentType.PNS
    return None


def _status(text: str) -> LegalStatus | None:
    plain = " ".join(text.casefold().split())
    if plain in LegalStatus.values:
        return LegalStatus(plain)
    return STATUSES.get(plain) or next((s for words, s in STATUSES.items() if len(words) > 5 and words in plain), None)


def _education(text: str) -> EducationLevel | None:
    words = text.split()
    # "S-1 Akuntansi" names the subject as well.
    for written in (text, " ".join(words[:2]), words[0]):
        try:
            return parse_education(written)
        except EducationError:
            continue
    return None


def _written(day: date) -> str:
    return day.strftime("%d-%m-%Y")
