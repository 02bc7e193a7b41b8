"""Periodic salary steps (*kenaikan gaji berkala*, KGB) and the service that counts in a rank group (MKG)."""

from collections.abc import Mapping
from datetime import date

from employees.domain.ranks import parse_rank
from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, whole_number
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months
from employees.domain.service_life.service import ServiceLength
from employees.enums import RankInfo, Regime

RANK_GROUPS = ("I", "II", "III", "IV")

# Years that service in the grade loses on entering a group (from memory, high confidence; to be confirmed).
DEFAULT_GRADE_SERVICE_REDUCTIONS: Mapping[str, int] = {"II": 6, "III": 5}


def next_salary_increment(last: date, months: int = 24) -> date:
    """The day of the next step, `months` (at least 1) after the last; the 31st becomes the last of a shorter month.

    PP 7/1977 art. 11, last amended by PP 5/2024; PPPK: Perpres 98/2020 as amended by Perpres 11/2024 (from memory, high
    confidence; to be confirmed). That performance sufficed is for the caller to see. Raises ServiceLifeError.
    """
    day = calendar_day(last, "The date of the last salary step")
    return add_months(day, whole_number(months, "The months between salary steps", least=1))


def salary_increment_alert(due: date, months: int = 3) -> date:
    """From when to prepare the letter for a step on the day `due`. Raises ServiceLifeError on negative months."""
    day = calendar_day(due, "The date of the salary step")
    return add_months(day, -whole_number(months, "The months before a salary step"))


def grade_service_after_promotion(
    *,
    grade_service: ServiceLength,
    from_rank: str,
    to_rank: str,
    reductions: Mapping[str, int] = DEFAULT_GRADE_SERVICE_REDUCTIONS,
) -> ServiceLength:
    """*Masa kerja golongan* after a promotion: 6 years less on moving from group I to II, 5 from II to III, never
    below zero.

    A promotion across two borders loses both. `reductions` are years by the group that is entered. PP 7/1977 and its
    amendments (from memory, high confidence; to be confirmed). Raises ServiceLifeError when `to_rank` isn't the higher
    one or a rank is a PPPK grade, RankError when a rank is unknown.
    """
    before, after = _pns_rank(from_rank), _pns_rank(to_rank)
    if after.order <= before.order:
        raise ServiceLifeError(f"{after.code} is not above {before.code}. Give the rank before and after a promotion.")
    entered = RANK_GROUPS[_group(before) + 1 : _group(after) + 1]
    lost = sum(whole_number(reductions.get(group, 0), "The years lost") for group in entered) * MONTHS_OF_A_YEAR
    return ServiceLength.of_months(max(grade_service.total_months - lost, 0))


def _pns_rank(text: str) -> RankInfo:
    rank = parse_rank(text)
    if rank.regime is not Regime.PNS:
        raise ServiceLifeError(f"{rank.code} is a PPPK grade, in which nobody is promoted. Give a rank like III/a.")
    return rank


def _group(rank: RankInfo) -> int:
    return RANK_GROUPS.index(rank.code.split("/")[0])
