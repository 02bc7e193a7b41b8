"""Which of several ratings counts.

The rule, in one sentence: of the ratings that hold today, those of the strongest source count (by default assessment
centre and examination before certificate before supervisor before the person), among these the newest; an open
objection, or another source that differs by two levels or more, lowers the confidence one step; what has run out counts
as unknown, and unknown is never zero.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from training.enums import Confidence, RatingSource

DEFAULT_ORDER: dict[RatingSource, int] = {
    RatingSource.ASSESSMENT: 1,
    RatingSource.EXAM: 1,
    RatingSource.CERTIFICATE: 2,
    RatingSource.SUPERVISOR: 3,
    RatingSource.SELF: 4,
}
# Peraturan BKN 26/2019: an assessment holds three calendar years.
DEFAULT_VALIDITY_YEARS = 3
# Sources that differ by so many levels contradict each other.
CONTRADICTION = 2
# A later day than any rating ends on.
_FOREVER = datetime.date.max


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rating that is not void. `order` breaks the tie of two on the same day: the later entered wins."""

    level: int
    source: str
    rated_on: datetime.date
    confidence: str = Confidence.MEDIUM
    valid_until: datetime.date | None = None
    is_disputed: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts. `level` is None where it is unknown; `reason` is "counts", "expired" (there were ratings, all have
    run out) or "unrated"."""

    level: int | None
    confidence: str
    judgement: Judgement | None
    reason: str
    is_contradicted: bool = False
    # Last day on which this standing holds by itself; None without an end.
    until: datetime.date | None = None


def holds_until(judgement: Judgement, years: int = DEFAULT_VALIDITY_YEARS) -> datetime.date:
    """The last day of a rating: its own, else the day before the same day `years` later."""
    if years < 1:
        raise ValueError("A rating holds at least one year.")
    if judgement.valid_until is not None:
        return judgement.valid_until
    day = judgement.rated_on
    if day.year + years > datetime.MAXYEAR:
        return _FOREVER
    try:
        anniversary = day.replace(year=day.year + years)
    except ValueError:
        # 29 February.
        anniversary = datetime.date(day.year + years, 3, 1)
    return anniversary - datetime.timedelta(days=1)


def combine(
    judgements: Iterable[Judgement],
    on: datetime.date,
    *,
    order: Mapping[str, int] | None = None,
    years: int = DEFAULT_VALIDITY_YEARS,
) -> Standing:
    """The rating that counts on a day. `order` gives each source its rank, 1 the strongest.

    Ratings made after `on` don't exist yet. Raises ValueError for a level outside 1–5.
    """
    chosen: Mapping[Any, int] = DEFAULT_ORDER if order is None else order
    ranks = {str(source): rank for source, rank in chosen.items()}
    known = [judgement for judgement in judgements if judgement.rated_on <= on]
    for judgement in known:
        if not 1 <= judgement.level <= 5:
            raise ValueError("Levels lie between 1 and 5; an unknown level has no rating.")
    valid = [judgement for judgement in known if holds_until(judgement, years) >= on]
    if not valid:
        return Standing(None, "", None, "expired" if known else "unrated")
    weakest = max(ranks.values(), default=0) + 1
    winner = min(
        valid,
        key=lambda judgement: (
            ranks.get(judgement.source, weakest),
            -judgement.rated_on.toordinal(),
            -judgement.order,
        ),
    )
    latest_by_source: dict[str, Judgement] = {}
    for judgement in sorted(valid, key=lambda one: (one.rated_on, one.order)):
        latest_by_source[judgement.source] = judgement
    contradicted = any(
        abs(other.level - winner.level) >= CONTRADICTION
        for source, other in latest_by_source.items()
        if source != winner.source
    )
    confidence = lowered(winner.confidence) if winner.is_disputed or contradicted else winner.confidence
    return Standing(
        winner.level, confidence, winner, "counts", is_contradicted=contradicted, until=holds_until(winner, years)
    )


def lowered(confidence: str) -> str:
    """One step less sure."""
    return Confidence.MEDIUM if confidence == Confidence.HIGH else Confidence.LOW
