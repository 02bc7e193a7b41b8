"""Which days of a session count, and who attended enough of them."""

import datetime
from decimal import Decimal

SATURDAY = 5


def session_days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The days on which an attendance list is kept: working days from first to last.

    Saturdays and Sundays count only if the session begins or ends on one, because then the weekend is meant.
    """
    if last < first:
        raise ValueError("A session cannot end before it begins.")
    days = [first + datetime.timedelta(days=offset) for offset in range((last - first).days + 1)]
    if first.weekday() >= SATURDAY or last.weekday() >= SATURDAY:
        return days
    return [day for day in days if day.weekday() < SATURDAY]


def attended_percent(*, present: int, held: int) -> Decimal:
    """Share of the days with a list on which the person was present, 0–100, not rounded; 0 while no list was kept."""
    if present < 0 or held < 0 or present > held:
        raise ValueError("Days present must lie between 0 and the days held.")
    return Decimal(100) * present / held if held else Decimal(0)


def attended_enough(*, present: int, held: int, minimum_percent: int) -> bool:
    """Whether the certificate is earned. Compared without rounding: 4 of 5 days are exactly 80 %."""
    if not 0 <= minimum_percent <= 100:
        raise ValueError("The minimum attendance is a percentage between 0 and 100.")
    return held > 0 and attended_percent(present=present, held=held) >= minimum_percent
