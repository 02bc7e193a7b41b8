"""What a batch of promotions, salary steps, medals or transfers proposes for a person, and what speaks against it.

The conditions themselves are those of `employees.domain`; here each gets its weight: what no written reason helps
against, what the office may let pass with one, and what is only to be looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from careers.domain.eligibility import Found, Held, Outcome, PersonFacts, check_requirement, months_held
from employees.domain.outlook import Outlook, Prospect, ServiceFacts, ServiceRules, outlook, promotion_verdict
from employees.domain.service_life.eligibility import DEFAULT_BLOCKING_SANCTIONS, Reason, ReasonCode, rating_reasons
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months, months_between
from employees.domain.service_life.salary import grade_service_after_promotion
from employees.domain.service_life.service import ServiceLength
from employees.enums import (
    SATYALANCANA_YEARS,
    AwardKind,
    FunctionalLevel,
    PositionType,
    Predicate,
    PromotionKind,
    Regime,
    WarningKind,
)

Plain = Mapping[str, object]

# The ranks that a regular promotion enters only after a service examination (*ujian dinas*), and its level. PP 99/2000
# (from memory, medium confidence; to be confirmed).
SERVICE_EXAMS = {"II/d": "I", "III/d": "II"}
AWARDS = {years: kind for kind, years in SATYALANCANA_YEARS.items()}
# Nobody is moved sooner (PP 11/2017 jo. 17/2020; domain.md §2.11).
YEARS_IN_A_POST = 2
# Positions by their height; the levels of functional ones as §2.11 takes them for equal, those not named stand lowest.
HEIGHTS = {
    PositionType.PENGAWAS: 1,
    PositionType.ADMINISTRATOR: 2,
    PositionType.JPT_PRATAMA: 3,
    PositionType.JPT_MADYA: 4,
    PositionType.JPT_UTAMA: 5,
}
LEVEL_HEIGHTS = {
    FunctionalLevel.PENYELIA: 1,
    FunctionalLevel.AHLI_MUDA: 1,
    FunctionalLevel.AHLI_MADYA: 2,
    FunctionalLevel.AHLI_UTAMA: 3,
}
LEVELS = list(FunctionalLevel)


class Weight(StrEnum):
    NEVER = "never"
    REASONED = "reasoned"
    NOTE = "note"


class FindingCode(StrEnum):
    """What the eligibility rules don't say; behind each its parameters."""

    NO_RANK = "no_rank"
    VALUE_UNUSABLE = "value_unusable"
    EDUCATION_MISSING = "education_missing"
    RETIRED = "retired"  # day
    ON_RECORD = "on_record"  # day
    CHANGED = "changed"
    SERVICE_EXAM = "service_exam"  # level
    STEP_EARLY = "step_early"  # day
    SALARY_MISSING = "salary_missing"
    SALARY_TYPED = "salary_typed"  # amount
    SALARY_LOWER = "salary_lower"  # amount, present
    MEDAL_EARLY = "medal_early"  # day
    NO_MEDAL = "no_medal"
    NO_TARGET = "no_target"
    SAME_POSITION = "same_position"
    POSITION_CLOSED = "position_closed"  # day
    POSITION_FULL = "position_full"  # needed, holders
    HEAD_TAKEN = "head_taken"  # name
    SELECTION_RUNS = "selection_runs"  # title
    NOT_FOR_CONTRACT = "not_for_contract"
    NOT_FOR_PROBATION = "not_for_probation"
    CONTRACT_CHANGES = "contract_changes"
    EDUCATION_LOW = "education_low"  # least
    EXPERIENCE_SHORT = "experience_short"  # years, months
    AGE_HIGH = "age_high"  # age, most
    TIME_IN_POST = "time_in_post"  # day
    OPEN_SELECTION = "open_selection"
    FUNCTIONAL_TEST = "functional_test"  # level
    DECREE_UNKNOWN = "decree_unknown"


WEIGHTS: Mapping[str, Weight] = {
    ReasonCode.NOT_ACTIVE: Weight.NEVER,
    ReasonCode.NO_RANK_PROMOTION: Weight.NEVER,
    ReasonCode.HIGHEST_RANK: Weight.NEVER,
    ReasonCode.CEILING: Weight.NEVER,
    ReasonCode.HIGHEST_LEVEL: Weight.NEVER,
    ReasonCode.SANCTION: Weight.NEVER,
    ReasonCode.TOO_EARLY: Weight.REASONED,
    ReasonCode.RATING_MISSING: Weight.REASONED,
    ReasonCode.RATING_LOW: Weight.REASONED,
    ReasonCode.CREDIT_MISSING: Weight.REASONED,
    # The office says in writing that the test was passed and a post is vacant.
    ReasonCode.NEXT_LEVEL: Weight.REASONED,
    FindingCode.SERVICE_EXAM: Weight.REASONED,
    FindingCode.STEP_EARLY: Weight.REASONED,
    # No salary table is on record against which the portal could check it: somebody says which row it follows.
    FindingCode.SALARY_TYPED: Weight.REASONED,
    FindingCode.SALARY_LOWER: Weight.REASONED,
    FindingCode.POSITION_FULL: Weight.REASONED,
    FindingCode.CONTRACT_CHANGES: Weight.REASONED,
    # The history may not tell all posts; the office says which ones count.
    FindingCode.EXPERIENCE_SHORT: Weight.REASONED,
    FindingCode.TIME_IN_POST: Weight.REASONED,
    FindingCode.OPEN_SELECTION: Weight.REASONED,
    FindingCode.FUNCTIONAL_TEST: Weight.REASONED,
    FindingCode.SALARY_MISSING: Weight.NOTE,
    FindingCode.DECREE_UNKNOWN: Weight.NOTE,
}

# Whoever has one of these is not put on a list by the portal: nothing is due for them on the day.
NOT_DUE = frozenset(
    {
        ReasonCode.NOT_ACTIVE,
        ReasonCode.NO_RANK_PROMOTION,
        ReasonCode.HIGHEST_RANK,
        ReasonCode.CEILING,
        ReasonCode.HIGHEST_LEVEL,
        ReasonCode.TOO_EARLY,
        FindingCode.NO_RANK,
        FindingCode.RETIRED,
        FindingCode.ON_RECORD,
        FindingCode.STEP_EARLY,
        FindingCode.MEDAL_EARLY,
        FindingCode.NO_MEDAL,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a line or is to be looked at. `parameters` are plain values, as JSON holds them."""

    code: str
    parameters: Plain = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        return WEIGHTS.get(self.code, Weight.NEVER)

    @property
    def key(self) -> str:
        """What a written reason lets pass: this code with the facts that it was given for. Other facts, another key."""
        return ":".join([str(self.code), *(f"{name}={value}" for name, value in sorted(self.parameters.items()))])

    def as_plain(self) -> dict[str, object]:
        return {"code": str(self.code), "weight": str(self.weight), "key": self.key, **self.parameters}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the batch would write for a person: only the values of its own kind are set."""

    findings: tuple[Finding, ...] = ()
    to_rank: str = ""
    promotion_kind: str = ""
    award: str = ""

    @property
    def is_due(self) -> bool:
        """Whether its time has come, whatever else speaks against it."""
        return not any(finding.code in NOT_DUE for finding in self.findings)


def blocking(findings: Iterable[Plain], allowed: Collection[str] = ()) -> list[Plain]:
    """Of findings as plain values those that keep the line from being signed; `allowed` are keys that a written reason
    let pass. What never passes stays, whatever is allowed."""
    return [
        each
        for each in findings
        if each["weight"] == Weight.NEVER or (each["weight"] == Weight.REASONED and each["key"] not in allowed)
    ]


def passable(findings: Iterable[Plain]) -> list[str]:
    """Keys that one written reason lets pass together."""
    return [str(each["key"]) for each in findings if each["weight"] == Weight.REASONED]


def rank_proposal(facts: ServiceFacts, rules: ServiceRules, on: date) -> Proposal:
    """The next rank on the day `on`, the first of a month (PP 99/2000 as amended by PP 12/2002, Peraturan BKN 3/2023
    and 4/2025)."""
    if not facts.rank or facts.rank_since is None:
        return Proposal((Finding(FindingCode.NO_RANK),))
    found = list(_leaving(outlook(facts, rules, on), on))
    if facts.coming_rank is not None or facts.rank_since == on:
        day = facts.coming_rank[1] if facts.coming_rank else facts.rank_since
        found.append(Finding(FindingCode.ON_RECORD, {"day": day.isoformat()}))
    try:
        verdict, missing = promotion_verdict(facts, rules, on)
    except ValueError:
        return Proposal((*found, Finding(FindingCode.VALUE_UNUSABLE)))
    found += [_from_reason(reason) for reason in verdict.reasons]
    if missing:
        found.append(Finding(FindingCode.EDUCATION_MISSING))
    if not facts.is_functional and facts.rank in SERVICE_EXAMS and verdict.next_rank:
        found.append(Finding(FindingCode.SERVICE_EXAM, {"level": SERVICE_EXAMS[facts.rank]}))
    kind = PromotionKind.FUNCTIONAL if facts.is_functional else PromotionKind.REGULAR
    return Proposal(tuple(found), to_rank=verdict.next_rank or "", promotion_kind=str(kind.value))


def salary_proposal(
    facts: ServiceFacts,
    rules: ServiceRules,
    on: date,
    *,
    coming_step: date | None = None,
    salary: int | None = None,
    present_salary: int | None = None,
) -> Proposal:
    """The salary step of the day (PP 7/1977 art. 11, Perpres 98/2020). `coming_step` is the first day of a step that
    is on record from `on` or later; `salary` is the new base salary where somebody typed one, `present_salary` the
    one on record."""
    found = [*_not_active(facts)]
    plans = outlook(facts, rules, on)
    found += _leaving(plans, on)
    if coming_step is not None:
        found.append(Finding(FindingCode.ON_RECORD, {"day": coming_step.isoformat()}))
    step = _prospect(plans, WarningKind.SALARY_STEP)
    if step is not None:
        if step.due_on > on:
            found.append(Finding(FindingCode.STEP_EARLY, {"day": step.due_on.isoformat()}))
        found += [_from_reason(reason) for reason in step.reasons]
    elif plans.faults:
        found.append(Finding(FindingCode.VALUE_UNUSABLE))
    if salary is None:
        found.append(Finding(FindingCode.SALARY_MISSING))
    elif present_salary is not None and salary < present_salary:
        found.append(Finding(FindingCode.SALARY_LOWER, {"amount": salary, "present": present_salary}))
    else:
        found.append(Finding(FindingCode.SALARY_TYPED, {"amount": salary}))
    return Proposal(tuple(found))


def medal_proposal(facts: ServiceFacts, rules: ServiceRules, on: date) -> Proposal:
    """The Satyalancana Karya Satya that is due on the day (UU 20/2009, PP 35/2010)."""
    found = [*_not_active(facts), *_sanction(facts, on)]
    if facts.regime is not Regime.PNS:
        return Proposal((*found, Finding(FindingCode.NO_MEDAL)))
    plans = outlook(facts, rules, on)
    found += _leaving(plans, on)
    medals = [each for each in plans.prospects if each.kind is WarningKind.DECORATION]
    due = [int(str(each.details["level"])) for each in medals if each.due_on <= on]
    if due:
        return Proposal(tuple(found), award=str(AwardKind(AWARDS[max(due)]).value))
    coming = min((each.due_on for each in medals), default=None)
    if coming is not None:
        found.append(Finding(FindingCode.MEDAL_EARLY, {"day": coming.isoformat()}))
    elif plans.faults:
        found.append(Finding(FindingCode.VALUE_UNUSABLE))
    else:
        found.append(Finding(FindingCode.NO_MEDAL))
    return Proposal(tuple(found))


@dataclass(frozen=True, slots=True)
class Place:
    """The position to which somebody is moved, as it will be on the day: `holders` are those of others who will hold
    it then, with those whom open batches bring and without those whom this one takes away. `requirements` are kind and
    value, as `check_requirement` takes them; `selection` names one that runs for the position."""

    needed: int
    holders: int
    is_head: bool = False
    head_name: str = ""
    closed_on: date | None = None
    position_type: str = ""
    functional_level: str = ""
    requirements: Sequence[tuple[str, Mapping[str, Any]]] = ()
    selection: str = ""

    @property
    def is_managerial(self) -> bool:
        return self.position_type in HEIGHTS

    @property
    def height(self) -> int:
        return height_of(self.position_type, self.functional_level)


def height_of(position_type: str, functional_level: str = "") -> int:
    if position_type == PositionType.FUNGSIONAL:
        return LEVEL_HEIGHTS.get(FunctionalLevel(functional_level), 0) if functional_level else 0
    return HEIGHTS.get(PositionType(position_type), 0) if position_type else 0


def transfer_proposal(
    facts: ServiceFacts,
    rules: ServiceRules,
    on: date,
    *,
    place: Place | None,
    is_same: bool = False,
    coming_place: date | None = None,
    held: Sequence[Held] = (),
    is_probationary: bool = False,
) -> Proposal:
    """A move to another position (PP 11/2017 jo. 17/2020; domain.md §2.11). `coming_place` is the first day of a
    position on record from `on` or later; `held` are the definitive ones."""
    found = [*_not_active(facts), *_leaving(outlook(facts, rules, on), on)]
    if coming_place is not None:
        found.append(Finding(FindingCode.ON_RECORD, {"day": coming_place.isoformat()}))
    if place is None:
        return Proposal((*found, Finding(FindingCode.NO_TARGET)))
    if is_same:
        found.append(Finding(FindingCode.SAME_POSITION))
    if place.closed_on is not None:
        found.append(Finding(FindingCode.POSITION_CLOSED, {"day": place.closed_on.isoformat()}))
    if place.selection:
        found.append(Finding(FindingCode.SELECTION_RUNS, {"title": place.selection}))
    if place.is_head and place.holders:
        found.append(Finding(FindingCode.HEAD_TAKEN, {"name": place.head_name}))
    elif place.holders >= place.needed:
        found.append(Finding(FindingCode.POSITION_FULL, {"needed": place.needed, "holders": place.holders}))
    if not is_same:
        found += _unfit(facts, on, place, held, is_probationary)
    return Proposal(tuple(found))


def _unfit(
    facts: ServiceFacts, on: date, place: Place, held: Sequence[Held], is_probationary: bool
) -> Iterator[Finding]:
    """What speaks against this person in this position."""
    if facts.regime is Regime.PPPK:
        yield Finding(FindingCode.NOT_FOR_CONTRACT if place.is_managerial else FindingCode.CONTRACT_CHANGES)
    elif is_probationary and place.is_managerial:
        yield Finding(FindingCode.NOT_FOR_PROBATION)
    own = height_of(facts.position_type, facts.functional_level)
    # A move downwards may be the sanction itself.
    if place.height >= own:
        yield from _sanction(facts, on)
    since = next((each.start for each in held if each.start < on and (each.until is None or on <= each.until)), None)
    if since is not None and (free := add_months(since, MONTHS_OF_A_YEAR * YEARS_IN_A_POST)) > on:
        yield Finding(FindingCode.TIME_IN_POST, {"day": free.isoformat()})
    if place.is_managerial and (facts.position_type not in HEIGHTS or own < place.height):
        yield from _rising(facts, on, place, held)
    if place.functional_level and not _has_level(facts, place.functional_level):
        yield Finding(FindingCode.FUNCTIONAL_TEST, {"level": place.functional_level})


def _rising(facts: ServiceFacts, on: date, place: Place, held: Sequence[Held]) -> Iterator[Finding]:
    """The requirements of a managerial position, of somebody who holds none of its height."""
    if place.height >= HEIGHTS[PositionType.JPT_PRATAMA]:
        yield Finding(FindingCode.OPEN_SELECTION)
    person = PersonFacts(facts.birth_date, education=facts.education, positions=held, ratings=facts.ratings)
    for kind, value in place.requirements:
        match kind:
            case "education":
                outcome = check_requirement(kind, value, person, on=on, appointed_on=on)
                if outcome.found is Found.NO_EDUCATION:
                    yield Finding(FindingCode.EDUCATION_MISSING)
                elif outcome.outcome is Outcome.NOT_MET:
                    yield Finding(FindingCode.EDUCATION_LOW, {"least": value["level"]})
            case "experience":
                # Who stood higher has the experience too.
                types = {*value["types"], *(key for key, height in HEIGHTS.items() if height >= place.height)}
                levels = {*value["levels"], *(key for key, height in LEVEL_HEIGHTS.items() if height >= place.height)}
                months = months_held(held, list(types), list(levels), on)
                if months < MONTHS_OF_A_YEAR * value["years"]:
                    yield Finding(FindingCode.EXPERIENCE_SHORT, {"years": value["years"], "months": months})
            case "age":
                age = check_requirement(kind, value, person, on=on, appointed_on=on)
                if age.outcome is Outcome.NOT_MET:
                    yield Finding(FindingCode.AGE_HIGH, {"age": age.values["age"], "most": value["most"]})
            case "rating":
                least = Predicate(value["least"])
                yield from map(_from_reason, rating_reasons(facts.ratings, on, value["years"], least))


def _has_level(facts: ServiceFacts, level: str) -> bool:
    """The functional level, or a higher one of the same category."""
    if not facts.is_functional:
        return False
    own, asked = FunctionalLevel(facts.functional_level), FunctionalLevel(level)
    return own.info.category == asked.info.category and LEVELS.index(own) >= LEVELS.index(asked)


def grade_service(
    known: ServiceLength, known_on: date, on: date, *, from_rank: str = "", to_rank: str = ""
) -> ServiceLength:
    """*Masa kerja golongan* on the day `on`: what was `known` on its own day and the months since; a promotion to
    `to_rank` that enters a group takes years away (PP 7/1977, see `grade_service_after_promotion`)."""
    grown = ServiceLength.of_months(known.total_months + max(months_between(known_on, on), 0))
    if not to_rank:
        return grown
    return grade_service_after_promotion(grade_service=grown, from_rank=from_rank, to_rank=to_rank)


def _from_reason(reason: Reason) -> Finding:
    plain = {name: value if isinstance(value, int) else str(value) for name, value in reason.parameters.items()}
    return Finding(str(reason.code), plain)


def _not_active(facts: ServiceFacts) -> list[Finding]:
    return [] if facts.is_active else [Finding(ReasonCode.NOT_ACTIVE)]


def _sanction(facts: ServiceFacts, on: date) -> list[Finding]:
    levels = {each.level for each in facts.sanctions if each.is_in_force(on)} & set(DEFAULT_BLOCKING_SANCTIONS)
    return [Finding(ReasonCode.SANCTION, {"level": "B" if "B" in levels else "S"})] if levels else []


def _leaving(plans: Outlook, on: date) -> list[Finding]:
    """Whoever is retired by then."""
    retirement = _prospect(plans, WarningKind.RETIREMENT)
    if retirement is None or retirement.due_on > on:
        return []
    return [Finding(FindingCode.RETIRED, {"day": retirement.due_on.isoformat()})]


def _prospect(plans: Outlook, kind: WarningKind) -> Prospect | None:
    return next((each for each in plans.prospects if each.kind is kind), None)
