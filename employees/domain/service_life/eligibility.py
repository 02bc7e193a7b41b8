"""The verdict on a promotion and the conditions that all promotions share."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from employees.domain.education import SPELLINGS
from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, member, whole_number
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months, first_of_month
from employees.enums import PNS_RANKS, Predicate, RankInfo, SanctionLevel

BEST_FIRST = tuple(Predicate)

# Levels of a disciplinary sanction that block a promotion while it is in force (from memory, medium confidence).
DEFAULT_BLOCKING_SANCTIONS = ("S", "B")


class ReasonCode(StrEnum):
    """Why nobody is promoted, or not without a look (UNKNOWN); behind each the parameters that its Reason carries."""

    NOT_ACTIVE = "not_active"
    NO_RANK_PROMOTION = "no_rank_promotion"  # rank
    HIGHEST_RANK = "highest_rank"  # rank
    CEILING = "ceiling"  # rank, education
    HIGHEST_LEVEL = "highest_level"  # level
    TOO_EARLY = "too_early"  # day
    RATING_MISSING = "rating_missing"  # year
    RATING_LOW = "rating_low"  # year, rating
    SANCTION = "sanction"  # level
    CREDIT_MISSING = "credit_missing"  # has, needs
    NEXT_LEVEL = "next_level"  # level, needs


# What the portal can't see: neither met nor failed, somebody has to look.
UNKNOWN = frozenset({ReasonCode.NEXT_LEVEL})

SENTENCES = {
    ReasonCode.NOT_ACTIVE: "Only people in active service are promoted. Wait for the return to service.",
    ReasonCode.NO_RANK_PROMOTION: "PPPK are not promoted in rank: the grade {rank} belongs to the position.",
    ReasonCode.HIGHEST_RANK: "{rank} is the highest rank.",
    ReasonCode.CEILING: "With {education}, regular promotion ends at {rank}. A higher diploma has to be recognised.",
    ReasonCode.HIGHEST_LEVEL: "The level {level} is the highest of its category and ends at the present rank.",
    ReasonCode.TOO_EARLY: "The years in the present rank are not complete. Propose from {day}.",
    ReasonCode.RATING_MISSING: "The rating of {year} is missing. Enter it.",
    ReasonCode.RATING_LOW: "The rating of {year} is {rating}; it must be at least BAIK.",
    ReasonCode.SANCTION: "A disciplinary sanction of level {level} is in force. Wait for its end.",
    ReasonCode.CREDIT_MISSING: "{has} credit points are too few; {needs} are needed.",
    ReasonCode.NEXT_LEVEL: (
        "To be checked: the next rank belongs to the level {level}, which takes {needs} credit points, "
        "a passed competency test and a vacancy."
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and its parameters, for the interface to translate; as text an English sentence.

    `rank` is a code like "III/d", `education` a SIASN code like "40" or the name of a diploma that the table of
    ceilings lists, `level` the code of a sanction or a functional level, `has` and `needs` are credit points.
    """

    code: ReasonCode
    day: date | None = None
    rank: str | None = None
    education: str | None = None
    year: int | None = None
    rating: str | None = None
    level: str | None = None
    has: Decimal | None = None
    needs: Decimal | None = None

    @property
    def is_unknown(self) -> bool:
        """To be checked, not failed."""
        return self.code in UNKNOWN

    @property
    def parameters(self) -> dict[str, object]:
        """Those that this reason has."""
        values = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "code"}
        return {name: value for name, value in values.items() if value is not None}

    def __str__(self) -> str:
        parameters = self.parameters
        if self.education is not None:
            parameters["education"] = EDUCATION_NAMES.get(self.education, self.education)
        return SENTENCES[self.code].format(**parameters)


EDUCATION_NAMES = {str(level.value): spellings[0].upper() for level, spellings in SPELLINGS.items()}


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Eligible means that no reason speaks against it. Those among `reasons` that are unknown don't: they tell what is
    still to be checked.

    `earliest` is the first day that the years in rank allow, whatever else speaks against it; None when no amount of
    waiting helps (ceiling, highest rank). `next_rank` is the rank above the present one, None above the highest.
    """

    eligible: bool
    earliest: date | None
    reasons: tuple[Reason, ...] = ()
    next_rank: str | None = None


def rank_above(rank: RankInfo) -> RankInfo | None:
    """The next PNS rank, None above the highest."""
    return PNS_RANKS[rank.order] if rank.order < len(PNS_RANKS) else None


def earliest_promotion(rank_since: date, years: int) -> date:
    """The first day of a month on which `years` in the rank are complete."""
    since = calendar_day(rank_since, "The date of the rank")
    return first_of_month(add_months(since, whole_number(years, "The years in rank") * MONTHS_OF_A_YEAR))


def verdict(
    *,
    on: date,
    earliest: date,
    next_rank: str | None,
    never: tuple[Reason, ...],
    others: tuple[Reason, ...],
    is_active: bool,
) -> Eligibility:
    """Join what waiting doesn't help against (`never`), the time in rank and all `others`, in this order."""
    reasons = (
        *([] if is_active else [Reason(ReasonCode.NOT_ACTIVE)]),
        *never,
        *([Reason(ReasonCode.TOO_EARLY, day=earliest)] if on < earliest else []),
        *others,
    )
    return Eligibility(
        eligible=all(reason.is_unknown for reason in reasons),
        earliest=None if never else earliest,
        reasons=reasons,
        next_rank=next_rank,
    )


def rating_reasons(
    ratings: Mapping[int, str], on: date, required: int, least: Predicate = Predicate.GOOD
) -> Iterator[Reason]:
    """One for each of the last `required` calendar years before `on` that lacks a rating of at least `least`."""
    allowed = BEST_FIRST[: BEST_FIRST.index(least) + 1]
    known: dict[int, Predicate] = {}
    for year, rating in ratings.items():
        if isinstance(year, bool) or not isinstance(year, int):
            raise ServiceLifeError(f"A year of the ratings must be an integer such as 2025, not {year!r}.")
        known[year] = member(Predicate, rating, "A rating")
    for year in range(on.year - 1, on.year - 1 - whole_number(required, "The number of ratings required"), -1):
        if year not in known:
            yield Reason(ReasonCode.RATING_MISSING, year=year)
        elif known[year] not in allowed:
            yield Reason(ReasonCode.RATING_LOW, year=year, rating=str(known[year].value))


def sanction_reasons(active: str | None, blocking: Collection[str]) -> Iterator[Reason]:
    if not active:
        return
    level = str(member(SanctionLevel, active, "The level of the sanction").value)
    if level in blocking:
        yield Reason(ReasonCode.SANCTION, level=level)
