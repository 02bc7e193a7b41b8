"""Who may mentor whom, and what confirmed meetings count (reference: domain §10)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

# Matching rules of the portal; an agency may think otherwise, so they are arguments with these defaults.
MOST_MENTEES = 5
LEAST_YEARS = 3
# PerLAN 10/2018: two learning hours for a meeting, at most two meetings in a calendar month.
HOURS_PER_MEETING = 2
MEETINGS_PER_MONTH = 2


class Fault(StrEnum):
    """Why a person can't be the mentor."""

    SAME_PERSON = "same_person"
    TOO_MANY_MENTEES = "too_many_mentees"
    TOO_SHORT_IN_SERVICE = "too_short_in_service"
    OTHER_GOVERNMENT = "other_government"
    NOT_IN_SERVICE = "not_in_service"


def mentor_faults(
    *,
    same_person: bool,
    same_government: bool,
    in_service: bool,
    open_mentees: int,
    years_of_service: int,
    most_mentees: int = MOST_MENTEES,
    least_years: int = LEAST_YEARS,
) -> list[Fault]:
    """Every rule that forbids this mentor; empty means the pair is allowed.

    `open_mentees` counts the mentor's other open mentorships, `years_of_service` whole years. Negative values raise
    ValueError.
    """
    if open_mentees < 0 or years_of_service < 0:
        raise ValueError("Counts of mentees and years must not be negative.")
    checks = (
        (Fault.SAME_PERSON, same_person),
        (Fault.OTHER_GOVERNMENT, not same_government),
        (Fault.NOT_IN_SERVICE, not in_service),
        (Fault.TOO_MANY_MENTEES, open_mentees >= most_mentees),
        (Fault.TOO_SHORT_IN_SERVICE, years_of_service < least_years),
    )
    return [fault for fault, holds in checks if holds]


def mentoring_hours(confirmed_on: Iterable[datetime.date]) -> int:
    """Learning hours (JP) of the meetings that both have confirmed, capped per calendar month."""
    per_month = Counter((date.year, date.month) for date in confirmed_on)
    return sum(min(meetings, MEETINGS_PER_MONTH) * HOURS_PER_MEETING for meetings in per_month.values())
