"""Which mentor fits which mentee, and the assignment that serves all of them best.

A pair is worth something where the mentor is ahead in what the mentee lacks. Three parts make its score, each 0 to
1000: how much of the gaps the mentor can close, how near their units are in the tree, how few others the mentor guides.
Whole numbers throughout, so that the same data give the same pairs on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

# Characters of a unit's path that make one step of the tree.
PATH_STEP = 4
PART = 1000
# Dearer than any allowed pair, so that as many people as possible find a mentor.
FORBIDDEN = 10_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts, in whole numbers; their sum must be positive."""

    fit: int = 60
    distance: int = 25
    load: int = 15

    def __post_init__(self) -> None:
        if min(self.fit, self.distance, self.load) < 0 or self.total == 0:
            raise ValueError("Weights are 0 or more, and one of them is more than 0.")

    @property
    def total(self) -> int:
        return self.fit + self.distance + self.load


@dataclass(frozen=True, slots=True)
class Mentee:
    """`gaps`: competency -> (level achieved, level asked for), of levels 1 to 5, where something is missing; 0 stands
    for a level that nobody has rated. `path` is that of the unit. `barred` are mentors who must not be proposed."""

    key: int
    path: str
    gaps: Mapping[int, tuple[int, int]]
    barred: AbstractSet[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Mentor:
    """`levels`: competency -> level achieved. `open_mentees` are guided now, `places` more are possible."""

    key: int
    path: str
    levels: Mapping[int, int]
    open_mentees: int = 0
    places: int = 1


@dataclass(frozen=True, slots=True)
class Covered:
    """A gap that the mentor helps with: the mentee's level, the level asked for, the mentor's level."""

    competency: int
    achieved: int
    required: int
    mentor_level: int

    @property
    def gained(self) -> int:
        """Levels that the mentee can gain, up to the level asked for."""
        return min(self.mentor_level, self.required) - self.achieved


@dataclass(frozen=True, slots=True)
class Match:
    """A pair with its score (0 to 1000) and why: `fit`, `nearness` and `freedom` are its parts before weighting,
    `steps` how many steps of the tree lie between the units."""

    mentee: int
    mentor: int
    score: int
    fit: int
    nearness: int
    freedom: int
    steps: int
    open_mentees: int
    covered: tuple[Covered, ...] = field(default=())


def steps_between(first: str, second: str) -> int:
    """Steps in the tree from one unit to the other: 0 in the same unit, 2 between sisters."""
    one, other = _steps(first), _steps(second)
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    return len(one) + len(other) - 2 * common


def match_of(mentee: Mentee, mentor: Mentor, weights: Weights | None = None) -> Match | None:
    """The pair's score and reasons; None where the mentor is barred, is the mentee, or is ahead in nothing that the
    mentee lacks."""
    weights = weights or Weights()
    if mentor.key == mentee.key or mentor.key in mentee.barred:
        return None
    covered = tuple(
        Covered(competency, achieved, required, mentor.levels[competency])
        for competency, (achieved, required) in sorted(mentee.gaps.items())
        if mentor.levels.get(competency, 0) > achieved
    )
    missing = _missing(mentee)
    gained = sum(each.gained for each in covered)
    if not gained:
        return None
    steps = steps_between(mentee.path, mentor.path)
    fit, nearness, freedom = PART * gained // missing, _nearness(steps), _freedom(mentor.open_mentees)
    return Match(
        mentee.key,
        mentor.key,
        _score(fit, nearness, freedom, weights),
        fit,
        nearness,
        freedom,
        steps,
        mentor.open_mentees,
        tuple(sorted(covered, key=lambda each: (-each.gained, each.competency))),
    )


def ranked(mentee: Mentee, mentors: Iterable[Mentor], weights: Weights | None = None) -> list[Match]:
    """The mentors with a free place who fit, the best first; equals by key."""
    found = [match_of(mentee, mentor, weights) for mentor in mentors if mentor.places > 0]
    return sorted((match for match in found if match), key=lambda match: (-match.score, match.mentor))


def best_assignment(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], weights: Weights | None = None
) -> list[Match]:
    """One mentor for as many mentees as possible, with the highest sum of scores over all pairs.

    Each free place of a mentor is a column of its own; the second mentee of a mentor finds one more already guided, so
    load is spread. Solved exactly (Jonker-Volgenant, scipy's linear_sum_assignment). Mentees for whom nobody fits get
    no pair. Keys must be unique, else ValueError. Sorted by mentee.
    """
    weights = weights or Weights()
    _check_unique(mentees, mentors)
    places = [(number, place) for number, mentor in enumerate(mentors) for place in range(mentor.places)]
    if not mentees or not places:
        return []
    # Heavy, and needed by few processes.
    import numpy
    from scipy.optimize import linear_sum_assignment

    scores, allowed = _scores(mentees, mentors, places, weights)
    costs = numpy.where(allowed, weights.total * PART - scores, FORBIDDEN * weights.total)
    rows, columns = linear_sum_assignment(costs)
    found = []
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if not allowed[row, column]:
            continue
        number, place = places[column]
        mentor = mentors[number]
        match = match_of(
            mentees[row],
            Mentor(mentor.key, mentor.path, mentor.levels, mentor.open_mentees + place, mentor.places - place),
            weights,
        )
        if match is not None:
            found.append(match)
    return sorted(found, key=lambda match: match.mentee)


def _scores(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], places: Sequence[tuple[int, int]], weights: Weights
) -> tuple[Any, Any]:
    """Weighted scores (mentee × place) and which pairs are allowed, as arrays of whole numbers."""
    import numpy

    gained: Any = numpy.zeros((len(mentees), len(mentors)), dtype=numpy.int64)
    wanting: dict[int, list[tuple[int, int, int]]] = {}
    for row, mentee in enumerate(mentees):
        for competency, (achieved, required) in mentee.gaps.items():
            wanting.setdefault(competency, []).append((row, achieved, required))
    for competency, wants in wanting.items():
        able = [(column, level) for column, mentor in enumerate(mentors) if (level := mentor.levels.get(competency, 0))]
        if not able:
            continue
        rows, achieved_, required_ = (numpy.array(part) for part in zip(*wants, strict=True))
        columns, levels = (numpy.array(part) for part in zip(*able, strict=True))
        more = numpy.minimum(levels[None, :], required_[:, None]) - achieved_[:, None]
        gained[numpy.ix_(rows, columns)] += numpy.maximum(more, 0)
    allowed = gained > 0
    column_of = {mentor.key: column for column, mentor in enumerate(mentors)}
    for row, mentee in enumerate(mentees):
        for key in {mentee.key, *mentee.barred} & column_of.keys():
            allowed[row, column_of[key]] = False
    missing = numpy.array([max(_missing(mentee), 1) for mentee in mentees])
    fit = PART * gained // missing[:, None]
    nearness = PART // (1 + _steps_table([each.path for each in mentees], [each.path for each in mentors]))
    pair_part = weights.fit * fit + weights.distance * nearness
    chosen = numpy.array([number for number, _place in places])
    freedom = numpy.array([_freedom(mentors[number].open_mentees + place) for number, place in places])
    return pair_part[:, chosen] + weights.load * freedom[None, :], allowed[:, chosen]


def _steps_table(first: Sequence[str], second: Sequence[str]) -> Any:
    """`steps_between` for every pair."""
    import numpy

    ones, others = [_steps(path) for path in first], [_steps(path) for path in second]
    common: Any = numpy.zeros((len(ones), len(others)), dtype=numpy.int64)
    for depth in range(max((len(each) for each in (*ones, *others)), default=0)):
        numbers: dict[tuple[str, ...], int] = {}
        left = numpy.array([_number(each, depth, numbers, -1) for each in ones])
        right = numpy.array([_number(each, depth, numbers, -2) for each in others])
        common += left[:, None] == right[None, :]
    lengths = numpy.array([len(each) for each in ones])[:, None] + numpy.array([len(each) for each in others])[None, :]
    return lengths - 2 * common


def _number(steps: tuple[str, ...], depth: int, numbers: dict[tuple[str, ...], int], none: int) -> int:
    """A number for the way down to `depth`; `none` where the unit stands higher."""
    return numbers.setdefault(steps[: depth + 1], len(numbers)) if len(steps) > depth else none


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path[start : start + PATH_STEP] for start in range(0, len(path), PATH_STEP))


def _missing(mentee: Mentee) -> int:
    return sum(required - achieved for achieved, required in mentee.gaps.values())


def _nearness(steps: int) -> int:
    return PART // (1 + steps)


def _freedom(open_mentees: int) -> int:
    return PART // (1 + open_mentees)


def _score(fit: int, nearness: int, freedom: int, weights: Weights) -> int:
    return (weights.fit * fit + weights.distance * nearness + weights.load * freedom) // weights.total


def _check_unique(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
    for people in (mentees, mentors):
        if len({each.key for each in people}) != len(people):
            raise ValueError("Each mentee and each mentor may be named once.")
