"""The nine boxes (*sembilan kotak*) of talent management: PermenPANRB 3/2020, as amended by PermenPANRB 20/2025.

Box numbers and recommendations are those of the regulation. How a person gets a level is for the agency to set
(domain §6.2): mode PREDIKAT by the rating and the job-person match, mode SKOR by scores on both axes. The content of
the amendment was not seen; every number is therefore an argument with its documented default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from careers.enums import MissingInput, PerformanceLevel, PotentialLevel, TalentAction, TalentMode
from employees.enums import Predicate
from training.domain.match import job_person_match

Number = Decimal | int | str

CENT = Decimal("0.01")
FULL = Decimal(100)

# kinerja → potensial → box.
BOXES: Mapping[tuple[PerformanceLevel, PotentialLevel], int] = {
    (PerformanceLevel.ABOVE, PotentialLevel.LOW): 4,
    (PerformanceLevel.ABOVE, PotentialLevel.MEDIUM): 7,
    (PerformanceLevel.ABOVE, PotentialLevel.HIGH): 9,
    (PerformanceLevel.AS, PotentialLevel.LOW): 2,
    (PerformanceLevel.AS, PotentialLevel.MEDIUM): 5,
    (PerformanceLevel.AS, PotentialLevel.HIGH): 8,
    (PerformanceLevel.BELOW, PotentialLevel.LOW): 1,
    (PerformanceLevel.BELOW, PotentialLevel.MEDIUM): 3,
    (PerformanceLevel.BELOW, PotentialLevel.HIGH): 6,
}

_ACTIONS: Mapping[int, tuple[TalentAction, ...]] = {
    9: (TalentAction.PROMOTE, TalentAction.SUCCESSION_NATIONAL, TalentAction.REWARD),
    8: (TalentAction.KEEP, TalentAction.SUCCESSION, TalentAction.ENRICH_WIDER, TalentAction.GUIDE),
    7: (
        TalentAction.KEEP,
        TalentAction.SUCCESSION,
        TalentAction.ENRICH,
        TalentAction.DEVELOP,
        TalentAction.STUDY,
    ),
    6: (TalentAction.FITTING, TalentAction.GUIDE, TalentAction.COUNSEL),
    5: (TalentAction.FITTING, TalentAction.GUIDE, TalentAction.DEVELOP),
    4: (TalentAction.ROTATE, TalentAction.DEVELOP),
    3: (TalentAction.GUIDE, TalentAction.COUNSEL, TalentAction.DEVELOP, TalentAction.FITTING),
    2: (TalentAction.GUIDE, TalentAction.DEVELOP, TalentAction.FITTING),
    1: (TalentAction.PROCESS,),
}


def _default_scores() -> dict[str, int]:
    return {
        Predicate.VERY_GOOD.value: 100,
        Predicate.GOOD.value: 80,
        Predicate.NEEDS_IMPROVEMENT.value: 60,
        Predicate.POOR.value: 40,
        Predicate.VERY_POOR.value: 20,
    }


@dataclass(frozen=True, slots=True)
class TalentRules:
    """The values that a government sets; lower bounds are inclusive.

    `high` and `medium`: match in per cent from which potential is high and medium, in mode PREDIKAT. `upper` and
    `middle`: the same for both axes in mode SKOR; `scores`: points of each rating there; `share`: per cent of the
    talent score that performance makes. `least_known`: per cent of the asked competencies that need a valid rating.
    """

    mode: TalentMode = TalentMode.PREDIKAT
    high: int = 90
    medium: int = 78
    upper: int = 80
    middle: int = 60
    share: int = 50
    least_known: int = 50
    scores: Mapping[str, int] = field(default_factory=_default_scores)


DEFAULT_RULES = TalentRules()


def rules_of(value: Mapping[str, Any]) -> TalentRules:
    """From a stored value of the rule, in which nothing is missing. Raises ValueError on an unknown mode."""
    return TalentRules(
        mode=TalentMode(value["mode"]),
        high=int(value["high"]),
        medium=int(value["medium"]),
        upper=int(value["upper"]),
        middle=int(value["middle"]),
        share=int(value["share"]),
        least_known=int(value["least_known"]),
        scores={name: int(points) for name, points in value["scores"].items()},
    )


def talent_box(performance: str, potential: str) -> int:
    """The box, 1 to 9, of a level of performance ("ABOVE", "AS", "BELOW") and of potential ("HIGH", "MEDIUM", "LOW").

    PermenPANRB 3/2020. Raises ValueError on any other level: what is not known is no box.
    """
    try:
        return BOXES[PerformanceLevel(performance), PotentialLevel(potential)]
    except ValueError:
        raise ValueError(
            "Performance is ABOVE, AS or BELOW and potential HIGH, MEDIUM or LOW, "
            f"not {performance!r} and {potential!r}."
        ) from None


def box_actions(box: int) -> tuple[TalentAction, ...]:
    """What the regulation recommends for a box. Recommendations: a person decides. ValueError outside 1–9."""
    if box not in _ACTIONS:
        raise ValueError(f"Boxes go from 1 to 9, not {box!r}.")
    return _ACTIONS[box]


def performance_level(rating: str, rules: TalentRules = DEFAULT_RULES) -> PerformanceLevel:
    """From the rating of the year ("SANGAT_BAIK" …). Raises ValueError on an unknown one."""
    predicate = Predicate(rating)
    if rules.mode is TalentMode.SKOR:
        points = Decimal(rules.scores[predicate.value])
        if points >= rules.upper:
            return PerformanceLevel.ABOVE
        return PerformanceLevel.AS if points >= rules.middle else PerformanceLevel.BELOW
    if predicate is Predicate.VERY_GOOD:
        return PerformanceLevel.ABOVE
    return PerformanceLevel.AS if predicate is Predicate.GOOD else PerformanceLevel.BELOW


def potential_level(match: Number, rules: TalentRules = DEFAULT_RULES) -> PotentialLevel:
    """From the match in per cent, not rounded; what exceeds 100 counts as 100. ValueError below 0 or on no number."""
    percent = _percent(match)
    is_score = rules.mode is TalentMode.SKOR
    high, medium = (rules.upper, rules.middle) if is_score else (rules.high, rules.medium)
    if percent >= high:
        return PotentialLevel.HIGH
    return PotentialLevel.MEDIUM if percent >= medium else PotentialLevel.LOW


def talent_score(rating: str, match: Number, rules: TalentRules = DEFAULT_RULES) -> Decimal:
    """Mode SKOR: `share` per cent performance, the rest potential; 0 to 100, half-up to two decimals."""
    points = Decimal(rules.scores[Predicate(rating).value])
    share = Decimal(rules.share)
    score = (points * share + _percent(match) * (FULL - share)) / FULL
    return min(max(score, Decimal(0)), FULL).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class TalentInputs:
    """What is known of one person. `rating` of the year, "" for none; `levels` are (required, achieved) of every
    competency that the position asks for, achieved None while nobody rated it."""

    rating: str = ""
    levels: tuple[tuple[int, int | None], ...] = ()
    has_position: bool = True

    @property
    def asked(self) -> int:
        return len(self.levels)

    @property
    def known(self) -> int:
        """How many of those asked for have a valid rating."""
        return sum(achieved is not None for _required, achieved in self.levels)


@dataclass(frozen=True, slots=True)
class Placement:
    """`box` is None while an axis is unknown; `missing` says why. `match` in per cent, not rounded, at most 100;
    `score` only in mode SKOR."""

    performance: PerformanceLevel | None
    potential: PotentialLevel | None
    box: int | None
    match: Decimal | None
    score: Decimal | None
    missing: tuple[MissingInput, ...]


def place(inputs: TalentInputs, rules: TalentRules = DEFAULT_RULES) -> Placement:
    """The box of one person. An unknown axis leaves the box unknown: it is never the lowest one.

    Raises ValueError on an unknown rating and on levels that are none (`job_person_match`).
    """
    missing: list[MissingInput] = []
    performance = performance_level(inputs.rating, rules) if inputs.rating else None
    if performance is None:
        missing.append(MissingInput.RATING)
    gap = _levels_gap(inputs, rules)
    match: Decimal | None = None
    potential: PotentialLevel | None = None
    known = [(required, achieved) for required, achieved in inputs.levels if achieved is not None]
    if known:
        match = job_person_match([pair[0] for pair in known], [pair[1] for pair in known]).capped
    if gap is not None:
        missing.append(gap)
    elif match is not None:
        potential = potential_level(match, rules)
    if performance is None or potential is None or match is None:
        return Placement(performance, potential, None, match, None, tuple(missing))
    score = talent_score(inputs.rating, match, rules) if rules.mode is TalentMode.SKOR else None
    return Placement(performance, potential, talent_box(performance, potential), match, score, ())


def _levels_gap(inputs: TalentInputs, rules: TalentRules) -> MissingInput | None:
    if not inputs.has_position or not inputs.asked:
        return MissingInput.POSITION
    if not inputs.known:
        return MissingInput.LEVELS
    return MissingInput.TOO_FEW if inputs.known * 100 < inputs.asked * rules.least_known else None


def _percent(value: Number) -> Decimal:
    if value is None or isinstance(value, bool | float):
        raise ValueError("Give the match as a whole number, a Decimal or text.")
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError):
        raise ValueError(f"{value!r} is no number.") from None
    if not number.is_finite() or number < 0:
        raise ValueError("A match is not below zero.")
    return min(number, FULL)
