"""Whether a person meets the requirements of a selection, from what the records hold (PP 11/2017 jo. 17/2020 art. 54
and 107; domain.md §2.11)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from employees.enums import RANKS, Predicate

ONE_DAY = datetime.timedelta(days=1)
# Best first.
PREDICATES = [predicate.value for predicate in Predicate]


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    BY_HAND = "by_hand"


class Found(StrEnum):
    """What the check came upon; said in words elsewhere."""

    RANK = "rank"
    NO_RANK = "no_rank"
    OTHER_REGIME = "other_regime"
    EDUCATION = "education"
    NO_EDUCATION = "no_education"
    MONTHS = "months"
    AGE = "age"
    RATINGS = "ratings"
    RATING_MISSING = "rating_missing"
    NO_SANCTION = "no_sanction"
    SANCTION = "sanction"
    TRAINING = "training"
    NO_TRAINING = "no_training"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Held:
    """A definitive position from `start` until before `until`."""

    start: datetime.date
    until: datetime.date | None
    position_type: str
    functional_level: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the records hold of one person. `sanctions` are periods in which one is or was in force; codes as in
    employees.enums."""

    birth_date: datetime.date
    rank: str = ""
    education: str = ""
    positions: Sequence[Held] = ()
    ratings: Mapping[int, str] = field(default_factory=dict)
    sanctions: Sequence[tuple[datetime.date, datetime.date | None]] = ()
    leadership_trainings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """`values` fill the words of `found`; JSON values."""

    outcome: Outcome
    found: Found
    values: Mapping[str, Any] = field(default_factory=dict)


def check_requirement(
    kind: str, value: Mapping[str, Any], facts: PersonFacts, *, on: datetime.date, appointed_on: datetime.date
) -> Finding:
    """One requirement. `on` is the last day of registration; age counts on the expected day of appointment.

    Values: rank {"rank": "III/c"}; education {"level": SIASN code}; experience {"years": n, "types": [position types],
    "levels": [functional levels]}, counted together; age {"most": years}; rating {"least": predicate, "years": n}, each
    of the n calendar years before `on`; training {"leadership": code}; discipline and other need none. What the records
    can't tell is left to a person.
    """
    match kind:
        case "rank":
            return _rank(str(value["rank"]), facts)
        case "education":
            return _education(str(value["level"]), facts)
        case "experience":
            return _experience(value, facts, on)
        case "age":
            age = age_on(facts.birth_date, appointed_on)
            return Finding(_met(age <= int(value["most"])), Found.AGE, {"age": age})
        case "rating":
            return _ratings(value, facts, on)
        case "discipline":
            is_free = not any(start <= on and (until is None or on < until) for start, until in facts.sanctions)
            return Finding(_met(is_free), Found.NO_SANCTION if is_free else Found.SANCTION)
        case "training":
            has_it = str(value["leadership"]) in facts.leadership_trainings
            # Certificates on paper may not be on record yet.
            return Finding(Outcome.MET, Found.TRAINING) if has_it else Finding(Outcome.BY_HAND, Found.NO_TRAINING)
    return Finding(Outcome.BY_HAND, Found.BY_HAND)


def age_on(birth_date: datetime.date, on: datetime.date) -> int:
    """Completed years of life on a day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def months_held(positions: Sequence[Held], types: Sequence[str], levels: Sequence[str], on: datetime.date) -> int:
    """Completed months until and with `on` in positions of one of the types, or functional ones of one of the levels.
    Thirty days left over from all periods together make a month."""
    months = days = 0
    for held in positions:
        fits = held.position_type in types or (held.functional_level != "" and held.functional_level in levels)
        end = on + ONE_DAY if held.until is None else min(held.until, on + ONE_DAY)
        if not fits or end <= held.start:
            continue
        whole = (end.year - held.start.year) * 12 + end.month - held.start.month
        rest = end.day - held.start.day
        if rest < 0:
            whole, rest = whole - 1, rest + 30
        months, days = months + whole, days + rest
    return months + days // 30


def _rank(least: str, facts: PersonFacts) -> Finding:
    if facts.rank not in RANKS:
        return Finding(Outcome.BY_HAND, Found.NO_RANK)
    own, needed = RANKS[facts.rank], RANKS[least]
    if own.regime != needed.regime:
        return Finding(Outcome.BY_HAND, Found.OTHER_REGIME, {"rank": facts.rank})
    return Finding(_met(own.order >= needed.order), Found.RANK, {"rank": facts.rank})


def _education(least: str, facts: PersonFacts) -> Finding:
    if not facts.education:
        return Finding(Outcome.BY_HAND, Found.NO_EDUCATION)
    # SIASN codes ascend with the level.
    return Finding(_met(facts.education >= least), Found.EDUCATION, {"level": facts.education})


def _experience(value: Mapping[str, Any], facts: PersonFacts, on: datetime.date) -> Finding:
    months = months_held(facts.positions, value.get("types", ()), value.get("levels", ()), on)
    return Finding(_met(months >= 12 * int(value["years"])), Found.MONTHS, {"months": months})


def _ratings(value: Mapping[str, Any], facts: PersonFacts, on: datetime.date) -> Finding:
    years = [on.year - back for back in range(1, int(value["years"]) + 1)]
    allowed = PREDICATES[: PREDICATES.index(str(value["least"])) + 1]
    known = {year: facts.ratings[year] for year in years if year in facts.ratings}
    values = {"ratings": [[year, predicate] for year, predicate in known.items()]}
    if any(predicate not in allowed for predicate in known.values()):
        return Finding(Outcome.NOT_MET, Found.RATINGS, values)
    if missing := [year for year in years if year not in known]:
        return Finding(Outcome.BY_HAND, Found.RATING_MISSING, {"years": missing})
    return Finding(Outcome.MET, Found.RATINGS, values)


def _met(is_met: bool) -> Outcome:
    return Outcome.MET if is_met else Outcome.NOT_MET
