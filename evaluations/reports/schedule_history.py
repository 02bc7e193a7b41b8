"""What became of a schedule's reports, period by period."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from evaluations.domain.periods import OLDEST_ASKED, last_finished, period_from
from evaluations.enums import RunState
from evaluations.models import ReportRun, ReportSchedule
from evaluations.periods import period_words

SHOWN_PERIODS = 36
SHOWN_FAILURES = 50
OFFERED_PERIODS = 24


@dataclass(frozen=True)
class PeriodLine:
    """All reports of one period; `run` is the only one where there is but one."""

    first: datetime.date
    words: str
    total: int
    done: int
    failed: int
    finished_at: datetime.datetime | None
    run: ReportRun | None

    @property
    def unfinished(self) -> int:
        return self.total - self.done - self.failed

    @property
    def tone(self) -> str:
        return "bad" if self.failed else "info" if self.unfinished else "good"

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total


@dataclass(frozen=True)
class History:
    periods: tuple[PeriodLine, ...]
    failures: tuple[ReportRun, ...]
    failure_count: int

    @property
    def is_busy(self) -> bool:
        return any(line.unfinished for line in self.periods)


def schedule_history(schedule: ReportSchedule) -> History:
    """Three queries, whatever the number of units."""
    rows = (
        schedule.runs.order_by("-period_start")
        .values_list("period_start", "period_end")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=RunState.DONE)),
            failed=Count("pk", filter=Q(state=RunState.FAILED)),
            last_finished_at=Max("finished_at"),
        )[:SHOWN_PERIODS]
    )
    counted = list(rows)
    single = [first for first, _last, total, *_rest in counted if total == 1]
    runs = schedule.runs.defer("snapshot").filter(period_start__in=single).select_related("recipient", "unit")
    by_period = {run.period_start: run for run in runs}
    failed = schedule.runs.defer("snapshot").filter(state=RunState.FAILED).select_related("unit")
    failures = tuple(failed.order_by("-period_start", "unit__path")[:SHOWN_FAILURES])
    return History(
        periods=tuple(
            PeriodLine(first, period_words(first, last), total, done, failures_, finished, by_period.get(first))
            for first, last, total, done, failures_, finished in counted
        ),
        failures=failures,
        failure_count=sum(row[4] for row in counted),
    )


def periods_without_report(schedule: ReportSchedule, now: datetime.datetime) -> list[tuple[str, str]]:
    """(first day, words) of earlier periods of which the schedule's unit has no report, newest first. One query."""
    today = now.astimezone(schedule.unit.tz).date()
    first, last = last_finished(schedule.kind, today)
    made = set(schedule.runs.filter(unit=schedule.unit_id).values_list("period_start", flat=True))
    found = []
    for _number in range(OFFERED_PERIODS):
        if first < today - OLDEST_ASKED:
            break
        if first not in made and (schedule.unit.closed_on is None or first < schedule.unit.closed_on):
            found.append((first.isoformat(), period_words(first, last)))
        first, last = period_from(schedule.kind, first - datetime.timedelta(days=1))
    return found
