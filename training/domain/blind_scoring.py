"""Scores that several reviewers give without knowing whose application it is, and the order that follows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

TWO_PLACES = Decimal("0.01")
FULL_WEIGHT = 100
MASK = "▮▮▮"
# Shorter words are parts of many others.
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """`points` by reviewer and criterion, of reviewers who have submitted."""

    key: int
    submitted_at: datetime
    points: Mapping[int, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """`score` 0 to 100, None while nobody has scored; `spread` lies between the highest and the lowest reviewer;
    `by_criterion` holds the mean points."""

    key: int
    rank: int | None
    score: Decimal | None
    spread: Decimal | None
    by_criterion: Mapping[int, Decimal]


def weight_fault(weights: Iterable[int]) -> int | None:
    """How much the weights differ from 100 (negative: too little); None when they add up."""
    difference = sum(weights) - FULL_WEIGHT
    return difference or None


def reviewer_score(weights: Mapping[int, int], points: Mapping[int, int]) -> Decimal:
    """Σ weight × points / 100, exact. Raises ValueError unless every criterion has points from 0 to 100."""
    if set(weights) != set(points):
        raise ValueError("Every criterion needs its points, and no other.")
    if any(not 0 <= value <= FULL_WEIGHT for value in points.values()):
        raise ValueError("Points lie between 0 and 100.")
    return sum((Decimal(weights[key]) * points[key] for key in weights), Decimal(0)) / FULL_WEIGHT


def final_score(weights: Mapping[int, int], points: Mapping[int, Mapping[int, int]]) -> Decimal | None:
    """The mean of the reviewers' scores, rounded once, half up, to two decimals; None without any."""
    if not points:
        return None
    return _rounded(_exact(weights, points))


def ranking(weights: Mapping[int, int], candidates: Iterable[Candidate]) -> list[Ranked]:
    """From the best score down; those whom nobody scored stand last, without a rank.

    Equal scores are told apart by the mean points of the heaviest criterion, then of the next one, and at last by who
    submitted first. Equal weights count in the order of the criteria.
    """
    criteria = sorted(weights, key=lambda key: (-weights[key], key))
    scored: list[tuple[tuple[Decimal, ...], Candidate, Ranked]] = []
    unscored: list[Candidate] = []
    for candidate in candidates:
        if not candidate.points:
            unscored.append(candidate)
            continue
        means = {key: _mean([each[key] for each in candidate.points.values()]) for key in weights}
        each_score = [reviewer_score(weights, each) for each in candidate.points.values()]
        score = _rounded(_exact(weights, candidate.points))
        row = Ranked(
            candidate.key,
            None,
            score,
            _rounded(max(each_score) - min(each_score)),
            {key: _rounded(value) for key, value in means.items()},
        )
        scored.append(((score, *(means[key] for key in criteria)), candidate, row))
    scored.sort(key=lambda item: (tuple(-value for value in item[0]), item[1].submitted_at, item[1].key))
    ranked = [
        Ranked(row.key, number, row.score, row.spread, row.by_criterion)
        for number, (_order, _candidate, row) in enumerate(scored, start=1)
    ]
    waiting = sorted(unscored, key=lambda each: (each.submitted_at, each.key))
    return [*ranked, *(Ranked(each.key, None, None, None, {}) for each in waiting)]


def without_identity(text: str, *, name: str, nip: str, places: Iterable[str] = ()) -> str:
    """`text` without what shows whose it is: words of the name, the NIP in any spelling, and the names of `places`."""
    for place in sorted(filter(None, places), key=len, reverse=True):
        text = re.sub(re.escape(place), MASK, text, flags=re.IGNORECASE)
    words = [word for word in re.findall(r"\w+", name) if len(word) >= SHORTEST_NAME]
    for word in words:
        text = re.sub(rf"\b{re.escape(word)}\b", MASK, text, flags=re.IGNORECASE)
    if nip:
        text = re.sub(r"[\s.\-]*".join(map(re.escape, nip)), MASK, text)
    return text


def _exact(weights: Mapping[int, int], points: Mapping[int, Mapping[int, int]]) -> Decimal:
    return _mean_of([reviewer_score(weights, each) for each in points.values()])


def _mean(values: Sequence[int]) -> Decimal:
    return _mean_of([Decimal(value) for value in values])


def _mean_of(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(TWO_PLACES, rounding=ROUND_HALF_UP)
