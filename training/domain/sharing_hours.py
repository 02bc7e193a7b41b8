"""Hours of seminars and communities of practice that colleagues hold for each other."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from training.domain.hours import CAPPED_PER_DAY, DEFAULT_TABLE, HoursTable, learning_hours
from training.enums import TrainingForm

# 1 JP = 45 minutes.
MINUTES = 45


def session_hours(form: str, *, days: int, minutes: int, table: HoursTable = DEFAULT_TABLE) -> Decimal:
    """JP of one session over `days` calendar days that lasts `minutes` in all.

    A seminar earns the rate of each day. A community of practice earns its own time, whole JP, up to the day's most,
    and a session shorter than one JP nothing. Raises ValueError for a session without days.
    """
    if days < 1 or minutes < 1:
        raise ValueError("A session has at least one day and lasts at least a minute.")
    if TrainingForm(form) in CAPPED_PER_DAY:
        return learning_hours(form, days=days, hours=minutes // MINUTES, table=table)
    return learning_hours(form, days=days, table=table)


def credited(rows: Iterable[tuple[date, str, Decimal]], *, table: HoursTable = DEFAULT_TABLE) -> Decimal:
    """The sum of (day, form, JP), where all sessions of one day of a form earn no more than the day's most."""
    days: dict[tuple[date, str], Decimal] = {}
    for day, form, hours in rows:
        days[day, form] = days.get((day, form), Decimal(0)) + hours
    total = Decimal(0)
    for (_day, form), hours in days.items():
        row = table.get(form, {})
        capped = row.get("per") == "day_most" and row.get("national")
        total += min(hours, Decimal(str(row["national"]))) if capped else hours
    return total
