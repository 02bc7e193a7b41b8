"""What an entry of a history must keep to, whether a form or a list brings it."""

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


class DateFault(StrEnum):
    TOO_EARLY = "too_early"
    TOO_FAR = "too_far"
    IN_FUTURE = "in_future"


def date_fault(kind: HistoryKind, day: date, *, born: date, on: date, is_year_only: bool = False) -> DateFault | None:
    """Why nothing of this kind can have begun on `day`. Of a day that stands for its year, only the year counts."""
    if day.year < born.year + YOUNGEST:
        return DateFault.TOO_EARLY
    if kind in PAST:
        is_later = day.year > on.year if is_year_only or kind is HistoryKind.RATING else day > on
        return DateFault.IN_FUTURE if is_later else None
    return DateFault.TOO_FAR if day.year > on.year + FARTHEST else None


def leaves_too_early(status: str, day: date, serves_since: date) -> bool:
    """Nobody leaves the service before it began."""
    return status in LEFT and day < serves_since
