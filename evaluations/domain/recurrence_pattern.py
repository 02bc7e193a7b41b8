"""The three recurrences that a form offers in words, as RFC 5545 and back."""

from __future__ import annotations

MONTHLY, QUARTERLY, YEARLY, OTHER = "monthly", "quarterly", "yearly", "other"
LAST_DAY = -1
# Every month has this one; of the days from here to a later one the last that a month has is the day meant.
SHORTEST_MONTH = 28
QUARTER_MONTHS = "1,4,7,10"
CLIPPED_PARTS = ("BYMONTHDAY", "BYSETPOS")


def build_rule(pattern: str, day: int, month: int = 1) -> str:
    """The rule of "every month on day n", "every quarter on day n of its first month", "every year on a date".
    `day` is 1 to 31 or LAST_DAY; a shorter month has its last day instead, a date of every year must exist. Raises
    ValueError on another pattern."""
    if pattern == MONTHLY:
        return f"FREQ=MONTHLY;{_at_most(day)}"
    if pattern == QUARTERLY and day > SHORTEST_MONTH:
        # Of a year only one day would be the last.
        return f"FREQ=MONTHLY;BYMONTH={QUARTER_MONTHS};{_at_most(day)}"
    if pattern == QUARTERLY:
        return f"FREQ=YEARLY;BYMONTH={QUARTER_MONTHS};BYMONTHDAY={day}"
    if pattern == YEARLY:
        return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
    raise ValueError(pattern)


def split_rule(text: str) -> tuple[str, int, int]:
    """(pattern, day, month): the inverse of `build_rule`; OTHER for every rule that it does not build, except those of
    old that pass over shorter months."""
    parts = dict(part.partition("=")[::2] for part in text.strip().upper().split(";") if part)
    clipped = next((day for day in (29, 30, 31) if f";{_at_most(day)}" in f";{text.strip().upper()}"), None)
    if clipped is not None and parts.get("FREQ") == "MONTHLY" and set(parts) <= {"FREQ", "BYMONTH", *CLIPPED_PARTS}:
        months = parts.get("BYMONTH", "")
        return (MONTHLY if not months else QUARTERLY if months == QUARTER_MONTHS else OTHER), clipped, 1
    day, months = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "")
    if set(parts) <= {"FREQ", "BYMONTH", "BYMONTHDAY"} and _is_whole(day):
        if parts.get("FREQ") == "MONTHLY" and not months:
            return MONTHLY, int(day), 1
        if parts.get("FREQ") == "YEARLY" and months == QUARTER_MONTHS:
            return QUARTERLY, int(day), 1
        if parts.get("FREQ") == "YEARLY" and _is_whole(months) and 1 <= int(months) <= 12:
            return YEARLY, int(day), int(months)
    return OTHER, 1, 1


def passes_over(text: str) -> bool:
    """Whether a rule of `split_rule` leaves out the months that lack its day."""
    return "BYSETPOS" not in text.upper()


def _at_most(day: int) -> str:
    if day <= SHORTEST_MONTH:
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(str(each) for each in range(SHORTEST_MONTH, day + 1))};BYSETPOS=-1"


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit()
