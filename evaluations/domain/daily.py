"""Daily reports (*laporan kinerja harian*): are the lines sound, and how do their minutes compare with a working day?

Local practice (domain.md §5.6); the target follows from 37 hours 30 minutes a week (Perpres 21/2023, art. 4).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evaluations.enums import DailyFaultCode

TARGET_MINUTES = 450
MINUTES_OF_A_DAY = 24 * 60
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Line:
    """One activity. With start and end the minutes may be left out; breaks make them fewer than the span.

    Times are whole minutes: seconds are cut off, so that what is checked is what is stored.
    """

    minutes: int | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            time = getattr(self, name)
            if time is not None:
                object.__setattr__(self, name, time.replace(second=0, microsecond=0))

    @property
    def span(self) -> int | None:
        """Minutes from start to end; None without both."""
        if self.start is None or self.end is None:
            return None
        return _minute_of_day(self.end) - _minute_of_day(self.start)

    @property
    def counted_minutes(self) -> int:
        """The minutes given, else those from start to end."""
        return self.minutes if self.minutes is not None else self.span or 0


@dataclass(frozen=True)
class DailyFault:
    """`line` is the index of the line at fault, None for the day as a whole; `other` the line that it collides with."""

    code: DailyFaultCode
    line: int | None = None
    other: int | None = None


def check_lines(lines: Sequence[Line]) -> list[DailyFault]:
    """Every fault of a day's lines, in their order; empty when the report can be sent."""
    if not lines:
        return [DailyFault(DailyFaultCode.NO_LINES)]
    faults = [DailyFault(code, index) for index, line in enumerate(lines) for code in _faults_of(line)]
    faults += _overlaps(lines)
    if sum(max(line.counted_minutes, 0) for line in lines) > MINUTES_OF_A_DAY:
        faults.append(DailyFault(DailyFaultCode.MORE_THAN_A_DAY))
    return faults


def percent_of(part: int, whole: int) -> Decimal:
    """Minutes as a share of those of the working days, reports of those expected: in percent, half-up to one decimal;
    not capped.

    Of nothing it is 0. Raises ValueError on negative numbers.
    """
    if part < 0 or whole < 0:
        raise ValueError("A share is not of negative numbers.")
    if not whole:
        return Decimal("0.0")
    return (Decimal(part) * 100 / whole).quantize(TENTH, ROUND_HALF_UP)


def _faults_of(line: Line) -> list[DailyFaultCode]:
    if (line.start is None) != (line.end is None):
        return [DailyFaultCode.END_MISSING]
    if line.span is not None and line.span <= 0:
        return [DailyFaultCode.END_BEFORE_START]
    if line.counted_minutes <= 0:
        return [DailyFaultCode.NO_MINUTES]
    if line.span is not None and line.counted_minutes > line.span:
        return [DailyFaultCode.MORE_THAN_SPAN]
    return []


def _overlaps(lines: Sequence[Line]) -> list[DailyFault]:
    """Each line that begins before an earlier one has ended. One may begin in the minute in which another ends."""
    timed = sorted(
        (_minute_of_day(line.start), _minute_of_day(line.end), index)
        for index, line in enumerate(lines)
        if line.start is not None and line.end is not None and (line.span or 0) > 0
    )
    faults = []
    latest_end, latest_index = -1, -1
    for start, end, index in timed:
        if start < latest_end:
            faults.append(DailyFault(DailyFaultCode.OVERLAP, index, latest_index))
        if end > latest_end:
            latest_end, latest_index = end, index
    return faults


def _minute_of_day(time: datetime.time) -> int:
    return time.hour * 60 + time.minute
