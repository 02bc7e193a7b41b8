"""Which programmes close a gap, the fitting ones first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme that raises the competency up to a level. `has_session`: one can be registered for soon."""

    key: int
    up_to_level: int
    hours: Decimal
    has_session: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`closes` the gap altogether, or only raises the level."""

    offer: Offer
    closes: bool


def suggest(achieved: int | None, required: int, offers: Iterable[Offer]) -> list[Suggestion]:
    """Programmes that lead above the achieved level, by the rule: those that reach the required level before those
    that don't; among these the ones that overshoot it least (or fall short least); then those with a coming session;
    then the shorter ones. An unknown level suggests nothing: it is rated first."""
    if achieved is None or achieved >= required:
        return []
    useful = [Suggestion(offer, offer.up_to_level >= required) for offer in offers if offer.up_to_level > achieved]
    return sorted(
        useful,
        key=lambda one: (
            not one.closes,
            abs(one.offer.up_to_level - required),
            not one.offer.has_session,
            one.offer.hours,
            one.offer.key,
        ),
    )
