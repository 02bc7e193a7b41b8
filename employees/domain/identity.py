"""Identity numbers of civil servants: NIP (PNS), NI PPPK (contract staff) and NIK (every resident).

Layouts: Peraturan Kepala BKN 22/2007 (NIP), Peraturan BKN 1/2019 (NI PPPK), PP 40/2019 (NIK).

A number keeps the birth date and sex it was given with, even when the record is corrected later. So a number that
contradicts the record is a warning (`nip_warnings`), while one that breaks its own layout is an error.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from employees.enums import Regime, Sex

NIP_LENGTH = 18
NIK_LENGTH = 16

# The youngest a person may be appointed, and the oldest a PNS can be in practice (35, with long-standing exceptions).
MINIMUM_APPOINTMENT_AGE = 18
MAXIMUM_APPOINTMENT_AGE = 46

# A spreadsheet keeps 15 digits of a number and replaces the rest by zeros.
SPREADSHEET_DIGITS = 15
SPREADSHEET_LIMIT = 10**15

NIP_LAYOUT = re.compile(r"(?P<birth>\d{8})(?P<appointment>\d{6})(?P<sex>\d)(?P<serial>\d{3})", re.ASCII)
NIK_LAYOUT = re.compile(
    r"(?P<province>\d\d)(?P<regency>\d\d)(?P<district>\d\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)(?P<serial>\d{4})",
    re.ASCII,
)
ROUNDED_NUMBER = re.compile(r"\d+(?:[.,]\d+)?e\+?\d+|\d{15,}[.,]0+", re.ASCII | re.IGNORECASE)


class IdentityFault(StrEnum):
    MISSING = "missing"
    NOT_TEXT = "not_text"
    ROUNDED = "rounded"
    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    BIRTH_DATE = "birth_date"
    APPOINTMENT = "appointment"
    APPOINTED_BEFORE_BIRTH = "appointed_before_birth"
    SEX = "sex"
    SERIAL = "serial"


class NipWarning(StrEnum):
    APPOINTED_TOO_YOUNG = "appointed_too_young"
    APPOINTED_TOO_OLD = "appointed_too_old"
    APPOINTED_IN_FUTURE = "appointed_in_future"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_DIFFERS = "sex_differs"


class IdentityError(ValueError):
    """`code` names the fault, `found` the part of the number at fault; the text tells what to do about it."""

    sentences: dict[IdentityFault, str]

    def __init__(self, code: IdentityFault, found: str = "") -> None:
        super().__init__(self.sentences[code].format(found=found))
        self.code = code
        self.found = found


class InvalidNip(IdentityError):
    sentences = {
        IdentityFault.MISSING: "The NIP is missing. Fill in its 18 digits.",
        IdentityFault.NOT_TEXT: "The NIP must be text. Format the cell as text and type the 18 digits again.",
        IdentityFault.ROUNDED: (
            "The spreadsheet stored the NIP as a number and lost its last digits. "
            "Format the cell as text and type the 18 digits again."
        ),
        IdentityFault.NOT_DIGITS: "A NIP has digits only; “{found}” doesn't belong there. Remove it.",
        IdentityFault.LENGTH: "A NIP has 18 digits; this one has {found}. Compare it with the decree.",
        IdentityFault.BIRTH_DATE: "Digits 1–8 must be a birth date (YYYYMMDD); {found} is no day of the calendar.",
        IdentityFault.APPOINTMENT: (
            "Digits 13–14 must be the month of appointment (01–12, PNS) or the contract (21–29, PPPK), not {found}."
        ),
        IdentityFault.APPOINTED_BEFORE_BIRTH: (
            "Digits 9–14 give an appointment ({found}) before the birth date in digits 1–8. Correct one of them."
        ),
        IdentityFault.SEX: "Digit 15 must be 1 (male) or 2 (female), not {found}.",
        IdentityFault.SERIAL: (
            "The last three digits must be 001–999, not {found}. "
            "If a spreadsheet replaced them by zeros, take them from the decree."
        ),
    }


class InvalidNik(IdentityError):
    sentences = {
        IdentityFault.MISSING: "The NIK is missing. Fill in its 16 digits.",
        IdentityFault.NOT_TEXT: "The NIK must be text. Format the cell as text and type the 16 digits again.",
        IdentityFault.ROUNDED: (
            "The spreadsheet stored the NIK as a number and lost its last digits. "
            "Format the cell as text and type the 16 digits again."
        ),
        IdentityFault.NOT_DIGITS: "A NIK has digits only; “{found}” doesn't belong there. Remove it.",
        IdentityFault.LENGTH: "A NIK has 16 digits; this one has {found}. Compare it with the identity card.",
        IdentityFault.BIRTH_DATE: (
            "Digits 7–12 must be a birth date (DDMMYY, the day plus 40 for women); {found} is none."
        ),
        IdentityFault.SERIAL: "The last four digits must be 0001–9999, not {found}.",
    }


@dataclass(frozen=True, slots=True)
class Nip:
    """`appointed_month` is None for PPPK, `contract` (the ordinal of the work agreement) None for PNS."""

    number: str
    kind: Regime
    birth_date: date
    appointed_year: int
    appointed_month: int | None
    sex: Sex
    serial: int
    contract: int | None

    def __str__(self) -> str:
        return format_nip(self.number)

    @property
    def first_day(self) -> date:
        """The first day in the service, as far as the number tells: of a PPPK only the year."""
        return date(self.appointed_year, self.appointed_month or 1, 1)


@dataclass(frozen=True, slots=True)
class Nik:
    """Area codes are those of the first registration, not of the residence. The number doesn't tell the century."""

    number: str
    province: str
    regency: str
    district: str
    birth_day: int
    birth_month: int
    birth_year2: int
    sex: Sex
    serial: int

    def __str__(self) -> str:
        return mask_nik(self.number)


def parse_nip(text: object) -> Nip:
    """Read a NIP or NI PPPK; the month of appointment or the contract in digits 13–14 tells which it is.

    Spaces and invisible characters are ignored, also an apostrophe in front. Raises InvalidNip.
    """
    number = _digits(text, NIP_LENGTH, InvalidNip)
    match = NIP_LAYOUT.fullmatch(number)
    assert match, "length and digits are checked"  # noqa: S101 - narrows the type
    birth, appointment, sex_digit, serial = match.groups()

    birth_date = _calendar_date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    if birth_date is None:
        raise InvalidNip(IdentityFault.BIRTH_DATE, f"{birth[:4]}-{birth[4:6]}-{birth[6:]}")

    year, code = int(appointment[:4]), int(appointment[4:])
    if 1 <= code <= 12:
        kind, month, contract = Regime.PNS, code, None
        too_early = (year, month, 1) < (birth_date.year, birth_date.month, birth_date.day)
    elif 21 <= code <= 29:
        kind, month, contract = Regime.PPPK, None, code - 20
        too_early = year < birth_date.year
    else:
        raise InvalidNip(IdentityFault.APPOINTMENT, appointment[4:])
    if too_early:
        raise InvalidNip(
            IdentityFault.APPOINTED_BEFORE_BIRTH,
            appointment[:4] if month is None else f"{appointment[:4]}-{appointment[4:]}",
        )

    if sex_digit not in {"1", "2"}:
        raise InvalidNip(IdentityFault.SEX, sex_digit)
    if serial == "000":
        raise InvalidNip(IdentityFault.SERIAL, serial)

    return Nip(
        number=number,
        kind=kind,
        birth_date=birth_date,
        appointed_year=year,
        appointed_month=month,
        sex=Sex.MALE if sex_digit == "1" else Sex.FEMALE,
        serial=int(serial),
        contract=contract,
    )


def parse_nik(text: object) -> Nik:
    """Read a NIK, with the same leniency as `parse_nip`. Raises InvalidNik."""
    number = _digits(text, NIK_LENGTH, InvalidNik)
    match = NIK_LAYOUT.fullmatch(number)
    assert match, "length and digits are checked"  # noqa: S101 - narrows the type

    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    sex = Sex.FEMALE if day > 40 else Sex.MALE
    if sex is Sex.FEMALE:
        day -= 40
    # 2000 + year has a 29 February whenever one of the possible centuries has.
    if _calendar_date(2000 + year, month, day) is None:
        raise InvalidNik(IdentityFault.BIRTH_DATE, number[6:12])
    if match["serial"] == "0000":
        raise InvalidNik(IdentityFault.SERIAL, match["serial"])

    return Nik(
        number=number,
        province=match["province"],
        regency=match["regency"],
        district=match["district"],
        birth_day=day,
        birth_month=month,
        birth_year2=year,
        sex=sex,
        serial=int(match["serial"]),
    )


def nip_warnings(nip: Nip, *, on: date, birth_date: date | None = None, sex: str | None = None) -> list[NipWarning]:
    """What looks wrong in a valid number on the day `on`, compared with the recorded birth date and sex if given.

    The upper age applies to PNS only: contract staff may be appointed until shortly before retirement.
    """
    warnings = []
    age = _age_at_appointment(nip)
    if age < MINIMUM_APPOINTMENT_AGE:
        warnings.append(NipWarning.APPOINTED_TOO_YOUNG)
    if age > MAXIMUM_APPOINTMENT_AGE and nip.kind is Regime.PNS:
        warnings.append(NipWarning.APPOINTED_TOO_OLD)
    if (nip.appointed_year, nip.appointed_month or 1, 1) > (on.year, on.month, on.day):
        warnings.append(NipWarning.APPOINTED_IN_FUTURE)
    if birth_date is not None and birth_date != nip.birth_date:
        warnings.append(NipWarning.BIRTH_DATE_DIFFERS)
    if sex is not None and sex != nip.sex:
        warnings.append(NipWarning.SEX_DIFFERS)
    return warnings


def format_nip(number: str) -> str:
    """Group for reading, `YYYYMMDD YYYYMM S NNN`; anything that isn't 18 characters long comes back as it is."""
    if len(number) != NIP_LENGTH:
        return number
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"


def mask_nik(number: str) -> str:
    """Hide all but the first and last four digits; of a number with a wrong length, hide everything."""
    if len(number) != NIK_LENGTH:
        return "*" * len(number)
    return f"{number[:4]}{'*' * 8}{number[-4:]}"


def _digits(value: object, length: int, error: type[IdentityError]) -> str:
    if value is None:
        raise error(IdentityFault.MISSING)
    if not isinstance(value, str):
        raise error(IdentityFault.ROUNDED if _was_rounded(value) else IdentityFault.NOT_TEXT)

    if len(value) == length and value.isascii() and value.isdigit():
        return value  # nearly every cell of a list of a hundred thousand

    text = "".join(character for character in value if not _is_invisible(character))
    text = text.removeprefix("'").removeprefix("’")  # how a spreadsheet marks a number as text
    if not text:
        raise error(IdentityFault.MISSING)
    if ROUNDED_NUMBER.fullmatch(text):
        raise error(IdentityFault.ROUNDED)
    # str.isdigit alone accepts the digits of every script.
    stray = next((character for character in text if not (character.isascii() and character.isdigit())), None)
    if stray is not None:
        raise error(IdentityFault.NOT_DIGITS, stray)
    if len(text) != length:
        raise error(IdentityFault.LENGTH, str(len(text)))
    return text


def _is_invisible(character: str) -> bool:
    """A space of any width, or a character without width (Unicode category Cf) such as a byte-order mark."""
    return character.isspace() or unicodedata.category(character) == "Cf"


def _was_rounded(value: object) -> bool:
    if isinstance(value, float):
        return abs(value) >= SPREADSHEET_LIMIT
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) >= SPREADSHEET_LIMIT
    if isinstance(value, int) and SPREADSHEET_LIMIT <= value < 10**NIP_LENGTH:
        return not str(value)[SPREADSHEET_DIGITS:].strip("0")
    return False


def _calendar_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age_at_appointment(nip: Nip) -> int:
    """Completed years; for PPPK, of whom only the year is known, the age reached in that year."""
    age = nip.appointed_year - nip.birth_date.year
    if nip.appointed_month is None:
        return age
    had_birthday = (nip.birth_date.month, nip.birth_date.day) <= (nip.appointed_month, 1)
    return age if had_birthday else age - 1
