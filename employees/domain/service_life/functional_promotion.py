"""Promotion in rank of holders of functional positions (*kenaikan pangkat pilihan fungsional*)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from employees.domain.ranks import parse_rank
from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, exact_number, member
from employees.domain.service_life.eligibility import (
    DEFAULT_BLOCKING_SANCTIONS,
    Eligibility,
    Reason,
    ReasonCode,
    earliest_promotion,
    rank_above,
    rating_reasons,
    sanction_reasons,
    verdict,
)
from employees.enums import FUNCTIONAL_LEVELS, RANKS, FunctionalLevel, RankInfo, Regime

Number = Decimal | int | str

# Credit points for each next rank within the level, and in all for the next level (None: there is none), by SIASN code
# of the level. Peraturan BKN 3/2023. Plain keys: an office's own table is stored as JSON.
DEFAULT_CREDIT_NEEDS: Mapping[str, Sequence[Number | None]] = {
    "PM": (15, 15),
    "TR": (20, 60),
    "MH": (50, 100),
    "PY": (100, None),
    "PT": (50, 100),
    "MU": (100, 200),
    "MA": (150, 450),
    "UT": (200, None),
}


def functional_promotion(
    *,
    level: str,
    rank: str,
    rank_since: date,
    credit_points: Number,
    ratings: Mapping[int, str],
    on: date,
    active_sanction: str | None = None,
    years: int = 2,
    ratings_required: int = 2,
    needs: Mapping[str, Sequence[Number | None]] = DEFAULT_CREDIT_NEEDS,
    is_active: bool = True,
    is_cleared_for_next_level: bool = False,
    blocking_sanctions: Collection[str] = DEFAULT_BLOCKING_SANCTIONS,
) -> Eligibility:
    """Whether the holder of a functional position may be promoted to the next rank on the day `on`.

    As `regular_promotion`, but credit points take the place of the diploma's ceiling. `level` is a SIASN code ("PM" …
    "UT"). `credit_points` are all that were collected in this level, basic points included; they start anew with the
    next level. So the second promotion within a level needs twice the points of one.

    At the border of a level the next rank belongs to the next level, which takes its own number of points and also a
    passed competency test and a vacancy. The portal can't see these two: NEXT_LEVEL stands among the reasons as
    unknown, which fails nobody, until `is_cleared_for_next_level` says they are there. Who holds a rank below the
    level's span needs no more points for it: they were counted on entering the level (from memory, to be confirmed).

    Peraturan BKN 3/2023 and PermenPANRB 1/2023 (points read in a second source; 2 years in rank and ratings from memory
    with high confidence, to be confirmed). Raises ServiceLifeError or RankError on values that can't be read.
    """
    day = calendar_day(on, "The day of the promotion")
    present = parse_rank(rank)
    functional = member(FunctionalLevel, level, "The functional level")
    points = exact_number(credit_points, "The credit points")
    if present.regime is Regime.PPPK:
        return Eligibility(False, None, (Reason(ReasonCode.NO_RANK_PROMOTION, rank=present.code),))

    following = rank_above(present)
    never = _never(present, following, functional)
    credit = [] if never or following is None else _credit(functional, following, points, needs)
    if is_cleared_for_next_level:
        credit = [reason for reason in credit if reason.code is not ReasonCode.NEXT_LEVEL]
    return verdict(
        on=day,
        earliest=earliest_promotion(rank_since, years),
        next_rank=following.code if following else None,
        never=never,
        others=(
            *rating_reasons(ratings, day, ratings_required),
            *sanction_reasons(active_sanction, blocking_sanctions),
            *credit,
        ),
        is_active=is_active,
    )


def level_above(level: FunctionalLevel) -> FunctionalLevel | None:
    """The next level of the same category, None above the highest."""
    same = [other for other, info in FUNCTIONAL_LEVELS.items() if info.category is FUNCTIONAL_LEVELS[level].category]
    place = same.index(level) + 1
    return same[place] if place < len(same) else None


def level_of_rank(level: FunctionalLevel, rank: RankInfo) -> FunctionalLevel | None:
    """`level` or the first above it of the same category that reaches the rank, None above the highest."""
    reached: FunctionalLevel | None = level
    while reached is not None and _is_beyond(reached, rank):
        reached = level_above(reached)
    return reached


def _is_beyond(level: FunctionalLevel, rank: RankInfo) -> bool:
    return rank.order > RANKS[FUNCTIONAL_LEVELS[level].highest_rank].order


def _never(present: RankInfo, following: RankInfo | None, level: FunctionalLevel) -> tuple[Reason, ...]:
    """What waiting doesn't help against."""
    if following is None:
        return (Reason(ReasonCode.HIGHEST_RANK, rank=present.code),)
    if level_of_rank(level, following) is None:
        highest = level
        while (above := level_above(highest)) is not None:
            highest = above
        return (Reason(ReasonCode.HIGHEST_LEVEL, level=str(highest.value)),)
    return ()


def _credit(
    level: FunctionalLevel, following: RankInfo, points: Decimal, needs: Mapping[str, Sequence[Number | None]]
) -> list[Reason]:
    for_rank, for_level = _needs(level, needs)
    above = level_of_rank(level, following)
    if above is not None and above is not level:
        if for_level is None:
            raise ServiceLifeError(f"The table of credit points lacks those for the level after {level.value}. Add it.")
        needed = for_level
        border = [Reason(ReasonCode.NEXT_LEVEL, level=str(above.value), needs=needed)]
    else:
        steps = following.order - RANKS[FUNCTIONAL_LEVELS[level].lowest_rank].order
        needed = for_rank * max(steps, 0)
        border = []
    missing = [Reason(ReasonCode.CREDIT_MISSING, has=points, needs=needed)] if points < needed else []
    return [*missing, *border]


def _needs(level: FunctionalLevel, needs: Mapping[str, Sequence[Number | None]]) -> tuple[Decimal, Decimal | None]:
    try:
        for_rank, for_level = needs[level.value]
    except (KeyError, ValueError, TypeError):
        raise ServiceLifeError(
            f"The table of credit points must give two numbers for {level.value}: for the next rank and the next level."
        ) from None
    return (
        exact_number(for_rank, "The credit points for a rank"),
        None if for_level is None else exact_number(for_level, "The credit points for a level"),
    )
