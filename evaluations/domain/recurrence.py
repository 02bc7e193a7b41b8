"""When a schedule is due: an RFC 5545 recurrence of days, at a wall-clock time of a zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

# Recurrences count from a day before any schedule, so that the same rule means the same days whenever it is asked.
EPOCH = date(2020, 1, 1)
ALLOWED = ("FREQ", "INTERVAL", "BYMONTHDAY", "BYMONTH", "BYDAY", "BYSETPOS", "WKST")
# A rule without a day in so many years has come to its end. No interval is longer, so that each that has had a day has
# the next one in this span. One without an interval has had every kind of month and year after forty years, the longest
# from one 29 February on a Monday to the next.
LOOK_AHEAD = timedelta(days=366 * 100)
LOOK_AHEAD_OF_EACH = timedelta(days=366 * 41)
LONGEST_INTERVALS = {"DAILY": 400, "WEEKLY": 400, "MONTHLY": 400, "YEARLY": 100}
# "The fifth Monday" of a month, "the fifty-third" of a year: beyond them the library reads past its tables.
LAST_WEEK_OF_MONTH, LAST_WEEK_OF_YEAR = 5, 53
WEEKDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class RecurrenceError(ValueError):
    """The rule can't be read or has no day; `args[0]` is a key of `evaluations.words.RECURRENCE_FAULTS`."""


@dataclass(frozen=True)
class Recurrence:
    """`text` is RFC 5545 without a start: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY. A time that a clock change skips or
    repeats happens once."""

    text: str
    at: time
    zone: tzinfo

    def __post_init__(self) -> None:
        parse(self.text)

    def next_after(self, moment: datetime) -> datetime:
        """The first due time strictly after an aware `moment`. Raises RecurrenceError when there is none for a
        hundred years."""
        local = moment.astimezone(self.zone)
        day = datetime.combine(local.date(), time.min)
        for found in _days_from(self.text, day):
            due = datetime.combine(found.date(), self.at, tzinfo=self.zone)
            if due > moment:
                return due
        raise RecurrenceError("never")

    def due_until(self, first: datetime, now: datetime) -> list[datetime]:
        """Every due time from `first` to `now`, both included: more than one after a downtime. `first` is due even
        where the rule has ended with it."""
        found = []
        due = first
        try:
            while due <= now:
                found.append(due)
                due = self.next_after(due)
        except RecurrenceError:
            pass
        return found


def _days_from(text: str, day: datetime) -> Iterator[datetime]:
    """Nothing for a rule that was found to have no day: searching for years of none is what takes long."""
    if _has_no_day(text, day.year):
        return iter(())
    return _within(text, day).xafter(day, inc=True)  # type: ignore[no-any-return]


@lru_cache(maxsize=1000)
def _has_no_day(text: str, year: int) -> bool:
    """Whether a rule has none from this year on."""
    begin = datetime.combine(date(year, 1, 1), time.min)
    return _within(text, begin).after(begin, inc=True) is None


def _within(text: str, day: datetime) -> rrule:
    rule = parse(text)
    return rule.replace(until=day + (LOOK_AHEAD if rule._interval > 1 else LOOK_AHEAD_OF_EACH))


def parse(text: str) -> rrule:
    """The days of a rule. Raises RecurrenceError."""
    if not text.isascii():
        raise RecurrenceError("unreadable")
    parts = dict(part.partition("=")[::2] for part in text.strip().upper().split(";") if part)
    if not set(parts) <= set(ALLOWED):
        raise RecurrenceError("unknown_part")
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise RecurrenceError("frequency")
    _refuse_endless(parts)
    try:
        return rrulestr(
            ";".join(f"{key}={value}" for key, value in parts.items()), dtstart=datetime.combine(EPOCH, time.min)
        )
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise RecurrenceError("unreadable") from error


def _refuse_endless(parts: dict[str, str]) -> None:
    """What the library would search for until the year 9999, or for ever. Raises RecurrenceError."""
    interval = parts.get("INTERVAL", "1")
    is_number = len(interval) <= 3 and interval.isascii() and interval.isdigit()
    if not (is_number and 1 <= int(interval) <= LONGEST_INTERVALS[parts["FREQ"]]):
        raise RecurrenceError("unreadable")
    _check_weekdays(parts)
    if parts["FREQ"] == "DAILY" and int(interval) > 1 and any(key.startswith("BY") for key in parts):
        # "Every seven days, on a Thursday" may be never: a week or a month has words of its own.
        raise RecurrenceError("daily_parts")
    if "BYSETPOS" in parts and parts["FREQ"] not in {"MONTHLY", "YEARLY"}:
        raise RecurrenceError("unreadable")
    try:
        days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
        months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    except ValueError as error:
        raise RecurrenceError("unreadable") from error
    if not all(1 <= month <= 12 for month in months) or not all(1 <= day <= 31 for day in days):
        raise RecurrenceError("unreadable")
    if min(days) > max(LONGEST_MONTHS[month - 1] for month in months):
        raise RecurrenceError("never")


def _check_weekdays(parts: dict[str, str]) -> None:
    """Raises RecurrenceError for "the sixtieth Monday"."""
    if "BYDAY" not in parts:
        return
    is_of_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    last = LAST_WEEK_OF_MONTH if is_of_month else LAST_WEEK_OF_YEAR
    for day in parts["BYDAY"].split(","):
        found = WEEKDAY.fullmatch(day)
        if found is None or not 1 <= abs(int(found[1] or 1)) <= last:
            raise RecurrenceError("unreadable")
