"""Who may study (*tugas belajar*), for how long, and what is owed afterwards: SE MenPANRB 28/2021.

The circular itself is certain; its numbers are from memory and to be confirmed, so each is a value of `StudyRules` that
an office may change from a day on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months, months_between
from training.enums import Degree, Funding

ONE_DAY = timedelta(days=1)
# Months, by degree; a profession lasts as its programme says, so the call names its months.
DEFAULT_LENGTHS: Mapping[str, int] = {"D1": 12, "D2": 24, "D3": 36, "S1": 48, "PR": 12, "S2": 24, "S3": 48}
# At least *Baik Sekali* or B; of foreign universities the recognition by the ministry. Compared without case.
ACCREDITATIONS = frozenset({"unggul", "a", "baik sekali", "b", "terakreditasi internasional", "diakui kementerian"})
GOOD_RATINGS = frozenset({"SANGAT_BAIK", "BAIK"})
# PP 94/2021: light sanctions are no obstacle.
HARMFUL_LEVELS = frozenset({"S", "B"})
# Semesters have six months.
SEMESTER = 6
# No study lasts longer: the rules take a normal length of at most ten years, and extensions and leaves come on top.
LONGEST_YEARS = 15
# Of no regulation that we know: universities grant leaves by the semester, two of them at most.
LEAVE_MONTHS = 2 * SEMESTER


@dataclass(frozen=True, slots=True)
class StudyRules:
    """The values that hold on a day, with the documented defaults. Lengths in months, the other factors as they are."""

    lengths: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_LENGTHS))
    # Remaining service: so many times the normal length.
    remaining_released: int = 3
    remaining_beside: int = 2
    # Service bond: so many times the time studied.
    bond_released: int = 2
    bond_funded: int = 1
    extensions: int = 2
    extension_months: int = 6
    service_years: int = 1
    rating_years: int = 2
    discipline_years: int = 1


DEFAULT_RULES = StudyRules()


class StudyCondition(StrEnum):
    """One rule of eligibility."""

    CIVIL_SERVANT = "civil_servant"
    SERVICE = "service"
    RATINGS = "ratings"
    UNPAID_LEAVE = "unpaid_leave"
    SUSPENSION = "suspension"
    DISCIPLINE = "discipline"
    REMAINING = "remaining"
    ACCREDITATION = "accreditation"
    ONE_AT_A_TIME = "one_at_a_time"


@dataclass(frozen=True, slots=True)
class Sanction:
    """From `start` until before `until` (None: open); one that an appeal took back counts no more."""

    level: str
    start: date
    until: date | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFacts:
    """What the record says of a person, and what they want. `pns_since` None: no appointment as PNS on record."""

    is_pns: bool
    pns_since: date | None
    birthday_of_retirement: date | None
    ratings: Mapping[int, str]
    unpaid_leave: tuple[tuple[date, date | None], ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    is_suspended: bool = False
    is_studying: bool = False
    degree: str
    is_released: bool
    starts_on: date
    # None: the normal length of the degree.
    months: int | None = None
    # None: not yet known, as long as nobody has chosen a university.
    accreditation: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one condition. `is_met` None: the record does not say. `values` are plain, as JSON holds them."""

    condition: StudyCondition
    is_met: bool | None
    values: Mapping[str, int | str] = field(default_factory=dict)


def normal_months(degree: str, months: int | None = None, *, rules: StudyRules = DEFAULT_RULES) -> int:
    """Normal length in months: what the call says, else that of the degree. Raises ValueError on unknown degrees."""
    if months is not None:
        if months < 1:
            raise ValueError("A study lasts at least one month. Correct the number of months.")
        return months
    key = Degree(degree).value
    if key not in rules.lengths:
        raise ValueError(f"The table of lengths has no {key}. Add it.")
    return rules.lengths[key]


def planned_end(starts_on: date, degree: str, months: int | None = None, *, rules: StudyRules = DEFAULT_RULES) -> date:
    """The last day of a study of normal length."""
    return add_months(starts_on, normal_months(degree, months, rules=rules)) - ONE_DAY


def eligibility(facts: StudyFacts, *, on: date, rules: StudyRules = DEFAULT_RULES) -> tuple[Verdict, ...]:
    """The verdict of each condition on the day `on`, in the order in which people read them.

    PNS for at least a year; rated at least *Baik* in the last two years; no unpaid leave, suspension, or moderate or
    severe sanction in the last year; remaining service before the retirement age at least 3 × (released) or 2 × the
    normal length; accreditation; one study at a time. SE MenPANRB 28/2021 (from memory, to be confirmed). The ratings
    of the years before that of `on` count: the present year is not rated yet.
    """
    return (
        Verdict(StudyCondition.CIVIL_SERVANT, facts.is_pns),
        _service(facts, on, rules),
        _ratings(facts, on, rules),
        Verdict(StudyCondition.UNPAID_LEAVE, not any(_covers(span, on) for span in facts.unpaid_leave)),
        Verdict(StudyCondition.SUSPENSION, not facts.is_suspended),
        _discipline(facts, on, rules),
        _remaining(facts, rules),
        _accreditation(facts),
        Verdict(StudyCondition.ONE_AT_A_TIME, not facts.is_studying),
    )


def is_eligible(verdicts: Iterable[Verdict]) -> bool:
    """Nothing stands against it. What the record does not say is for the office to find out."""
    return all(verdict.is_met is not False for verdict in verdicts)


def extension_refusal(
    months: int, granted: Iterable[int], *, rules: StudyRules = DEFAULT_RULES
) -> tuple[str, int] | None:
    """Why an extension is too much: ("number", most) or ("months", most), None when it is possible. `granted` are the
    months of the extensions so far. At most twice six months (SE 28/2021)."""
    if months < 1:
        raise ValueError("An extension lasts at least one month.")
    if len(list(granted)) >= rules.extensions:
        return ("number", rules.extensions)
    if months > rules.extension_months:
        return ("months", rules.extension_months)
    return None


def is_too_long(starts_on: date, last_day: date) -> bool:
    """Longer than `LONGEST_YEARS`."""
    return last_day.year - starts_on.year > LONGEST_YEARS or last_day >= add_months(
        starts_on, LONGEST_YEARS * MONTHS_OF_A_YEAR
    )


class LeaveFault(StrEnum):
    """Why a leave can't be: it begins outside of the study or more than a semester ago, or has too many months."""

    OUTSIDE = "outside"
    PAST = "past"
    MONTHS = "months"


def leave_refusal(
    months: int, granted: Iterable[int], *, from_day: date, study: tuple[date, date], on: date
) -> LeaveFault | None:
    """What stands against a leave, None when nothing does. `granted` are the months of the leaves so far, `study` its
    first and last day. At most two semesters, at once and in all; afterwards it is asked for within a semester."""
    if not study[0] <= from_day <= study[1]:
        return LeaveFault.OUTSIDE
    if from_day < add_months(on, -SEMESTER):
        return LeaveFault.PAST
    return LeaveFault.MONTHS if months + sum(granted) > LEAVE_MONTHS else None


def bond_factor(*, is_released: bool, funding: str, rules: StudyRules = DEFAULT_RULES) -> int:
    """How many times the time studied is owed as service: released 2 ×, not released and funded 1 ×, else none."""
    if is_released:
        return rules.bond_released
    return 0 if Funding(funding) is Funding.OWN else rules.bond_funded


def service_bond(
    *,
    starts_on: date,
    last_day: date,
    returned_on: date,
    is_released: bool,
    funding: str,
    rules: StudyRules = DEFAULT_RULES,
) -> tuple[date, date] | None:
    """The bond (*ikatan dinas*) as a half-open span [return, end), or None where nothing is owed.

    Whole months of study are multiplied as months, the days that are left as days: 1 August 2026 to 31 July 2028,
    released and back on 1 August 2028, owes until 31 July 2032. Raises ValueError when the dates are out of order.
    """
    if last_day < starts_on or returned_on < last_day:
        raise ValueError("A study begins, ends, and then the person returns. Correct the dates.")
    factor = bond_factor(is_released=is_released, funding=funding, rules=rules)
    if factor == 0:
        return None
    end = last_day + ONE_DAY
    months = months_between(starts_on, end)
    days = (end - add_months(starts_on, months)).days
    return returned_on, add_months(returned_on, factor * months) + timedelta(days=factor * days)


def report_days(starts_on: date, last_day: date) -> tuple[date, ...]:
    """When the semester reports are due: every six months from the beginning, the last at the end of the study."""
    days, number = [], 1
    while (day := add_months(starts_on, SEMESTER * number) - ONE_DAY) < last_day:
        days.append(day)
        number += 1
    return (*days, last_day)


def _service(facts: StudyFacts, on: date, rules: StudyRules) -> Verdict:
    if facts.pns_since is None:
        return Verdict(StudyCondition.SERVICE, None if facts.is_pns else False, {"years": rules.service_years})
    served = months_between(facts.pns_since, on) if facts.pns_since <= on else 0
    return Verdict(
        StudyCondition.SERVICE,
        served >= rules.service_years * MONTHS_OF_A_YEAR,
        {"months": served, "years": rules.service_years},
    )


def _ratings(facts: StudyFacts, on: date, rules: StudyRules) -> Verdict:
    years = range(on.year - rules.rating_years, on.year)
    poor = [year for year in years if year in facts.ratings and facts.ratings[year] not in GOOD_RATINGS]
    missing = [year for year in years if year not in facts.ratings]
    values: dict[str, int | str] = {"years": rules.rating_years}
    if poor:
        return Verdict(StudyCondition.RATINGS, False, {**values, "year": poor[-1]})
    if missing:
        return Verdict(StudyCondition.RATINGS, None, {**values, "year": missing[-1]})
    return Verdict(StudyCondition.RATINGS, True, values)


def _discipline(facts: StudyFacts, on: date, rules: StudyRules) -> Verdict:
    since = add_months(on, -MONTHS_OF_A_YEAR * rules.discipline_years)
    harmful = [
        each
        for each in facts.sanctions
        if each.level in HARMFUL_LEVELS
        and not each.is_cancelled
        and each.start <= on
        and (each.until is None or each.until > since)
    ]
    return Verdict(StudyCondition.DISCIPLINE, not harmful, {"years": rules.discipline_years})


def _remaining(facts: StudyFacts, rules: StudyRules) -> Verdict:
    factor = rules.remaining_released if facts.is_released else rules.remaining_beside
    needed = factor * normal_months(facts.degree, facts.months, rules=rules)
    values: dict[str, int | str] = {"factor": factor, "needed": needed}
    until = facts.birthday_of_retirement
    if until is None:
        return Verdict(StudyCondition.REMAINING, None, values)
    left = months_between(facts.starts_on, until) if until > facts.starts_on else 0
    return Verdict(StudyCondition.REMAINING, add_months(facts.starts_on, needed) <= until, {**values, "months": left})


def _accreditation(facts: StudyFacts) -> Verdict:
    if not facts.accreditation:
        return Verdict(StudyCondition.ACCREDITATION, None)
    text = " ".join(facts.accreditation.lower().split())
    return Verdict(StudyCondition.ACCREDITATION, text in ACCREDITATIONS, {"name": facts.accreditation})


def _covers(span: tuple[date, date | None], on: date) -> bool:
    start, until = span
    return start <= on and (until is None or on < until)
