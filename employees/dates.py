"""Today, as the offices count it."""

from __future__ import annotations

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The date in the portal's time zone (TIME_ZONE). The one clock of the staff records."""
    return timezone.localdate()
