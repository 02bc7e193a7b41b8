"""Knowledge that few people hold, and that leaves with them."""

from __future__ import annotations

from collections.abc import Mapping

# From this level on somebody works alone and can pass a competency on (PermenPANRB 38/2017: 3 "intermediate").
HOLDING_LEVEL = 3
# A competency that at most so many people of a government hold is rare; custom of the portal.
RARE_HOLDERS = 3


def rare(holders: Mapping[int, int], most: int = RARE_HOLDERS) -> dict[int, int]:
    """Of competency -> number of holders those that at least one and at most `most` people hold. Raises ValueError
    for a negative number or a `most` below 1."""
    if most < 1 or any(number < 0 for number in holders.values()):
        raise ValueError("Numbers of holders must not be negative, and at least one person holds what is rare.")
    return {competency: number for competency, number in holders.items() if 1 <= number <= most}
