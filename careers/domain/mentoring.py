"""Who may mentor whom, and what confirmed meetings count (reference: domain §10)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# Documented defaults; an office sets its own from a date (CareerRuleKey.MENTOR).
MOST_MENTEES = 5
LEAST_YEARS = 3
# PerLAN 10/2018: two learning hours for a meeting, at most two meetings in a calendar month.
HOURS_PER_MEETING = 2
MEETINGS_PER_MONTH = 2
# Two learning hours of 45 minutes.
LEAST_MINUTES = 90


class Fault(StrEnum):
    """Why a person can't be the mentor."""

    SAME_PERSON = "same_person"
    TOO_MANY_MENTEES = "too_many_mentees"
    TOO_SHORT_IN_SERVICE = "too_short_in_service"
    OTHER_GOVERNMENT = "other_government"
    NOT_IN_SERVICE = "not_in_service"
    UNDER_DISCIPLINE = "under_discipline"


def mentor_faults(
    *,
    same_person: bool,
    same_government: bool,
    in_service: bool,
    open_mentees: int,
    years_of_service: int,
    under_discipline: bool = False,
    higher_level: bool = False,
    most_mentees: int = MOST_MENTEES,
    least_years: int = LEAST_YEARS,
) -> list[Fault]:
    """Every rule that forbids this mentor; empty means the pair is allowed.

    `open_mentees` counts the mentor's other open mentorships, `years_of_service` whole years. `higher_level`: the
    mentor holds a higher level (*jenjang*) of the mentee's functional position, which stands in for the years.
    `under_discipline`: a moderate or severe sanction is in force. Negative values raise ValueError.
    """
    if open_mentees < 0 or years_of_service < 0:
        raise ValueError("Counts of mentees and years must not be negative.")
    checks = (
        (Fault.SAME_PERSON, same_person),
        (Fault.OTHER_GOVERNMENT, not same_government),
        (Fault.NOT_IN_SERVICE, not in_service),
        (Fault.UNDER_DISCIPLINE, under_discipline),
        (Fault.TOO_MANY_MENTEES, open_mentees >= most_mentees),
        (Fault.TOO_SHORT_IN_SERVICE, years_of_service < least_years and not higher_level),
    )
    return [fault for fault, holds in checks if holds]


def is_creditable(minutes: int | None) -> bool:
    """Whether a meeting of so many minutes is long enough for learning hours; one of unknown length is not."""
    return minutes is not None and minutes >= LEAST_MINUTES


def mentoring_hours(confirmed_on: Iterable[datetime.date]) -> int:
    """Learning hours (JP) of one mentee's meetings that both have confirmed and that were long enough, by their days:
    two a meeting, for at most two meetings of a calendar month (EX-10.1)."""
    return sum(min(meetings, MEETINGS_PER_MONTH) * HOURS_PER_MEETING for meetings in _by_month(confirmed_on).values())


def counted_days(confirmed_on: Iterable[datetime.date]) -> list[datetime.date]:
    """The days whose meetings count, oldest first: the first two of each month."""
    left: Counter[tuple[int, int]] = Counter()
    found = []
    for day in sorted(confirmed_on):
        if left[day.year, day.month] < MEETINGS_PER_MONTH:
            left[day.year, day.month] += 1
            found.append(day)
    return found


def midway(starts_on: datetime.date, ends_on: datetime.date) -> datetime.date:
    """The day in the middle of the period, the earlier of two. Raises ValueError for a period that ends before."""
    if ends_on < starts_on:
        raise ValueError("The period ends before it begins.")
    return starts_on + (ends_on - starts_on) // 2


def goal_achievement(views: Iterable[int]) -> int | None:
    """Percent of the goal reached: the mean of what mentor and mentee say, half a percent upwards; None without any
    view. Raises ValueError outside of 0 to 100."""
    given = list(views)
    if any(not 0 <= view <= 100 for view in given):
        raise ValueError("The achievement lies between 0 and 100 percent.")
    if not given:
        return None
    return int((Decimal(sum(given)) / len(given)).quantize(Decimal(1), ROUND_HALF_UP))


def _by_month(days: Iterable[datetime.date]) -> Counter[tuple[int, int]]:
    return Counter((day.year, day.month) for day in days)
