"""Scores of a panel: from levels to a score, from scores to a result, and how strict each assessor is."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
LEVELS = 5
# Points of one level: the highest is 100, and who shows the lowest level of everything still gets 20.
POINTS = Decimal(100) / LEVELS
# Fewer candidates in common say nothing about how strict an assessor is.
FEWEST_FOR_SEVERITY = 5


def check_criteria(weights: Sequence[Decimal]) -> list[str]:
    """Codes of what is wrong with the weights of a rubric: "none", "not_positive", "sum"."""
    faults = []
    if not weights:
        return ["none"]
    if any(weight <= 0 for weight in weights):
        faults.append("not_positive")
    if sum(weights) != 100:
        faults.append("sum")
    return faults


def rubric_score(weights: Mapping[int, Decimal], levels: Mapping[int, int]) -> Decimal:
    """Σ weight × level, 0–100, rounded half up to two decimals.

    Both map a criterion to its weight in percent and to the level chosen, 1 to 5. Raises ValueError when a criterion
    has no level, a level has no criterion, or a level doesn't exist.
    """
    if set(weights) != set(levels):
        raise ValueError("Every criterion needs a level.")
    if any(not 1 <= level <= LEVELS for level in levels.values()):
        raise ValueError(f"Levels go from 1 to {LEVELS}.")
    total = sum((weights[key] * levels[key] * POINTS for key in weights), Decimal(0)) / 100
    return total.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class PanelMean:
    """`score` is the mean, `se` its standard error (None for a single score), `n` how many scored."""

    score: Decimal
    se: Decimal | None
    n: int


def panel_mean(scores: Collection[Decimal]) -> PanelMean:
    """The mean of the members' scores, two decimals half up; the standard error is s/√n. No score: ValueError."""
    if not scores:
        raise ValueError("Nobody has scored.")
    n = len(scores)
    mean = sum(scores, Decimal(0)) / n
    error = None
    if n > 1:
        variance = sum(((score - mean) ** 2 for score in scores), Decimal(0)) / (n - 1)
        error = (variance / n).sqrt().quantize(CENT, ROUND_HALF_UP)
    return PanelMean(mean.quantize(CENT, ROUND_HALF_UP), error, n)


@dataclass(frozen=True)
class Severity:
    """How far an assessor's scores lie from what the others' scores of the same candidates let expect.

    In points; negative is stricter. `n` candidates scored. `is_marked` when it is more than twice its standard error
    and rests on enough candidates. A hint for a conversation, never a correction.
    """

    effect: Decimal
    se: Decimal | None
    n: int
    is_marked: bool


def assessor_severity(scores: Mapping[tuple[str, str], Decimal]) -> dict[str, Severity]:
    """By assessor, from scores by (assessor, candidate): score = candidate + assessor, by least squares.

    The effects of all assessors sum to zero. Empty when the scores don't hang together (two groups of assessors without
    a common candidate, or a single assessor): then strictness and better candidates can't be told apart. Exact up to
    the rounding to two decimals: a panel is small enough for fractions.
    """
    assessors = sorted({assessor for assessor, _candidate in scores})
    if len(assessors) < 2 or not _hangs_together(scores):
        return {}
    by_candidate: dict[str, dict[str, Fraction]] = {}
    for (assessor, candidate), score in scores.items():
        by_candidate.setdefault(candidate, {})[assessor] = Fraction(score)
    # The normal equations with the candidates' effects taken out; adding 1/k everywhere fixes the sum of effects at 0.
    k = len(assessors)
    left = [[Fraction(1, k)] * k for _assessor in assessors]
    right = [Fraction(0)] * k
    for given in by_candidate.values():
        mean, places = _mean(list(given.values())), [assessors.index(assessor) for assessor in given]
        for place, points in zip(places, given.values(), strict=True):
            right[place] += points - mean
            left[place][place] += 1
            for other in places:
                left[place][other] -= Fraction(1, len(given))
    inverse = _inverse(left)
    effects = [sum((inverse[row][column] * right[column] for column in range(k)), Fraction(0)) for row in range(k)]
    left_over = Fraction(0)
    for given in by_candidate.values():
        rests = [points - effects[assessors.index(assessor)] for assessor, points in given.items()]
        mean = _mean(rests)
        left_over += sum(((rest - mean) ** 2 for rest in rests), Fraction(0))
    freedom = len(scores) - len(by_candidate) - k + 1
    severities = {}
    for place, assessor in enumerate(assessors):
        error: Decimal | None = None
        if freedom > 0:
            variance = left_over / freedom * (inverse[place][place] - Fraction(1, k))
            error = _points(Fraction(math.sqrt(variance)))
        effect = _points(effects[place])
        n = sum(1 for given in by_candidate.values() if assessor in given)
        severities[assessor] = Severity(
            effect=effect,
            se=error,
            n=n,
            is_marked=error is not None and n >= FEWEST_FOR_SEVERITY and abs(effect) > 2 * error and abs(effect) >= 1,
        )
    return severities


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """By elimination; the matrix is symmetric and positive definite, so no pivot is zero."""
    size = len(matrix)
    rows = [[*row, *(Fraction(int(at == place)) for at in range(size))] for place, row in enumerate(matrix)]
    for place in range(size):
        pivot = rows[place][place]
        rows[place] = [value / pivot for value in rows[place]]
        for other in range(size):
            if other != place and (factor := rows[other][place]):
                rows[other] = [value - factor * above for value, above in zip(rows[other], rows[place], strict=True)]
    return [row[size:] for row in rows]


def _points(value: Fraction) -> Decimal:
    """Two decimals, half up by amount; never -0.00."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, ROUND_HALF_UP) + 0


def _hangs_together(scores: Mapping[tuple[str, str], Decimal]) -> bool:
    """Every assessor can be reached from every other over candidates in common."""
    neighbours: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for assessor, candidate in scores:
        one, other = ("assessor", assessor), ("candidate", candidate)
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    start = next(iter(neighbours))
    seen, waiting = {start}, [start]
    while waiting:
        for near in neighbours[waiting.pop()] - seen:
            seen.add(near)
            waiting.append(near)
    return len(seen) == len(neighbours)


@dataclass(frozen=True)
class Visibility:
    """What a member may see and do about one candidate in one stage."""

    may_score: bool
    may_change: bool
    shows_others: bool


def visibility(
    *, in_conflict: bool, is_open: bool, has_scored: bool, all_scored: bool, discussed: bool, was_shown: bool = False
) -> Visibility:
    """One's own score comes first; others' show when everybody's is given, and from then on none changes but in an
    announced discussion: also not when somebody who joins later has yet to score (`was_shown`)."""
    if in_conflict:
        return Visibility(may_score=False, may_change=False, shows_others=False)
    return Visibility(
        may_score=is_open and not has_scored,
        may_change=is_open and has_scored and (discussed or not (all_scored or was_shown)),
        shows_others=has_scored and all_scored,
    )
