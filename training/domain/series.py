"""Days on which a series of sessions is held, by a rule as iCalendar writes it (RFC 5545 §3.3.10).

Of RRULE the part that offices use: every week or every n weeks on one weekday; every month or every n months on a day
of the month, or on the first … fourth or last of a weekday. Always with a number of sessions.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_SESSIONS = 60
LAST = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """`weekday` 0 is Monday; with `nth` (1–4 or LAST) it is that one of the month, without it every such day of a week.
    `month_day` counts from 1; a month without that day is left out, as RFC 5545 says."""

    frequency: str
    count: int
    interval: int = 1
    weekday: int | None = None
    nth: int | None = None
    month_day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST_SESSIONS:
            raise ValueError(f"A series has between 1 and {MOST_SESSIONS} sessions.")
        if not 1 <= self.interval <= 12:
            raise ValueError("A series repeats every 1 to 12 weeks or months.")
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ValueError("A weekday is a number from 0 to 6.")
        if self.frequency == "WEEKLY":
            if self.weekday is None or self.nth is not None or self.month_day is not None:
                raise ValueError("A weekly series has a weekday.")
        elif self.frequency == "MONTHLY":
            by_weekday = self.weekday is not None and self.nth in {1, 2, 3, 4, LAST} and self.month_day is None
            by_day = self.month_day is not None and 1 <= self.month_day <= 31 and self.weekday is None
            if not (by_weekday or (by_day and self.nth is None)):
                raise ValueError("A monthly series has a day of the month, or one of its weekdays.")
        else:
            raise ValueError("A series repeats weekly or monthly.")

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekday is not None:
            parts.append(f"BYDAY={self.nth or ''}{WEEKDAYS[self.weekday]}")
        if self.month_day is not None:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join([*parts, f"COUNT={self.count}"])


def parse_rule(text: str) -> Rule:
    """Read back what `str(rule)` wrote. Raises ValueError for parts of RRULE that we don't use."""
    values = dict(part.partition("=")[::2] for part in text.strip().split(";"))
    weekday = nth = None
    if day := values.pop("BYDAY", ""):
        if day[-2:] not in WEEKDAYS:
            raise ValueError(f"There is no weekday {day!r}.")
        weekday, nth = WEEKDAYS.index(day[-2:]), int(day[:-2]) if day[:-2] else None
    rule = Rule(
        frequency=values.pop("FREQ", ""),
        count=int(values.pop("COUNT", "0")),
        interval=int(values.pop("INTERVAL", "1")),
        weekday=weekday,
        nth=nth,
        month_day=int(values.pop("BYMONTHDAY")) if "BYMONTHDAY" in values else None,
    )
    if values:
        raise ValueError(f"The part {next(iter(values))!r} of a rule is not known here.")
    return rule


def days_of(rule: Rule, start: datetime.date) -> list[datetime.date]:
    """The first `rule.count` days from `start` on, in order."""
    if rule.frequency == "WEEKLY":
        first = start + datetime.timedelta(days=((rule.weekday or 0) - start.weekday()) % 7)
        return [first + datetime.timedelta(weeks=rule.interval * step) for step in range(rule.count)]
    days: list[datetime.date] = []
    month = start.year * 12 + start.month - 1
    # A 31st every twelve months from a month with 30 days never comes.
    for step in range(rule.count * 12 + 1):
        day = _day_in(rule, *divmod(month + step * rule.interval, 12))
        if day is not None and day >= start:
            days.append(day)
        if len(days) == rule.count:
            return days
    raise ValueError("These months have no such day. Choose another day of the month.")


def _day_in(rule: Rule, year: int, month_index: int) -> datetime.date | None:
    month = month_index + 1
    length = calendar.monthrange(year, month)[1]
    if rule.month_day is not None:
        return datetime.date(year, month, rule.month_day) if rule.month_day <= length else None
    first = datetime.date(year, month, 1)
    offset = ((rule.weekday or 0) - first.weekday()) % 7
    if rule.nth == LAST:
        return first + datetime.timedelta(days=offset + 7 * ((length - 1 - offset) // 7))
    return first + datetime.timedelta(days=offset + 7 * ((rule.nth or 1) - 1))
