"""What an entry of a history must keep to, whether a form or a list brings it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from employees.enums import HistoryKind, LegalStatus

# Nobody served, learnt or was rated as a small child; nearly always a slip in the year.
YOUNGEST = 5
# Contracts are signed and posts filled some years ahead, not more.
FARTHEST = 10
MAXIMUM_SERVICE_YEARS = 60
LEFT = frozenset(
    {
        LegalStatus.DISMISSED,
        LegalStatus.LEFT_WITHOUT_PENSION,
        LegalStatus.LEFT_WITH_PENSION,
        LegalStatus.REACHED_RETIREMENT_AGE,
        LegalStatus.RETIRED,
    }
)
# What has happened when it is put on record; all else may be decided beforehand.
PAST = frozenset(
    {
        HistoryKind.EDUCATION,
        HistoryKind.TRAINING,
        HistoryKind.CREDENTIAL,
        HistoryKind.RATING,
        HistoryKind.CREDIT_POINT,
        HistoryKind.AWARD,
    }
)
# What only somebody in the service has.
OF_SERVICE = frozenset(
    {
        HistoryKind.RANK,
        HistoryKind.STATUS,
        HistoryKind.CONTRACT,
        HistoryKind.SALARY_STEP,
        HistoryKind.UNPAID_LEAVE,
    }
)


# Nobody younger was ever appointed; nobody older still has a record that anybody works with.
YOUNGEST_SERVANT = 15
OLDEST = 110
SERVICE_DAYS = ("cpns_since", "pns_since", "cpns_decree_date", "pns_decree_date")
MAIN_DAYS = ("birth_date", *SERVICE_DAYS)
# Appointments are decreed some time before they begin.
APPOINTED_AHEAD = 2


class DateFault(StrEnum):
    TOO_EARLY = "too_early"
    TOO_FAR = "too_far"
    IN_FUTURE = "in_future"


class MainFault(StrEnum):
    """What is wrong with a day of the main data."""

    IN_FUTURE = "in_future"
    BORN_LONG_AGO = "born_long_ago"
    BORN_LATELY = "born_lately"
    SERVES_AS_CHILD = "serves_as_child"


def main_faults(days: Mapping[str, date | None], *, on: date) -> dict[str, MainFault]:
    """What is wrong with the days of the main data (MAIN_DAYS), by field. A missing day is no fault."""
    found = {}
    born = days.get("birth_date")
    if born is not None:
        if born > on:
            found["birth_date"] = MainFault.IN_FUTURE
        elif born.year < on.year - OLDEST:
            found["birth_date"] = MainFault.BORN_LONG_AGO
        elif born.year > on.year - YOUNGEST_SERVANT:
            found["birth_date"] = MainFault.BORN_LATELY
    for name in SERVICE_DAYS:
        day = days.get(name)
        if day is None:
            continue
        latest = on if name.endswith("decree_date") else date(on.year + APPOINTED_AHEAD, 12, 31)
        if day > latest:
            found[name] = MainFault.IN_FUTURE
        elif born is not None and "birth_date" not in found and day.year < born.year + YOUNGEST_SERVANT:
            found[name] = MainFault.SERVES_AS_CHILD
    return found


def date_fault(kind: HistoryKind, day: date, *, born: date, on: date, is_year_only: bool = False) -> DateFault | None:
    """Why nothing of this kind can have begun on `day`. Of a day that stands for its year, only the year counts."""
    if day.year < born.year + YOUNGEST:
        return DateFault.TOO_EARLY
    if kind in PAST:
        is_later = day.year > on.year if is_year_only or kind is HistoryKind.RATING else day > on
        return DateFault.IN_FUTURE if is_later else None
    return DateFault.TOO_FAR if day.year > on.year + FARTHEST else None


def begins_too_early(kind: HistoryKind, day: date, serves_since: date) -> bool:
    """What belongs to the service doesn't begin before it."""
    return kind in OF_SERVICE and day < serves_since


def leaves_too_early(status: str, day: date, serves_since: date) -> bool:
    """Nobody leaves the service before it began."""
    return status in LEFT and day < serves_since
