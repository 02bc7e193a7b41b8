"""Which answers to an evaluation may be shown while people still answer.

Figures that move with every answer tell what the last one said: two looks and a subtraction. So they move in steps of
several answers, as those of a running survey do (docs/adr/0011): a step ends with a whole day, and as many answers wait
behind it, so that the step to the end isn't smaller either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from training.domain.evaluation_form import SMALLEST_SHOWN


def step_ends(counts: Mapping[date, int], *, smallest: int = SMALLEST_SHOWN) -> list[date]:
    """The days with which a step ends, given how many answered on each day that is over.

    Answers of later days never take an end away or move it.
    """
    waiting, step = sum(counts.values()), 0
    ends: list[date] = []
    for day in sorted(counts):
        step += counts[day]
        waiting -= counts[day]
        if waiting < smallest:
            break
        if step >= smallest:
            ends.append(day)
            step = 0
    return ends


def shown_until(days: Iterable[date], ends: list[date], *, smallest: int = SMALLEST_SHOWN) -> date | None:
    """Up to which of the `ends` answers to one sentence are shown, given the day of each: not everybody answers every
    sentence, and its mean takes several answers at a time as well. None: not yet."""
    counts = Counter(next((end for end in ends if day <= end), date.max) for day in days)
    own = step_ends(counts, smallest=smallest)
    return own[-1] if own else None
