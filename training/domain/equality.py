"""Whether everybody has the same access to training: the way from need to passing, by group.

Shares carry the Wilson score interval (E. B. Wilson, JASA 22, 1927, 209–212; 95 %). Groups of one to four people are
never shown, nor is anything from which they follow by subtraction.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SMALLEST_SHOWN = 5
# The 97.5 % quantile of the normal distribution.
Z = Decimal("1.959963985")
LONG_WITHOUT_MONTHS = 24


class Stage(StrEnum):
    """The steps, in order. People, not registrations, are counted; each stage counts who reached it or a later one."""

    STAFF = "staff"
    NEED = "need"
    INVITED = "invited"
    REGISTERED = "registered"
    APPROVED = "approved"
    ATTENDED = "attended"
    PASSED = "passed"


# Being invited is no condition for registering, so neither is part of the other.
STAGES = tuple(Stage)


@dataclass(frozen=True)
class Share:
    """`part` of `whole` people with the 95 % interval, between 0 and 1. Everything None where the group is too small to
    be shown."""

    part: int | None
    whole: int | None
    share: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def is_shown(self) -> bool:
        return self.share is not None


HIDDEN = Share(None, None, None, None, None)


def wilson(part: int, whole: int) -> tuple[Decimal, Decimal]:
    """The 95 % score interval of `part` of `whole`, between 0 and 1; not rounded."""
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError("There must be people, and no more of them than all.")
    n, p = Decimal(whole), Decimal(part) / whole
    centre = p + Z * Z / (2 * n)
    spread = Z * (p * (1 - p) / n + Z * Z / (4 * n * n)).sqrt()
    below = 1 + Z * Z / n
    low, high = (centre - spread) / below, (centre + spread) / below
    # At the ends the interval reaches 0 or 1 exactly; the root's last digit must not hide that.
    return (Decimal(0) if part == 0 else max(Decimal(0), low)), (Decimal(1) if part == whole else min(Decimal(1), high))


def hidden_groups(rows: Mapping[str, Sequence[int]], *, smallest: int = SMALLEST_SHOWN) -> set[str]:
    """The groups whose whole row stays hidden. `rows` are the counts of each group at every stage.

    A row goes if any of its numbers is 1 to `smallest` − 1, or if the difference of its size to such a number is: "28
    of 30 were approved" tells of two. The sums over all groups are published, so a single hidden row would follow by
    subtraction: the smallest shown one then goes too, until what is hidden adds up to at least `smallest` people in two
    or more groups.
    """
    if any(count < 0 for counts in rows.values() for count in counts):
        raise ValueError("A count can't be negative.")
    hidden = {name for name, counts in rows.items() if _is_telling(counts, smallest)}
    shown = sorted((counts[0], name) for name, counts in rows.items() if name not in hidden and counts[0])
    people = sum(rows[name][0] for name in hidden)
    while hidden and shown and (len(hidden) < 2 or people < smallest):
        size, name = shown.pop(0)
        hidden.add(name)
        people += size
    return hidden


def shares(counts: Sequence[int], *, whole: int) -> list[Share]:
    """Each count as a share of the group, with its interval; hidden for an empty group."""
    found = []
    for count in counts:
        if whole == 0:
            found.append(HIDDEN)
            continue
        low, high = wilson(count, whole)
        found.append(Share(count, whole, Decimal(count) / whole, low, high))
    return found


def age_band(birth: datetime.date, on: datetime.date) -> str:
    """ "<30", "30–39", "40–49", "50+": at the person's last birthday."""
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    if age < 30:
        return "<30"
    if age < 40:
        return "30–39"
    return "40–49" if age < 50 else "50+"


def months_before(on: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier, or the last of that month."""
    number = on.year * 12 + on.month - 1 - months
    year, month = divmod(number, 12)
    for day in range(on.day, 27, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue
    return datetime.date(year, month + 1, on.day)


def reached(marks: Iterable[Mapping[Stage, bool]]) -> list[int]:
    """How many people reached each stage. Whoever passed has attended, and so on back to registering."""
    totals = dict.fromkeys(STAGES, 0)
    for mark in marks:
        later = False
        for stage in (Stage.PASSED, Stage.ATTENDED, Stage.APPROVED, Stage.REGISTERED):
            later = later or mark.get(stage, False)
            totals[stage] += later
        totals[Stage.STAFF] += 1
        totals[Stage.NEED] += mark.get(Stage.NEED, False)
        totals[Stage.INVITED] += mark.get(Stage.INVITED, False)
    return [totals[stage] for stage in STAGES]


def _is_telling(counts: Sequence[int], smallest: int) -> bool:
    """`counts[0]` is the size of the group."""
    if not counts or not counts[0]:
        return False
    return any(0 < number < smallest for count in counts for number in (count, counts[0] - count))
