"""The tables of daily reports and their lines, one per month (migration 0012_daily_partitions)."""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from evaluations.domain.calendar import month_start, next_month

# So long the portal may stand still without a report landing in the table for days without a month.
MONTHS_AHEAD = 3
# Making a month waits for everybody who writes a report, and everybody for it.
PATIENCE = "3s"
TABLES = ("evaluations_dailyworkreport", "evaluations_dailyworkentry")


def add_months(first: datetime.date, last: datetime.date) -> int:
    """Make the tables of the months from `first` to `last`; returns how many were missing. Safe at the same time.

    Reports that were written before their month was made move into it. Raises OperationalError when it would have to
    wait; the next try succeeds.
    """
    made, month = 0, month_start(first)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        while month <= last:
            cursor.execute("SELECT evaluations_add_daily_month(%s)", [month])
            made += cursor.fetchone()[0]
            month = next_month(month)
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    return made


def add_months_ahead(today: datetime.date) -> int:
    last = today
    for _month in range(MONTHS_AHEAD):
        last = next_month(last)
    made = add_months(today, last)
    if made:
        take_statistics()
    return made


def take_statistics() -> None:
    """Postgres counts each month by itself, but never the whole."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")
