"""The three recurrences that a form offers in words, as RFC 5545 and back."""

from __future__ import annotations

MONTHLY, QUARTERLY, YEARLY, OTHER = "monthly", "quarterly", "yearly", "other"
LAST_DAY = -1
QUARTER_MONTHS = "1,4,7,10"


def build_rule(pattern: str, day: int, month: int = 1) -> str:
    """The rule of "every month on day n", "every quarter on day n of its first month", "every year on a date".
    `day` is 1 to 31 or LAST_DAY; months that lack it are passed over. Raises ValueError on another pattern."""
    if pattern == MONTHLY:
        return f"FREQ=MONTHLY;BYMONTHDAY={day}"
    if pattern == QUARTERLY:
        return f"FREQ=YEARLY;BYMONTH={QUARTER_MONTHS};BYMONTHDAY={day}"
    if pattern == YEARLY:
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    raise ValueError(pattern)


def split_rule(text: str) -> tuple[str, int, int]:
    """(pattern, day, month): the inverse of `build_rule`; OTHER for every rule that it does not build."""
    parts = dict(part.partition("=")[::2] for part in text.strip().upper().split(";") if part)
    day, months = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "")
    if set(parts) <= {"FREQ", "BYMONTH", "BYMONTHDAY"} and _is_whole(day):
        if parts.get("FREQ") == "MONTHLY" and not months:
            return MONTHLY, int(day), 1
        if parts.get("FREQ") == "YEARLY" and months == QUARTER_MONTHS:
            return QUARTERLY, int(day), 1
        if parts.get("FREQ") == "YEARLY" and _is_whole(months) and 1 <= int(months) <= 12:
            return YEARLY, int(day), int(months)
    return OTHER, 1, 1


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit()
