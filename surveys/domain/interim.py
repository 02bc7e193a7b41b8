"""What may be shown of a survey that still runs.

Figures that move with every answer tell what the last one said: two looks, one before and one after a citizen stood at
the counter, and a subtraction. So they move in steps of several answers, and the latest answers wait for the next step
or for the published result, which is a step as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from surveys.domain.composition import SMALLEST_SHOWN


def shown_until(counts: Mapping[date, int], *, smallest: int = SMALLEST_SHOWN) -> date | None:
    """The last day whose answers may be shown, given how many came in on each day; None while there is no such day.

    From one shown state to the next, and from the last one to the end of the survey, at least `smallest` answers are
    added. Days that were not reached yet hold no answers, so the steps of a day stay what they were on later days.
    """
    waiting = sum(counts.values())
    shown: date | None = None
    step = 0
    for day in sorted(counts):
        step += counts[day]
        waiting -= counts[day]
        if waiting < smallest:
            break
        if step >= smallest:
            shown, step = day, 0
    return shown
