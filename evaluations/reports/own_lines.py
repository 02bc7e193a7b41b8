"""What somebody wrote lately, as proposals for the next report."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from employees.models import Employee
from evaluations.enums import LineSource
from evaluations.line_proposals import ProposedLine
from evaluations.models import DailyWorkEntry

RECENTLY = datetime.timedelta(days=60)
# An activity is a habit from so many times on; so many habits are shown.
TIMES, MOST = 3, 6


def recent_entries(employee: Employee, before: datetime.date) -> list[DailyWorkEntry]:
    """The lines of the last weeks before a day, the newest day first. One query."""
    since = before - RECENTLY
    rows = DailyWorkEntry.objects.filter(
        report__employee=employee,
        report__date__range=(since, before - datetime.timedelta(days=1)),
        # As well, so that only the lines of these months are looked through.
        report_date__range=(since, before - datetime.timedelta(days=1)),
    )
    return list(rows.order_by("-report_date", "order"))


def last_lines(entries: Sequence[DailyWorkEntry]) -> list[ProposedLine]:
    """The lines of the newest report, without its times: most days resemble the one before."""
    return [_line(entry, entry.minutes) for entry in entries if entry.report_date == entries[0].report_date]


def frequent_lines(entries: Sequence[DailyWorkEntry]) -> list[ProposedLine]:
    """The habits, most frequent first, each as it was written last and with its usual minutes."""
    times = Counter(entry.activity for entry in entries if not entry.source)
    chosen = [activity for activity, number in times.most_common(MOST) if number >= TIMES]
    newest = {entry.activity: entry for entry in reversed(entries)}
    minutes = {
        activity: median_low(entry.minutes for entry in entries if entry.activity == activity) for activity in chosen
    }
    return [_line(newest[activity], minutes[activity]) for activity in chosen]


def _line(entry: DailyWorkEntry, minutes: int) -> ProposedLine:
    """How much came of it is another number each day."""
    return ProposedLine(
        source=LineSource.OWN,
        key=hashlib.sha256(entry.activity.encode()).hexdigest()[:16],
        activity=entry.activity,
        output=entry.output,
        minutes=minutes,
        place=entry.place,
        result_id=entry.result_id,
    )
