"""Which periods an office may assess, and how many months of one somebody worked where."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from evaluations.domain.calendar import without
from evaluations.enums import AssessmentCycle

ONE_DAY = timedelta(days=1)
MONTHS = {AssessmentCycle.MONTHLY: 1, AssessmentCycle.QUARTERLY: 3}
# How many periods back an office still opens: a year in each cycle.
MONTHS_BACK = 12


@dataclass(frozen=True)
class Stay:
    """Where somebody worked from `start` up to and with `last` (None: until further notice). `place` is what months are
    counted by: a unit, or a unit and a level."""

    place: Hashable
    start: date
    last: date | None = None


@dataclass(frozen=True)
class Span:
    """First and last day of a period that may be assessed."""

    first: date
    last: date
    is_annual: bool = False


def assessable(cycle: AssessmentCycle | str, on: date) -> list[Span]:
    """What an office may open on a day, newest first: the running period of the cycle and those of the twelve months
    before it, the running year and the one before (PermenPANRB 6/2022: every month or quarter, and the year)."""
    periodic = []
    if (length := MONTHS.get(AssessmentCycle(cycle))) is not None:
        number = on.year * 12 + on.month - 1
        running = number - number % length
        begins = range(running, running - MONTHS_BACK - 1, -length)
        periodic = [Span(_month(begin), _month(begin + length) - ONE_DAY) for begin in begins]
    years = [Span(date(year, 1, 1), date(year, 12, 31), is_annual=True) for year in (on.year, on.year - 1)]
    return periodic + years


def months_of(
    stays: Iterable[Stay], first: date, last: date, away: Collection[tuple[date, date]] = ()
) -> dict[Hashable, tuple[date, ...]]:
    """The months of a period, by the place where somebody worked in each: {place: first days of the months}.

    A month belongs to the place with most of its days, of two equal ones to the later; and to none when fewer than half
    of its days were worked in that place. So no month counts twice, and the months of all places are at most those of
    the period. Days in the spans of `away` (in order, both ends included) were not worked. [DESIGN: the regulation
    speaks of months and is silent on parts of them.]
    """
    known = sorted(stays, key=lambda stay: stay.start)
    found: dict[Hashable, list[date]] = {}
    month = first.replace(day=1)
    while month <= last:
        end = _next(month) - ONE_DAY
        days: dict[Hashable, int] = {}
        for stay in known:
            begin, until = max(stay.start, month, first), min(stay.last or last, end, last)
            for start, stop in without(begin, until, away):
                # Later places stand later, so that `max` below finds them by `>=`.
                days[stay.place] = days.pop(stay.place, 0) + (stop - start).days + 1
        if days:
            place, most = max(reversed(list(days.items())), key=lambda item: item[1])
            if most * 2 >= (end - month).days + 1:
                found.setdefault(place, []).append(month)
        month = _next(month)
    return {place: tuple(months) for place, months in found.items()}


def open_months(months: Iterable[date], converted: Iterable[tuple[date, date | None]]) -> tuple[date, ...]:
    """Those of `months` (first days) that lie in none of the half-open periods already converted into credit points."""
    taken = list(converted)
    return tuple(
        month
        for month in months
        if not any(start < _next(month) and (until is None or until > month) for start, until in taken)
    )


def longest(months: Mapping[Hashable, int]) -> Hashable | None:
    """Of places with their months the one that speaks for the year: with most months, of equal ones the last."""
    return max(reversed(list(months)), key=lambda place: months[place], default=None)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _next(month: date) -> date:
    return _month(month.year * 12 + month.month)
