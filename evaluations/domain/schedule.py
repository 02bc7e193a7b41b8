"""When a monthly schedule is due, and which month each due date reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from evaluations.domain.calendar import next_month, previous_month

# Every month has it, so that no month is left out.
LAST_DAY_OF_MONTH = 28


@dataclass(frozen=True)
class MonthlyRule:
    """Every month on `day` (1–28) at `at`, wall-clock time of `zone`."""

    day: int
    at: time
    zone: tzinfo

    def __post_init__(self) -> None:
        if not 1 <= self.day <= LAST_DAY_OF_MONTH:
            raise ValueError(f"The day of the month must be 1 to {LAST_DAY_OF_MONTH}, not {self.day}.")

    def next_after(self, moment: datetime) -> datetime:
        """The first due time strictly after an aware `moment`."""
        day = moment.astimezone(self.zone).date().replace(day=1)
        due = self._in_month(day)
        return due if due > moment else self._in_month(next_month(day))

    def due_until(self, first: datetime, now: datetime) -> list[datetime]:
        """Every due time from `first` to `now`, both included: more than one after a downtime."""
        found = []
        due = first
        while due <= now:
            found.append(due)
            due = self.next_after(due)
        return found

    def period_of(self, due: datetime) -> date:
        """The first day of the month that a due time reports: the one before."""
        return previous_month(due.astimezone(self.zone).date())

    def _in_month(self, month: date) -> datetime:
        return datetime.combine(month.replace(day=self.day), self.at, tzinfo=self.zone)
