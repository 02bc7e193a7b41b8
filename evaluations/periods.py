"""Periods in words."""

from __future__ import annotations

import datetime

from django.utils import formats


def period_words(first: datetime.date, last: datetime.date) -> str:
    """`October 2026`, `October – December 2026`, `2026`; other spans day by day."""
    next_day = last + datetime.timedelta(days=1)
    if first.day != 1 or next_day.day != 1:
        return f"{formats.date_format(first)} – {formats.date_format(last)}"
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return str(formats.date_format(first, "YEAR_MONTH_FORMAT"))
    begin = formats.date_format(first, "F" if first.year == last.year else "YEAR_MONTH_FORMAT")
    return f"{begin} – {formats.date_format(last, 'YEAR_MONTH_FORMAT')}"
