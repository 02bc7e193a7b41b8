"""Which finished period a report covers when it is due."""

from __future__ import annotations

from datetime import date, timedelta

from evaluations.enums import PeriodLength, ReportKind

LENGTHS: dict[ReportKind, PeriodLength] = {
    ReportKind.UNIT_MONTH: PeriodLength.MONTH,
    ReportKind.UNIT_QUARTER: PeriodLength.QUARTER,
    ReportKind.UNIT_YEAR: PeriodLength.YEAR,
    ReportKind.GOVERNMENT: PeriodLength.MONTH,
    ReportKind.RATING_SHEETS: PeriodLength.YEAR,
    ReportKind.TRAINING: PeriodLength.QUARTER,
    ReportKind.SATISFACTION: PeriodLength.QUARTER,
    ReportKind.WARNINGS: PeriodLength.MONTH,
}
MONTHS = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3, PeriodLength.YEAR: 12}

# How far back a report can be asked for by hand.
OLDEST_ASKED = timedelta(days=5 * 366)


def last_finished(kind: ReportKind | str, on: date) -> tuple[date, date]:
    """First and last day of the last period of this kind that is over on the day `on`. A quarter is one of the
    calendar."""
    months = MONTHS[LENGTHS[ReportKind(kind)]]
    number = on.year * 12 + on.month - 1
    begin = number - number % months - months
    return _first(begin), _first(begin + months) - timedelta(days=1)


def period_from(kind: ReportKind | str, first: date) -> tuple[date, date]:
    """First and last day of the period of this kind in which the day `first` lies."""
    months = MONTHS[LENGTHS[ReportKind(kind)]]
    number = first.year * 12 + first.month - 1
    begin = number - number % months
    return _first(begin), _first(begin + months) - timedelta(days=1)


def _first(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
