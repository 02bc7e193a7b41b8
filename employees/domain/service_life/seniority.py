"""The seniority list (*daftar urut kepangkatan*, DUK) of a unit.

PP 15/1979 (the order from memory with high confidence; its force today is uncertain, so the list is a report only).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from employees.domain.education import parse_education
from employees.domain.ranks import parse_rank
from employees.domain.service_life.arguments import calendar_day, member, whole_number
from employees.enums import Echelon, LeadershipTraining, PositionType, Regime

LAST = date.max
LAST_YEAR = 9999

# Where a position stands of which only the type is known: at the lowest echelon of its type. Smaller is higher.
# Functional and operational positions have no echelon; among them only the date of the position counts.
POSITION_PLACES = {
    PositionType.JPT_UTAMA: 10,
    PositionType.JPT_MADYA: int(Echelon.I_B),
    PositionType.JPT_PRATAMA: int(Echelon.II_B),
    PositionType.ADMINISTRATOR: int(Echelon.III_B),
    PositionType.PENGAWAS: int(Echelon.IV_B),
    PositionType.FUNGSIONAL: int(Echelon.NONE),
    PositionType.PELAKSANA: int(Echelon.NONE),
}
TRAINING_PLACES = {training: place for place, training in enumerate(LeadershipTraining)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeniorityEntry:
    """One person. What isn't known stands behind what is; `key` comes back untouched and breaks the last tie.

    `rank` and `education` as offices write them, `echelon`, `position_type` and `training_level` (LeadershipTraining)
    as codes, `service_months` the whole length of service, `graduated` a date or only its year.
    """

    key: object
    rank: str
    birth_date: date
    rank_since: date | None = None
    echelon: str | None = None
    position_type: str | None = None
    position_since: date | None = None
    service_months: int = 0
    training_level: str | None = None
    training_year: int | None = None
    education: str | None = None
    graduated: date | int | None = None


class SeniorityKey(NamedTuple):
    """Sorts entries by the criteria of the list; the smaller stands higher."""

    is_pppk: bool
    rank: int
    rank_since: date
    position: int
    position_since: date
    service: int
    training: int
    training_year: int
    education: int
    graduated: tuple[int, int, int]
    birth_date: date
    key: tuple[bool, int, str]


def seniority_order(entries: Iterable[SeniorityEntry]) -> list[SeniorityEntry]:
    """Entries from the highest to the lowest.

    Rank, its date, position (echelon, then its date), service, leadership training (level, then year), education
    (level, then graduation), age; each earlier, longer or older first. PPPK stand after all PNS, ordered by grade.
    Raises ServiceLifeError, RankError or EducationError on values that can't be compared.
    """
    return sorted(entries, key=seniority_key)


def seniority_key(entry: SeniorityEntry) -> SeniorityKey:
    """What `seniority_order` sorts by. Keys that are integers sort as numbers, all others after them as text."""
    rank = parse_rank(entry.rank)
    return SeniorityKey(
        is_pppk=rank.regime is Regime.PPPK,
        rank=-rank.order,
        rank_since=_day(entry.rank_since, "The date of the rank"),
        position=_position(entry),
        position_since=_day(entry.position_since, "The date of the position"),
        service=-whole_number(entry.service_months, "The months of service"),
        training=_training(entry.training_level),
        training_year=LAST_YEAR if entry.training_year is None else whole_number(entry.training_year, "The year"),
        education=-int(parse_education(entry.education)) if entry.education else 0,
        graduated=_graduation(entry.graduated),
        birth_date=calendar_day(entry.birth_date, "The birth date"),
        key=_tie(entry.key),
    )


def _day(value: date | None, name: str) -> date:
    return LAST if value is None else calendar_day(value, name)


def _position(entry: SeniorityEntry) -> int:
    """The echelon that is known counts; without one, the type."""
    if entry.echelon and entry.echelon != Echelon.NONE:
        return int(member(Echelon, entry.echelon, "The echelon"))
    if entry.position_type:
        return POSITION_PLACES[member(PositionType, entry.position_type, "The position type")]
    return int(Echelon.NONE)


def _training(level: str | None) -> int:
    if not level:
        return len(TRAINING_PLACES)
    return TRAINING_PLACES[member(LeadershipTraining, level, "The leadership training")]


def _graduation(value: date | int | None) -> tuple[int, int, int]:
    """Of those who graduated in one year, the ones without a day stand last."""
    if value is None:
        return LAST_YEAR, LAST.month, LAST.day
    if isinstance(value, date):
        day = calendar_day(value, "The graduation")
        return day.year, day.month, day.day
    return whole_number(value, "The year of graduation"), LAST.month, LAST.day


def _tie(key: object) -> tuple[bool, int, str]:
    return (False, key, "") if isinstance(key, int) else (True, 0, str(key))
