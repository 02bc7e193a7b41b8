"""Today, as the offices count it."""

from __future__ import annotations

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The date in the portal's time zone (TIME_ZONE). The one clock of the staff records."""
    return timezone.localdate()


def day_after(last: datetime.date | None) -> datetime.date | None:
    """Where a half-open period ends whose last day is `last`: None, open, without one. So is the last day of the
    calendar, which some write for "without end"."""
    return None if last is None or last == datetime.date.max else last + datetime.timedelta(days=1)
