"""Education levels as offices write them: `S-1`, `SMA/Sederajat`, `Diploma III/Sarjana Muda`."""

import re

from employees.enums import EducationLevel

MAXIMUM_QUOTE = 60  # a whole paragraph in the cell must not become the error message


class EducationError(ValueError):
    """The text names no education level; `found` is what was written."""

    def __init__(self, found: str) -> None:
        self.found = found[:MAXIMUM_QUOTE]
        super().__init__(f"There is no education level “{self.found}”. Write it like SMA, D-III or S-1.")


SPELLINGS = {
    EducationLevel.PRIMARY: ["sd", "mi", "sekolah dasar", "paket a"],
    EducationLevel.LOWER_SECONDARY: ["sltp", "smp", "mts", "paket b"],
    EducationLevel.LOWER_VOCATIONAL: ["sltp kejuruan", "smp kejuruan"],
    EducationLevel.UPPER_SECONDARY: ["slta", "sma", "smu", "ma", "paket c"],
    EducationLevel.UPPER_VOCATIONAL: ["slta kejuruan", "sma kejuruan", "smk", "stm", "smea"],
    EducationLevel.UPPER_TEACHING: ["slta keguruan", "spg", "sgplb"],
    EducationLevel.DIPLOMA_1: ["d1", "diploma 1"],
    EducationLevel.DIPLOMA_2: ["d2", "diploma 2"],
    EducationLevel.DIPLOMA_3: ["d3", "diploma 3", "sarjana muda"],
    EducationLevel.DIPLOMA_4: ["d4", "diploma 4", "sarjana terapan"],
    EducationLevel.BACHELOR: ["s1", "strata 1", "sarjana"],
    EducationLevel.MASTER: ["s2", "strata 2", "magister", "pascasarjana"],
    EducationLevel.DOCTOR: ["s3", "strata 3", "doktor"],
}
LEVELS = {spelling: level for level, spellings in SPELLINGS.items() for spelling in spellings}

ROMAN_DIGIT = re.compile(r"\b(d|s|diploma|strata)[\s.\-]*(iv|i{1,3}|[1-4])\b")
ROMAN_VALUES = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def parse_education(text: object) -> EducationLevel:
    """Find the level that a text means; a SIASN code such as "40" is understood too. Raises EducationError.

    Of `SMA/Sederajat` or `Diploma III/Sarjana Muda` the first part that names a level counts.
    """
    if not isinstance(text, str):
        raise EducationError("" if text is None else str(text))
    written = " ".join(text.split())
    if written in EducationLevel.values:
        return EducationLevel(written)
    plain = ROMAN_DIGIT.sub(_with_arabic_digit, written.casefold().replace(".", ""))
    for part in (plain, *plain.split("/")):
        level = LEVELS.get(part.removesuffix("sederajat").strip(" ()"))
        if level is not None:
            return level
    raise EducationError(written)


def _with_arabic_digit(match: re.Match[str]) -> str:
    word, digit = match.groups()
    return f"{word}{' ' if len(word) > 1 else ''}{ROMAN_VALUES.get(digit, digit)}"
