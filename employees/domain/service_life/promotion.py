"""Regular promotion in rank (*kenaikan pangkat reguler*)."""

from collections.abc import Collection, Mapping
from datetime import date

from employees.domain.education import parse_education
from employees.domain.ranks import parse_rank
from employees.domain.service_life.arguments import ServiceLifeError, calendar_day
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
from employees.enums import RankInfo, Regime

# The highest rank of a regular promotion, by SIASN code of the education level, or by the name of a diploma that its
# level alone doesn't place. PP 99/2000 as amended by PP 12/2002. Plain text: an office's own table is stored as JSON.
DEFAULT_CEILINGS: Mapping[str, str] = {
    "05": "II/a",
    "10": "II/c",
    "12": "II/d",
    "15": "III/b",
    "17": "III/b",
    "18": "III/b",
    "SGPLB": "III/c",
    "20": "III/b",
    "25": "III/b",
    "30": "III/c",
    "35": "III/d",
    "40": "III/d",
    "45": "IV/a",
    "DOKTER": "IV/a",
    "APOTEKER": "IV/a",
    "50": "IV/b",
}


def regular_promotion(
    *,
    rank: str,
    rank_since: date,
    education: str,
    ratings: Mapping[int, str],
    on: date,
    active_sanction: str | None = None,
    years: int = 4,
    ratings_required: int = 2,
    ceilings: Mapping[str, str] = DEFAULT_CEILINGS,
    is_active: bool = True,
    blocking_sanctions: Collection[str] = DEFAULT_BLOCKING_SANCTIONS,
) -> Eligibility:
    """Whether a person may be promoted to the next rank on the day `on`, the date of a promotion period.

    `rank` like "III/c"; `education` as offices write it or its SIASN code; `ratings` {year: "SANGAT_BAIK" … }, at least
    BAIK in each of the last `ratings_required` calendar years before `on`; `active_sanction` the level ("R", "S", "B")
    of the sanction in force, if any; `years` in the present rank. All that speaks against it is given, not only the
    first. Promotions take effect on the first of a month: any day before the earliest such first is too early.

    PP 99/2000 as amended by PP 12/2002 (ceilings read in a second source, the 4 years from memory with high
    confidence), Peraturan BKN 2/2025; that moderate and severe sanctions block is from memory with medium confidence.
    All to be confirmed. Not looked at: the service examination (*ujian dinas*) at II/d → III/a and III/d → IV/a.

    Raises ServiceLifeError, RankError or EducationError on values that can't be read.
    """
    day = calendar_day(on, "The day of the promotion")
    present = parse_rank(rank)
    if present.regime is Regime.PPPK:
        return Eligibility(False, None, (Reason(ReasonCode.NO_RANK_PROMOTION, rank=present.code),))

    following = rank_above(present)
    return verdict(
        on=day,
        earliest=earliest_promotion(rank_since, years),
        next_rank=following.code if following else None,
        never=_never(present, following, education, ceilings),
        others=(
            *rating_reasons(ratings, day, ratings_required),
            *sanction_reasons(active_sanction, blocking_sanctions),
        ),
        is_active=is_active,
    )


def _never(
    present: RankInfo, following: RankInfo | None, education: str, ceilings: Mapping[str, str]
) -> tuple[Reason, ...]:
    """What waiting doesn't help against."""
    diploma = _diploma(education, ceilings)
    ceiling = parse_rank(ceilings[diploma], regime=Regime.PNS)
    if following is None:
        return (Reason(ReasonCode.HIGHEST_RANK, rank=present.code),)
    if following.order > ceiling.order:
        return (Reason(ReasonCode.CEILING, rank=ceiling.code, education=diploma),)
    return ()


def _diploma(education: str, ceilings: Mapping[str, str]) -> str:
    """The key of the ceiling: the diploma's own name if the table has it, else the code of its level."""
    name = " ".join(education.upper().split()) if isinstance(education, str) else ""
    diploma = name if name in ceilings else str(parse_education(education).value)
    if diploma not in ceilings:
        raise ServiceLifeError(f"The table of ceilings has no education level {diploma}. Add it.")
    return diploma
