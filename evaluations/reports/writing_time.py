"""How long writing daily reports takes, unit by unit: what the portal costs people, not what people achieve."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Aggregate, Count, FloatField
from django.db.models.functions import TruncMonth

from employees.models import OrganizationalUnit
from evaluations.domain.calendar import month_end, previous_month
from evaluations.models import DailyWorkReport

MONTHS_SHOWN = 6
# Fewer reports, or fewer people behind them, and the number would tell of single persons.
LEAST_REPORTS = LEAST_PEOPLE = 5
TENTH = Decimal("0.1")


class Median(Aggregate):
    function = "percentile_cont"
    name = "Median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class WritingTime:
    """`minutes` is the median of the reports whose time is known; None when too few are."""

    minutes: Decimal | None = None
    reports: int | None = None


@dataclass(frozen=True)
class UnitWritingTime:
    unit: OrganizationalUnit
    months: list[WritingTime]


def shown_months(today: datetime.date) -> list[datetime.date]:
    """First days of the last months, the present one last."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS_SHOWN:
        months.insert(0, previous_month(months[0]))
    return months


def writing_times(units: Sequence[OrganizationalUnit], months: Sequence[datetime.date]) -> list[UnitWritingTime]:
    """One query for any number of units. Nothing is summed over units, so that no small one follows by subtraction."""
    rows = (
        DailyWorkReport.objects.filter(unit__in=units, seconds_spent__isnull=False)
        .sent()
        .between(months[0], month_end(months[-1]))
        .annotate(month=TruncMonth("date"))
        .values("unit", "month")
        .annotate(median=Median("seconds_spent"), reports=Count("pk"), people=Count("employee", distinct=True))
        .filter(reports__gte=LEAST_REPORTS, people__gte=LEAST_PEOPLE)
        .values_list("unit", "month", "median", "reports")
    )
    found = {
        (unit, month): WritingTime((Decimal(median) / 60).quantize(TENTH, ROUND_HALF_UP), reports)
        for unit, month, median, reports in rows
    }
    return [UnitWritingTime(unit, [found.get((unit.pk, month), WritingTime()) for month in months]) for unit in units]
