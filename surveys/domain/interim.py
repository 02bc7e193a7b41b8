"""What may be shown of a survey that still runs.

Figures that move with every answer tell what the last one said: two looks, one before and one after a citizen stood at
the counter, and a subtraction. So they move in steps of several answers, and the latest answers wait for the next step
or for the published result, which is a step as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from surveys.domain.composition import SMALLEST_SHOWN


def shown_until(
    counts: Mapping[date, int], *, since: date | None = None, smallest: int = SMALLEST_SHOWN
) -> date | None:
    """The last day whose answers may be shown, given how many came in on each day; None while there is no such day.

    From one shown state to the next, and from the last one to the end of the survey, at least `smallest` answers are
    added. Days that were not reached yet hold no answers, so the steps of a day stay what they were on later days.
    `since` is the day up to which answers are shown already: forms that come in late for earlier days may add to them,
    never take a day away.
    """
    added: Counter[date] = Counter()
    for day, number in counts.items():
        added[day if since is None else max(day, since)] += number
    waiting = sum(added.values())
    shown: date | None = None
    step = 0
    for day in sorted(added):
        step += added[day]
        waiting -= added[day]
        if waiting < smallest:
            break
        if step >= smallest:
            shown, step = day, 0
    return shown
