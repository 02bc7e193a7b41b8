"""Whether everybody has the same access to training: the way from need to passing, by group.

Shares carry the Wilson score interval (E. B. Wilson, JASA 22, 1927, 209–212; 95 %). One to four people are never shown,
nor is anything from which they follow by subtraction: cells are hidden, and no more of them than that takes.
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
    """`part` of `whole` people with the 95 % interval, between 0 and 1. Everything None where the number is hidden."""

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


def hidden_cells(rows: Sequence[Sequence[int]], total: Sequence[int]) -> list[list[bool]]:
    """Which numbers stay hidden: a line of flags for each of `rows`, and a last one for `total`, their sum.

    Each of `rows` holds the counts of a group at every stage, the size of the group first. What is shown keeps three
    promises: no number is 1 to 4; no two numbers of a line differ by 1 to 4 ("28 of 30 were approved" tells of two);
    and neither follows for what is hidden, from the sums and from the order of the stages. A line whose size is hidden
    is hidden whole. Raises ValueError for counts that are no such table.
    """
    table = [list(counts) for counts in (*rows, total)]
    _check(table)
    hidden = [_too_small(counts) for counts in table]
    while (cell := _next_to_hide(table, hidden)) is not None:
        line, stage = cell
        hidden[line][stage] = True
        if stage == 0:
            hidden[line] = [True] * len(hidden[line])
    return hidden


def shares(counts: Sequence[int], *, whole: int, hidden: Sequence[bool]) -> list[Share]:
    """Each count as a share of the group, with its interval; hidden where the flag says so, and for an empty group."""
    found = []
    for count, is_hidden in zip(counts, hidden, strict=True):
        if whole == 0 or is_hidden:
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


def _check(table: list[list[int]]) -> None:
    if any(count < 0 for counts in table for count in counts):
        raise ValueError("A count can't be negative.")
    if any(sum(column[:-1]) != column[-1] for column in zip(*table, strict=True)):
        raise ValueError("The total must be the sum of its rows.")
    if any(count > counts[0] for counts in table for count in counts):
        raise ValueError("No stage has more people than the group.")


def _tells(number: int) -> bool:
    return 0 < abs(number) < SMALLEST_SHOWN


def _too_small(counts: Sequence[int]) -> list[bool]:
    """Of one line alone. Where two numbers tell by their difference, the one that says less is hidden."""
    if counts and _tells(counts[0]):
        return [True] * len(counts)
    kept: list[int] = []
    hidden = [True] * len(counts)
    for stage in sorted(range(len(counts)), key=lambda stage: (_WEIGHT.get(stage, len(_WEIGHT)), stage)):
        if not any(_tells(number) for number in (counts[stage], *(counts[stage] - count for count in kept))):
            kept.append(counts[stage])
            hidden[stage] = False
    return hidden


# Kept first when one of two must go: the size, who attended, who passed; then the rest in order.
_WEIGHT = {stage: place for place, stage in enumerate((0, 5, 6, 3, 4))}
# Who reached the second stage of a pair had reached the first: places in `STAGES`.
_WITHIN = ((0, 1), (0, 2), (0, 3), (3, 4), (4, 5), (5, 6))


def _next_to_hide(table: list[list[int]], hidden: list[list[bool]]) -> tuple[int, int] | None:
    """A further cell without which something hidden follows; None when nothing does."""
    for stages in (*_sums_that_tell(table, hidden), *_found_out(table, hidden)):
        # Where much of a line is hidden already, a further cell costs least; else that of the smallest group. The sum
        # of all goes last.
        for stage in stages:
            shown = [line for line in range(len(table)) if not hidden[line][stage]]
            # Zeros would be no help: the rest of the sum would stay what it is.
            rows = [line for line in shown if line < len(table) - 1 and table[line][stage]] or shown
            if rows:
                return min(rows, key=lambda line: (-sum(hidden[line]), table[line][0], line)), stage
    shown_at_all = [
        (line, stage) for line, flags in enumerate(hidden) for stage, is_hidden in enumerate(flags) if not is_hidden
    ]
    if shown_at_all and (_sums_that_tell(table, hidden) or _found_out(table, hidden)):
        return shown_at_all[0]
    return None


def _sums_that_tell(table: list[list[int]], hidden: list[list[bool]]) -> list[tuple[int, ...]]:
    """The stages at which what is hidden of a column is a single cell or, together, tells; so too the differences of
    such sums over the same groups."""
    last, stages = len(table) - 1, range(len(table[0]))
    found: list[tuple[int, ...]] = []
    gone = [frozenset(line for line in range(last) if hidden[line][stage]) for stage in stages]
    for stage in stages:
        if len(gone[stage]) + hidden[last][stage] == 1:
            found.append((stage,))
    for groups in {one | other for one in gone for other in gone} - {frozenset()}:
        # Of these groups the sum follows: all of them shown, or the hidden ones among them all that is hidden.
        known = {
            stage: sum(table[line][stage] for line in groups)
            for stage in stages
            if not groups & gone[stage] or (gone[stage] <= groups and not hidden[last][stage])
        }
        for stage, number in known.items():
            if gone[stage] and _tells(number - sum(table[line][stage] for line in groups - gone[stage])):
                found.append((stage,))
            found += [(stage, other) for other in known if other < stage and _tells(number - known[other])]
    return sorted(set(found))


def _found_out(table: list[list[int]], hidden: list[list[bool]]) -> list[tuple[int, ...]]:
    """The stages of hidden cells that tell and can be worked out, since no stage has more people than the one before
    and the rows add up to the total."""
    last, stages = len(table) - 1, range(len(table[0]))
    most = sum(counts[0] for counts in table) + 1
    low = [
        [0 if flag else count for count, flag in zip(*each, strict=True)] for each in zip(table, hidden, strict=True)
    ]
    high = [
        [most if flag else count for count, flag in zip(*each, strict=True)] for each in zip(table, hidden, strict=True)
    ]
    changed = True
    while changed:
        before = [list(each) for each in (*low, *high)]
        for line in range(last + 1):
            for outer, inner in _WITHIN:
                if inner in stages:
                    high[line][inner] = min(high[line][inner], high[line][outer])
                    low[line][outer] = max(low[line][outer], low[line][inner])
        for stage in stages:
            least, largest = (sum(each[line][stage] for line in range(last)) for each in (low, high))
            low[last][stage], high[last][stage] = max(low[last][stage], least), min(high[last][stage], largest)
            for line in range(last):
                if hidden[line][stage]:
                    others_most, others_least = largest - high[line][stage], least - low[line][stage]
                    low[line][stage] = max(low[line][stage], low[last][stage] - others_most)
                    high[line][stage] = min(high[line][stage], high[last][stage] - others_least)
                    least, largest = others_least + low[line][stage], others_most + high[line][stage]
        changed = before != [*low, *high]
    certain = [[low[line][stage] == high[line][stage] for stage in stages] for line in range(last + 1)]
    found: list[tuple[int, ...]] = []
    for line, counts in enumerate(table):
        for stage in stages:
            if not (hidden[line][stage] and certain[line][stage]):
                continue
            if _tells(counts[stage]):
                found.append((stage,))
            found += [
                (stage, other) for other in stages if certain[line][other] and _tells(counts[stage] - counts[other])
            ]
    return sorted(set(found))
