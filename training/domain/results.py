"""One line of the results that a partner hands in: present in per cent, score, passed or not."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum

YES = frozenset({"ya", "y", "yes", "lulus", "passed", "pass", "1", "true", "x", "v", "✓"})
NO = frozenset({"tidak", "t", "no", "n", "tidak lulus", "tl", "failed", "fail", "0", "false", "-"})
HUNDRED = Decimal(100)


class ResultFault(StrEnum):
    """What is wrong with a line. PASSED_ABSENT: passed below the least attendance; PRESENT_MISSING: passed without any;
    MISSING: a participant without a line."""

    NUMBER_MISSING = "number_missing"
    NUMBER_UNKNOWN = "number_unknown"
    NUMBER_TWICE = "number_twice"
    NAME_DIFFERS = "name_differs"
    PERCENT = "percent"
    PASSED = "passed"
    PRESENT_MISSING = "present_missing"
    PASSED_ABSENT = "passed_absent"
    MISSING = "missing"


def percentage(value: object) -> Decimal | None:
    """`85`, `85,5`, `85 %`; None for a blank cell. Raises ValueError outside of 0–100."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise ValueError("Not a percentage.")
    text = str(value).replace("%", "").replace(",", ".").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError("Not a percentage.") from None
    if not number.is_finite() or not 0 <= number <= HUNDRED:
        raise ValueError("Not a percentage.")
    return number.quantize(Decimal("0.01"))


def passed(value: object) -> bool:
    """`ya`, `lulus`, `1` or `tidak`, `tidak lulus`, `0`. Raises ValueError for anything else, blank included."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str("" if value is None else value).casefold().split())
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValueError("Neither passed nor failed.")


def whole_number(value: object) -> int | None:
    """The number of a participant: `7`, `7.0`, `" 7 "`; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    return int(float(text)) if re.fullmatch(r"[0-9]{1,6}(\.0+)?", text) else None


def same_name(one: str, other: str) -> bool:
    """Capitals, dots, commas and titles behind a comma make no other person."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", name.split(",")[0].casefold()).split())
