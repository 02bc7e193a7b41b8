"""What comes next in a person's service, from when to say so, and what stands in the way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from employees.domain.service_life.contract import contract_alert
from employees.domain.service_life.decorations import HARMFUL_LEVELS, satyalancana
from employees.domain.service_life.eligibility import Eligibility, Reason, ReasonCode, earliest_promotion
from employees.domain.service_life.functional_promotion import functional_promotion
from employees.domain.service_life.months import add_months
from employees.domain.service_life.promotion import regular_promotion
from employees.domain.service_life.retirement import DEFAULT_RETIREMENT_AGES, retirement_age, retirement_date
from employees.domain.service_life.salary import next_salary_increment, salary_increment_alert
from employees.domain.service_life.service import UnpaidLeave, service_completed_on
from employees.enums import PositionType, Predicate, Regime, WarningKind

# Planned this far ahead, so that an office sees the year; each is told only from its own day on.
HORIZON_MONTHS = 12
# What is blocked or has run out stands on the list this long after its day; then it is a state, no warning any more.
KEPT_MONTHS = 12
# Without a salary step on record the steps are counted in a cycle; a step stays on the list this long after its day.
GRACE_MONTHS = 3
ASSIGNMENT_ALERT_DAYS = 30
SUBJECT = 60
# Below "sufficient": no salary step (PP 7/1977 art. 11; from memory, to be confirmed).
INSUFFICIENT = frozenset({Predicate.POOR, Predicate.VERY_POOR})


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """The values that hold on one day, with the documented defaults. `coming_retirement_ages` are tables that hold
    from a later day: whoever retires after it retires by them."""

    retirement_ages: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_RETIREMENT_AGES))
    retirement_alert_months: int = 12
    salary_step_months: int = 24
    salary_step_alert_months: int = 3
    promotion_years: int = 4
    functional_promotion_years: int = 2
    promotion_ratings: int = 2
    promotion_alert_months: int = 3
    decoration_alert_months: int = 6
    contract_alert_months: int = 6
    credential_alert_days: int = 90
    coming_retirement_ages: tuple[tuple[date, Mapping[str, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Sanction:
    """In force from `start` until before `until`; one that an appeal took back counts no more from `cancelled_on`."""

    start: date
    until: date | None
    level: str
    cancelled_on: date | None = None

    def is_in_force(self, on: date) -> bool:
        has_begun, has_ended = self.start <= on, self.until is not None and self.until <= on
        return has_begun and not has_ended and not self.is_cancelled(on)

    def is_cancelled(self, on: date) -> bool:
        return self.cancelled_on is not None and self.cancelled_on <= on


@dataclass(frozen=True, slots=True)
class Credential:
    kind: str
    name: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """An acting appointment that runs; `last_day` is its last."""

    kind: str
    position: int
    title: str
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """What the histories say of one person on a day. Dates of ranks and steps are the first on which they held."""

    regime: Regime
    birth_date: date
    serves_since: date
    is_active: bool = True
    position_type: str = ""
    functional_level: str = ""
    rank: str = ""
    rank_since: date | None = None
    # On record already and in force from a later day; of several the next.
    coming_rank: tuple[str, date] | None = None
    education: str = ""
    ratings: Mapping[int, str] = field(default_factory=dict)
    credit_points: Decimal = Decimal(0)
    sanctions: tuple[Sanction, ...] = ()
    last_salary_step: date | None = None
    contract_end: date | None = None
    unpaid_leave: tuple[UnpaidLeave, ...] = ()
    medals: frozenset[int] = frozenset()
    credentials: tuple[Credential, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    @property
    def is_functional(self) -> bool:
        return self.position_type == PositionType.FUNGSIONAL and bool(self.functional_level)


@dataclass(frozen=True, slots=True)
class Prospect:
    """One thing that comes. `subject` tells several of a kind apart; `details` are plain values, as JSON holds them.
    `missing` names what the record lacks for a verdict; `reasons` may hold unknown ones. `is_never`: no waiting helps.
    `is_recorded`: it is on record already and takes effect on its day."""

    kind: WarningKind
    due_on: date
    warn_from: date
    subject: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    is_never: bool = False
    is_recorded: bool = False

    @property
    def is_eligible(self) -> bool:
        return not self.missing and all(reason.is_unknown for reason in self.reasons)

    def is_worth_warning(self, on: date) -> bool:
        """Near enough to plan for, not so long past that it is no news, and not on record already."""
        if self.is_recorded:
            return False
        is_far = self.due_on > add_months(on, HORIZON_MONTHS) and self.warn_from > on
        is_stale = self.due_on < add_months(on, -KEPT_MONTHS) and (
            not self.is_eligible or self.kind is WarningKind.CREDENTIAL_EXPIRY
        )
        return not is_far and not is_stale


@dataclass(frozen=True, slots=True)
class Outlook:
    """`faults` are sentences about values on record that no rule can use."""

    prospects: tuple[Prospect, ...]
    faults: tuple[str, ...] = ()


def outlook(facts: ServiceFacts, rules: ServiceRules, on: date) -> Outlook:
    """All that comes for one person after the day `on`, and what is due and not done, in order of the day.

    What would come on or after the retirement is left out. A value on record that a rule can't use costs only what
    follows from it, and is told in `faults`.
    """
    makers: tuple[Callable[[ServiceFacts, ServiceRules, date], Iterator[Prospect]], ...] = (
        _promotion,
        _salary_step,
        _contract,
        _decorations,
        _credentials,
        _assignments,
    )
    faults: list[str] = []
    found: list[Prospect] = []
    leaving: date | None = None
    try:
        retirement = _retirement(facts, rules)
        found.append(retirement)
        leaving = retirement.due_on
    except ValueError as fault:
        faults.append(str(fault))
    for make in makers:
        try:
            found += [each for each in make(facts, rules, on) if leaving is None or each.due_on < leaving]
        except ValueError as fault:
            faults.append(str(fault))
    found.sort(key=lambda prospect: (prospect.due_on, prospect.kind, prospect.subject))
    return Outlook(tuple(found), tuple(faults))


def reason_as_plain(reason: Reason) -> dict[str, str | int]:
    """A reason as JSON holds it: dates and credit points as text."""
    plain: dict[str, str | int] = {"code": str(reason.code)}
    for name, value in reason.parameters.items():
        plain[name] = value if isinstance(value, int) else str(value)
    return plain


# --- One after the other ----------------------------------------------------------------------------------------------


def _retirement(facts: ServiceFacts, rules: ServiceRules) -> Prospect:
    """The table counts that holds on the day of retirement itself."""
    tables = ((date.min, rules.retirement_ages), *rules.coming_retirement_ages)
    for number, (_since, ages) in enumerate(tables):
        age, is_assumed = _age_of(facts, ages)
        due = retirement_date(facts.birth_date, age)
        if number + 1 == len(tables) or due < tables[number + 1][0]:
            break
    return Prospect(
        WarningKind.RETIREMENT,
        due_on=due,
        warn_from=add_months(due, -rules.retirement_alert_months),
        details={"age": age, "is_assumed": is_assumed},
    )


def _age_of(facts: ServiceFacts, ages: Mapping[str, int]) -> tuple[int, bool]:
    """Of an unknown position, and of a functional one without its level, the age of operational staff: the earliest
    warns in time."""
    is_known = bool(facts.position_type) and (facts.position_type != PositionType.FUNGSIONAL or facts.is_functional)
    if is_known:
        return retirement_age(facts.position_type, facts.functional_level or None, ages=ages), False
    return retirement_age(PositionType.PELAKSANA, ages=ages), True


def _promotion(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    """Judged on its day, or on the day `on` when that is later."""
    if facts.regime is not Regime.PNS or not facts.rank or facts.rank_since is None:
        return
    if facts.coming_rank is not None:
        coming, start = facts.coming_rank
        yield Prospect(
            WarningKind.RANK_PROMOTION,
            due_on=start,
            warn_from=start,
            details={"rank": facts.rank, "next_rank": coming},
            is_recorded=True,
        )
        return
    years = rules.functional_promotion_years if facts.is_functional else rules.promotion_years
    due = earliest_promotion(facts.rank_since, years)
    verdict, missing = promotion_verdict(facts, rules, max(on, due))
    if verdict.next_rank is None:
        return
    yield Prospect(
        WarningKind.RANK_PROMOTION,
        due_on=due,
        warn_from=add_months(due, -rules.promotion_alert_months),
        details={
            "rank": facts.rank,
            "next_rank": verdict.next_rank,
            "basis": "functional" if facts.is_functional else "regular",
        },
        reasons=verdict.reasons,
        missing=missing,
        is_never=verdict.earliest is None,
    )


def promotion_verdict(facts: ServiceFacts, rules: ServiceRules, day: date) -> tuple[Eligibility, tuple[str, ...]]:
    """Whether the person may be promoted on a day, and what the record lacks for a verdict. By credit points in a
    functional position, else by years in the rank and education. Needs the rank and its date. Raises ValueError on
    values on record that no rule can use."""
    assert facts.rank_since is not None  # noqa: S101 -- for the type checker; the caller looked
    in_force = [sanction.level for sanction in facts.sanctions if sanction.is_in_force(day)]
    # "B" (severe) weighs more than "S" (moderate), and this more than "R" (light).
    worst = min(in_force, key="BSR".find, default=None)
    if facts.is_functional:
        return functional_promotion(
            level=facts.functional_level,
            rank=facts.rank,
            rank_since=facts.rank_since,
            credit_points=facts.credit_points,
            ratings=facts.ratings,
            on=day,
            active_sanction=worst,
            years=rules.functional_promotion_years,
            ratings_required=rules.promotion_ratings,
            is_active=facts.is_active,
        ), ()
    verdict = regular_promotion(
        rank=facts.rank,
        rank_since=facts.rank_since,
        # Without an education nothing is known about the ceiling: the highest keeps silent, and `missing` tells.
        education=facts.education or "50",
        ratings=facts.ratings,
        on=day,
        active_sanction=worst,
        years=rules.promotion_years,
        ratings_required=rules.promotion_ratings,
        is_active=facts.is_active,
    )
    return verdict, () if facts.education else ("education",)


def _salary_step(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    months = rules.salary_step_months
    if facts.last_salary_step is not None:
        due = next_salary_increment(facts.last_salary_step, months)
    else:
        past = add_months(on, -GRACE_MONTHS)
        steps = 1
        # From the first day each time: a 31st stays the 31st.
        while (due := next_salary_increment(facts.serves_since, months * steps)) <= past:
            steps += 1
    year = max((year for year in facts.ratings if year < max(due, on).year), default=None)
    rating = facts.ratings[year] if year is not None else ""
    is_poor = rating in INSUFFICIENT
    yield Prospect(
        WarningKind.SALARY_STEP,
        due_on=due,
        warn_from=salary_increment_alert(due, rules.salary_step_alert_months),
        details={"last": facts.last_salary_step.isoformat() if facts.last_salary_step else "", "months": months},
        reasons=(Reason(ReasonCode.RATING_LOW, year=year, rating=rating),) if is_poor else (),
    )


def _contract(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    if facts.contract_end is not None and facts.regime is Regime.PPPK:
        yield Prospect(
            WarningKind.CONTRACT_END,
            due_on=facts.contract_end,
            warn_from=contract_alert(facts.contract_end, rules.contract_alert_months),
        )


def _decorations(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    """The medal that is due, and the one that comes next."""
    if facts.regime is not Regime.PNS or facts.serves_since > on:
        return
    harmful = [(each.start, each.level) for each in facts.sanctions if not each.is_cancelled(on)]
    medal = satyalancana(
        service_start=facts.serves_since,
        on=on,
        awarded=facts.medals,
        unpaid_leave=facts.unpaid_leave,
        sanctions=harmful,
    )
    restarts = [day for day, level in harmful if level in HARMFUL_LEVELS and facts.serves_since <= day <= on]
    counted_from = max(restarts) + timedelta(days=1) if restarts else facts.serves_since
    for level in (medal.level, medal.next_level):
        due = service_completed_on(counted_from, level, unpaid_leave=facts.unpaid_leave) if level else None
        if level and due:
            yield Prospect(
                WarningKind.DECORATION,
                due_on=due,
                warn_from=add_months(due, -rules.decoration_alert_months),
                subject=str(level),
                details={"level": level, "counted_from": counted_from.isoformat()},
            )


def _credentials(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    """Of each document the newest: a renewed one warns no more of the old date."""
    newest: dict[tuple[str, str], Credential] = {}
    for credential in facts.credentials:
        key = (credential.kind, " ".join(credential.name.casefold().split()))
        known = newest.get(key)
        if known is None or (credential.expires_on or date.max) > (known.expires_on or date.max):
            newest[key] = credential
    for (kind, name), credential in newest.items():
        if credential.expires_on is not None:
            yield Prospect(
                WarningKind.CREDENTIAL_EXPIRY,
                due_on=credential.expires_on,
                warn_from=credential.expires_on - timedelta(days=rules.credential_alert_days),
                subject=_subject(kind, name),
                details={"credential": credential.kind, "name": credential.name},
            )


def _subject(kind: str, name: str) -> str:
    """Names may be longer than what is kept to tell documents apart."""
    text = f"{kind}:{name}"
    return text if len(text) <= SUBJECT else f"{kind}:{sha256(name.encode()).hexdigest()[:40]}"


def _assignments(facts: ServiceFacts, rules: ServiceRules, on: date) -> Iterator[Prospect]:
    for assignment in facts.assignments:
        yield Prospect(
            WarningKind.ASSIGNMENT_END,
            due_on=assignment.last_day,
            warn_from=assignment.last_day - timedelta(days=ASSIGNMENT_ALERT_DAYS),
            subject=f"{assignment.kind}:{assignment.position}",
            details={"assignment": assignment.kind, "title": assignment.title},
        )
