"""The clock of a candidate, the marks of an essay, and the score of a paper (0 to 100, two decimals, half up)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
FOUR_PLACES = Decimal("0.0001")
# What was on its way when the time ended still counts: the line is slow, not the candidate.
GRACE = datetime.timedelta(seconds=5)


def seconds_left(deadline: datetime.datetime, now: datetime.datetime) -> int:
    """Whole seconds, never below 0; part of a second counts as none."""
    return max(0, int((deadline - now).total_seconds()))


def is_too_late(deadline: datetime.datetime, now: datetime.datetime) -> bool:
    return now > deadline + GRACE


@dataclass(frozen=True)
class EssayOutcome:
    """`points` is None while marks are missing; `needs_third`: two marks lie further apart than the limit."""

    points: Decimal | None
    needs_third: bool


def essay_points(marks: Sequence[Decimal], maximum: Decimal, limit_percent: Decimal) -> EssayOutcome:
    """The points of an essay by its marks in the order given (at most three count).

    Two that differ by at most `limit_percent` of the maximum: their mean. Otherwise a third person marks, and the
    middle one of the three counts. Raises ValueError for a mark outside 0 to maximum.
    """
    if any(not 0 <= mark <= maximum for mark in marks):
        raise ValueError("A mark lies between 0 and the points of the item.")
    if len(marks) < 2:
        return EssayOutcome(None, needs_third=False)
    first, second = marks[:2]
    if abs(first - second) * 100 <= limit_percent * maximum:
        return EssayOutcome(((first + second) / 2).quantize(CENT, ROUND_HALF_UP), needs_third=False)
    if len(marks) < 3:
        return EssayOutcome(None, needs_third=True)
    return EssayOutcome(sorted(marks[:3])[1].quantize(CENT, ROUND_HALF_UP), needs_third=True)


def percent_score(lines: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """100 × points earned ÷ points possible over (share earned, points) of each item that counts; None without any."""
    counted = list(lines)
    possible = sum((points for _share, points in counted), Decimal(0))
    if possible == 0:
        return None
    gained = sum((share * points for share, points in counted), Decimal(0))
    return (100 * gained / possible).quantize(CENT, ROUND_HALF_UP)


def differences(first: Mapping[str, Any], second: Mapping[str, Any], places: Iterable[str]) -> list[str]:
    """Of which places of a paper two people typed in different answers; texts may differ in their spaces."""
    return [place for place in places if _typed(first.get(place)) != _typed(second.get(place))]


def _typed(answer: Any) -> Any:
    if isinstance(answer, str):
        return " ".join(answer.split()) or None
    return None if answer == [] else answer
