"""Ranks of candidates, as ranges where the measurement can't tell people apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from careers.domain.selection import CENT, HUNDRED, final_score

# Two-sided 95 % of the normal distribution.
Z = Decimal("1.96")


class TieScope(StrEnum):
    """Whom the announced tie rule sorts: people of equal final score, or all whom the measurement can't tell apart."""

    EQUAL = "equal"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Weighted:
    """A stage as the final score needs it: `key` as in `Entry.scores`, `kind` for the tie rule, `weight` in percent."""

    key: Hashable
    kind: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate: scores 0–100 by stage, and the standard errors of those scores that are known (in score points)."""

    key: Hashable
    scores: Mapping[Hashable, Decimal]
    errors: Mapping[Hashable, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """`place` is the one that counts, after the tie rule; people whom nothing separates share it. `best` and `worst`
    are the ranks that the measurement leaves open. `error` is the standard error of `score`. `by_tie_rule`: the tie
    rule decided about the place."""

    key: Hashable
    score: Decimal
    error: Decimal
    place: int
    best: int
    worst: int
    by_tie_rule: bool


def rank(
    entries: Sequence[Entry],
    stages: Sequence[Weighted],
    *,
    tie_rule: Sequence[str] = (),
    tie_scope: TieScope = TieScope.RANGE,
    z: Decimal = Z,
) -> list[Standing]:
    """Candidates by place.

    With w the weights ÷ 100, the standard error of a final score is SE = √Σ w²·se², stages without a known error
    counting as exact and the errors of stages as independent. Two candidates are not told apart when their final
    scores are equal or differ by less than z·√(SE₁² + SE₂²). The rank range of a candidate runs from 1 + the number of
    people who are told apart above, to the number of people minus those told apart below (Goldstein and Spiegelhalter,
    J. R. Statist. Soc. A 159 (1996) 385–443; Mogstad, Romano, Shaikh and Wilhelm, Rev. Econ. Stud. 91 (2024) 476–518;
    pairwise, without correction for the number of pairs).

    The tie rule names kinds of stages; the weighted mean of the scores in the first decides, then in the second, etc.
    With TieScope.EQUAL it sorts people of equal final score. With TieScope.RANGE the best who has no place yet leads a
    group of all who are not told apart from them, and the rule sorts that group, the final score coming last.

    Raises ValueError as `final_score` does.
    """
    weights = {stage.key: stage.weight for stage in stages}
    finals = {entry.key: final_score(weights, _of_stages(entry, weights)) for entry in entries}
    variances = {entry.key: _variance(entry, weights) for entry in entries}

    def apart(one: Hashable, other: Hashable) -> bool:
        difference = finals[one] - finals[other]
        return difference != 0 and difference**2 >= z**2 * (variances[one] + variances[other])

    sort_keys = {entry.key: tuple(_mean_of_kind(entry, stages, kind) for kind in tie_rule) for entry in entries}
    placed = _in_order([entry.key for entry in entries], finals, sort_keys, apart, tie_scope)
    standings = []
    for key, place, by_tie_rule in placed:
        above = sum(1 for other in finals if finals[other] > finals[key] and apart(other, key))
        below = sum(1 for other in finals if finals[other] < finals[key] and apart(key, other))
        standings.append(
            Standing(
                key=key,
                score=finals[key],
                error=variances[key].sqrt().quantize(CENT, rounding=ROUND_HALF_UP),
                place=place,
                best=1 + above,
                worst=len(finals) - below,
                by_tie_rule=by_tie_rule,
            )
        )
    return standings


def _in_order(
    keys: Sequence[Hashable],
    finals: Mapping[Hashable, Decimal],
    sort_keys: Mapping[Hashable, tuple[Decimal, ...]],
    apart: Callable[[Hashable, Hashable], bool],
    tie_scope: TieScope,
) -> list[tuple[Hashable, int, bool]]:
    """(candidate, place, whether the tie rule decided), best first. Who is equal in everything shares a place."""
    waiting = sorted(keys, key=lambda key: finals[key], reverse=True)
    placed: list[tuple[Hashable, int, bool]] = []
    while waiting:
        leader = waiting[0]
        group = [
            key
            for key in waiting
            if finals[key] == finals[leader] or (tie_scope is TieScope.RANGE and not apart(leader, key))
        ]
        group.sort(key=lambda key: (sort_keys[key], finals[key]), reverse=True)
        first = len(placed) + 1
        place = first
        for number, key in enumerate(group):
            if number and (sort_keys[key], finals[key]) != (sort_keys[group[number - 1]], finals[group[number - 1]]):
                place = first + number
            placed.append((key, place, len(group) > 1))
        taken = set(group)
        waiting = [key for key in waiting if key not in taken]
    return placed


def _of_stages(entry: Entry, weights: Mapping[Hashable, Decimal]) -> dict[Hashable, Decimal]:
    return {key: score for key, score in entry.scores.items() if key in weights}


def _variance(entry: Entry, weights: Mapping[Hashable, Decimal]) -> Decimal:
    return sum(
        ((share / HUNDRED * entry.errors[key]) ** 2 for key, share in weights.items() if key in entry.errors),
        Decimal(0),
    )


def _mean_of_kind(entry: Entry, stages: Sequence[Weighted], kind: str) -> Decimal:
    """Weighted mean of the scores in stages of a kind; 0 where there is none, which separates nobody."""
    found = [(stage.weight, entry.scores[stage.key]) for stage in stages if stage.kind == kind and stage.weight]
    total = sum((weight for weight, _score in found), Decimal(0))
    return sum((weight * score for weight, score in found), Decimal(0)) / total if total else Decimal(0)
