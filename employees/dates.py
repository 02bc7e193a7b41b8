"""Today, as the offices count it."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

# Within living memory, and not beyond what can be planned.
EARLIEST, LATEST = datetime.date(1945, 8, 17), datetime.date(2099, 12, 31)


def today() -> datetime.date:
    """The date in the portal's time zone (TIME_ZONE). The one clock of the staff records."""
    return timezone.localdate()


def today_in(unit: Any) -> datetime.date:
    """The date where a unit works: east of Jakarta a day begins earlier. For what is due by the day there."""
    return timezone.localdate(timezone=unit.tz)


def day_fault(day: datetime.date) -> str:
    """Why nobody can mean this day, as a sentence; "" for every other one."""
    if day < EARLIEST:
        return _("Choose a date from 1945 on.")
    return _("Choose a date before 2100.") if day > LATEST else ""


def day_after(last: datetime.date | None) -> datetime.date | None:
    """Where a half-open period ends whose last day is `last`: None, open, without one. So is the last day of the
    calendar, which some write for "without end"."""
    return None if last is None or last == datetime.date.max else last + datetime.timedelta(days=1)
