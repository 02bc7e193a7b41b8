"""Counts of respondents that may be published without showing a single person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from surveys.domain.tallies import Cell

Key = TypeVar("Key")
SMALLEST_SHOWN = 5


def suppress_small(counts: Mapping[Key, int], *, smallest: int = SMALLEST_SHOWN) -> dict[Key, int | None]:
    """Replace counts of 1 to `smallest` - 1 by None, and as many further ones as keep them from being computed.

    The total is published beside the counts, so a single hidden count would follow by subtraction. Therefore the
    hidden ones are at least two and add up to at least `smallest`; where that is impossible, all but zeros are hidden.
    Zeros stay: they tell nothing about a person who answered.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("A count can't be negative.")
    filled = sorted((count, position, key) for position, (key, count) in enumerate(counts.items()) if count)
    hidden = [entry for entry in filled if entry[0] < smallest]
    shown = filled[len(hidden) :]
    while hidden and shown and (len(hidden) < 2 or sum(entry[0] for entry in hidden) < smallest):
        hidden.append(shown.pop(0))
    hidden_keys = {entry[2] for entry in hidden}
    return {key: None if key in hidden_keys else count for key, count in counts.items()}


def publishable(cells: Mapping[Key, Cell], *, smallest: int = SMALLEST_SHOWN) -> dict[Key, Cell | None]:
    """Groups that together make up everybody, with the sums of their answers: None for what may not be shown.

    A group's index is as telling as its number, since the index of everybody is published: both go, or neither.
    Every table that is published (services, respondents, series) passes through here, and no row is published twice
    under two partitions; so nothing hidden is a difference of things shown.
    """
    counts = suppress_small({key: cell.n for key, cell in cells.items()}, smallest=smallest)
    return {key: None if counts[key] is None else cell for key, cell in cells.items()}
