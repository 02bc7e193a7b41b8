"""When people were out of service."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from employees.enums import ACTIVE_STATUSES
from employees.models import StatusHistory

ONE_DAY = datetime.timedelta(days=1)
Span = tuple[datetime.date, datetime.date]


def away_spans(statuses: Mapping[int, str], first: datetime.date, last: datetime.date) -> dict[int, list[Span]]:
    """When people were out of service, in order. Without a row a person was active; without any, the status on record
    counts."""
    out = {employee for employee, status in statuses.items() if status not in ACTIVE_STATUSES}
    during = StatusHistory.objects.valid().filter(employee__in=list(statuses))
    rows = during.filter(period__overlap=(first, last + ONE_DAY)).exclude(status__in=ACTIVE_STATUSES)
    if out:
        rows |= during.filter(employee__in=out)
    away: dict[int, list[Span]] = defaultdict(list)
    for employee, status, period in rows.order_by("period").values_list("employee", "status", "period"):
        out.discard(employee)
        end: Any = datetime.date.max if period.upper is None else period.upper - ONE_DAY
        if status not in ACTIVE_STATUSES and period.lower <= last and end >= first:
            away[employee].append((period.lower, end))
    for employee in out:
        away[employee] = [(first, last)]
    return away
