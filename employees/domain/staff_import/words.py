"""The words of staff lists: how offices write sex, status, positions, units, education and telephone numbers."""

import re
from functools import lru_cache

from employees.domain.education import EducationError, parse_education
from employees.enums import (
    ECHELON_POSITION_TYPES,
    Echelon,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    LegalStatus,
    PositionType,
    Sex,
)

# What people type into a cell that they leave empty.
BLANKS = frozenset({"", "-", "--", "—", "–", ".", "0", "n/a", "#n/a", "null", "none", "nil", "tidak ada", "kosong"})
# With some spaces inside.
LONGEST_BLANK = max(map(len, BLANKS)) + 3

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
    (
        re.compile(
            r"^(kepala (dinas|badan)\b|asisten (sekretaris|administrasi|perekonomian|pemerintahan)|sekretaris daerah|"
            r"sekretaris dprd|staf ahli|inspektur$|direktur rsud)"
        ),
        PositionType.JPT_PRATAMA,
    ),
    (
        re.compile(r"^(camat\b|sekretaris (dinas|badan|kecamatan|camat)|kepala (bidang|bagian)\b|inspektur pembantu)"),
        PositionType.ADMINISTRATOR,
    ),
    (
        re.compile(
            r"^(lurah\b|sekretaris (kelurahan|lurah)|kepala (sub ?bagian|sub ?bidang|seksi|upt|puskesmas|tata usaha)|"
            r"kasubbag|kasi\b)"
        ),
        PositionType.PENGAWAS,
    ),
)
HEAD_TITLE = re.compile(r"^(camat|lurah|kepala (dinas|badan|kantor|upt|puskesmas)|inspektur|sekretaris daerah)\b")
LEVEL_TITLE = re.compile(
    r"\b(ahli pertama|ahli muda|ahli madya|ahli utama|pemula|terampil|mahir|penyelia)\b", re.IGNORECASE
)
FUNCTIONAL_LEVELS = {level.label.casefold(): level for level in FunctionalLevel}
ECHELONS = {re.sub(r"[^a-z]", "", echelon.label.casefold()): echelon for echelon in Echelon if echelon != Echelon.NONE}

UNIT_WORDS = {
    "kec": "kecamatan",
    "kel": "kelurahan",
    "sekr": "sekretariat",
    "set": "sekretariat",
    "puskes": "puskesmas",
}
NOT_A_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words in small letters; punctuation doesn't matter."""
    return NOT_A_WORD.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=4096)
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
    text = " ".join(str(cell).split())
    return text if text.isprintable() else "".join(character for character in text if character.isprintable())


def is_blank(cell: object) -> bool:
    if cell is None or not isinstance(cell, str):
        return cell is None
    text = cell.strip()
    # Asked of every cell of a long list: what is longer than any of the words is none.
    return len(text) <= LONGEST_BLANK and " ".join(text.split()).casefold() in BLANKS


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def functional_level(title: str) -> FunctionalLevel | None:
    match = LEVEL_TITLE.search(title)
    return FUNCTIONAL_LEVELS[match[1].casefold()] if match else None


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def employment_type(text: str) -> EmploymentType | None:
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


@lru_cache(maxsize=4096)
def legal_status(text: str) -> LegalStatus | None:
    plain = " ".join(text.casefold().split())
    if plain in LegalStatus.values:
        return LegalStatus(plain)
    return STATUSES.get(plain) or next((s for words, s in STATUSES.items() if len(words) > 5 and words in plain), None)


@lru_cache(maxsize=4096)
def education_level(text: str) -> EducationLevel | None:
    words = text.split()
    # "S-1 Akuntansi" names the subject as well.
    for written in (text, " ".join(words[:2]), words[0]):
        try:
            return parse_education(written)
        except EducationError:
            continue
    return None
