"""Dates as people type them into spreadsheets: real dates, `31-12-1990`, ISO, `1 Oktober 2022`, `Oct 1, 2022`."""

import re
from datetime import date, datetime
from enum import StrEnum

# Indonesian and English; every name is understood in full and by these abbreviations.
MONTHS = {
    1: ["januari", "january", "jan"],
    2: ["februari", "february", "pebruari", "feb", "peb"],
    3: ["maret", "march", "mar", "mrt"],
    4: ["april", "apr"],
    5: ["mei", "may"],
    6: ["juni", "june", "jun"],
    7: ["juli", "july", "jul"],
    8: ["agustus", "august", "agt", "ags", "agst", "agu", "aug"],
    9: ["september", "sept", "sep"],
    10: ["oktober", "october", "okt", "oct"],
    11: ["november", "nopember", "nov", "nop"],
    12: ["desember", "december", "des", "dec"],
}
MONTH_NUMBERS = {name: number for number, names in MONTHS.items() for name in names}

DAY = r"(?P<day>[0-9]{1,2})"
YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
MONTH_NAME = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})\.?"
SEPARATOR = r"[-/. ]"

TIME = re.compile(r"[t ][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}([.,][0-9]+)?)?( ?(z|wib|wita|wit|[+-][0-9:]+))?$")
WEEKDAY = re.compile(r"^[a-z']+, *")
YEAR_FIRST = re.compile(rf"(?P<year>[0-9]{{4}}){SEPARATOR}(?P<month>[0-9]{{1,2}}){SEPARATOR}{DAY}")
DAY_FIRST = re.compile(rf"{DAY}{SEPARATOR}(?P<month>[0-9]{{1,2}}){SEPARATOR}{YEAR}")
MONTH_FIRST = re.compile(rf"(?P<month>[0-9]{{1,2}}){SEPARATOR}{DAY}{SEPARATOR}{YEAR}")
NAMED_MONTH = re.compile(rf"{DAY}{SEPARATOR}?{MONTH_NAME}{SEPARATOR}?{YEAR}")
NAMED_MONTH_FIRST = re.compile(rf"{MONTH_NAME} {DAY},? {YEAR}")

MAXIMUM_QUOTE = 60  # a whole paragraph in the cell must not become the error message


class DateFault(StrEnum):
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NUMBER = "number"
    SHORT_YEAR = "short_year"
    IMPOSSIBLE = "impossible"


class DateError(ValueError):
    """`code` names the fault, `found` is what was written; the text tells what to do about it."""

    sentences = {
        DateFault.MISSING: "The date is missing. Write it like 31-12-1990.",
        DateFault.UNREADABLE: "“{found}” is no date. Write it like 31-12-1990.",
        DateFault.NUMBER: "The cell holds the number {found}, not a date. Format the cell as a date.",
        DateFault.SHORT_YEAR: "The year of “{found}” has two digits. Write all four.",
        DateFault.IMPOSSIBLE: "There is no such day as “{found}”. Correct the day or the month.",
    }

    def __init__(self, code: DateFault, found: str = "") -> None:
        self.code = code
        self.found = found[:MAXIMUM_QUOTE]
        super().__init__(self.sentences[code].format(found=self.found))


def parse_date(value: object, *, day_first: bool = True) -> date:
    """The day that a cell means; a time beside it is dropped. `day_first=False` reads 12/31/1990.

    Raises DateError.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None:
        raise DateError(DateFault.MISSING)
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise DateError(DateFault.NUMBER, f"{value:g}" if isinstance(value, float) else str(value))
    if not isinstance(value, str):
        raise DateError(DateFault.UNREADABLE, str(value))

    written = " ".join(value.replace("\ufeff", "").replace("\u200b", "").split()).removeprefix("'")
    if not written:
        raise DateError(DateFault.MISSING)
    match = _match(written.casefold(), day_first=day_first)
    if match is None:
        raise DateError(DateFault.UNREADABLE, written)
    if len(match["year"]) == 2:
        raise DateError(DateFault.SHORT_YEAR, written)
    month = MONTH_NUMBERS.get(match["month"]) or int(match["month"])
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        raise DateError(DateFault.IMPOSSIBLE, written) from None


def _match(text: str, *, day_first: bool) -> re.Match[str] | None:
    plain = TIME.sub("", WEEKDAY.sub("", text)).replace(" - ", "-").replace(" / ", "/")
    patterns = [YEAR_FIRST, DAY_FIRST if day_first else MONTH_FIRST, NAMED_MONTH, NAMED_MONTH_FIRST]
    return next((match for pattern in patterns if (match := pattern.fullmatch(plain))), None)
