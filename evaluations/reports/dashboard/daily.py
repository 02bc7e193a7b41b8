"""Daily reports of a unit, month by month: shares of the unit, never of people."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache as cache_calls
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from employees.domain.service_life.months import add_months
from employees.models import OrganizationalUnit
from evaluations.domain.calendar import month_end, month_start, previous_month, working_days
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.evaluation_rules import values_by_day
from evaluations.models import DailyWorkReport
from evaluations.reports.dashboard.figure import Cell, Figure, Reader, RowPage, of_text, percent_text
from evaluations.reports.expected_days import expected_stays
from surveys.domain.deadlines import due_date

MONTHS = 12
# Figures of a large unit are kept for a while; their moment is shown.
KEPT_SECONDS = 900
LARGE = 1000
# The choice of rows that sums up by unit.
UNITS = "units"
# A report that nobody had to decide is neither in time nor late.
TO_DECIDE = Q(decided_by__isnull=False) | Q(state=DailyState.SUBMITTED)


@dataclass
class Work:
    """Of one unit and month. `expected` are working days × staff of those days; of what was `sent`, `decidable` had to
    be decided by now."""

    expected: int = 0
    sent: int = 0
    decidable: int = 0
    in_time: int = 0

    def add(self, other: Work) -> None:
        self.expected += other.expected
        self.sent += other.sent
        self.decidable += other.decidable
        self.in_time += other.in_time


@dataclass
class WorkTable:
    """By unit (its key) and first day of the month, with the moment at which it was read."""

    as_of: datetime.datetime
    cells: dict[tuple[int, datetime.date], Work] = field(default_factory=lambda: defaultdict(Work))

    def month(self, first: datetime.date) -> Work:
        whole = Work()
        for (_unit, month), work in self.cells.items():
            if month == first:
                whole.add(work)
        return whole

    def units(self, first: datetime.date) -> dict[int, Work]:
        return {unit: work for (unit, month), work in self.cells.items() if month == first}


def sent(reader: Reader) -> Figure:
    table, first = work_table(reader), last_month(reader)
    month = table.month(first)
    return Figure(
        key="daily-sent",
        label=_("Daily reports sent"),
        text=percent_text(month.sent, month.expected),
        unit="%" if month.expected else "",
        count=month.sent,
        n=month.expected,
        note=_("%(share)s expected of staff and heads") % {"share": of_text(month.sent, month.expected)},
        period=str(formats.date_format(first, "YEAR_MONTH_FORMAT")),
        source=_("daily reports"),
        as_of=table.as_of,
        url=reader.rows_url("daily-sent"),
    )


def decided(reader: Reader) -> Figure:
    table, first = work_table(reader), last_month(reader)
    month = table.month(first)
    return Figure(
        key="daily-decided",
        label=_("Daily reports decided in time"),
        text=percent_text(month.in_time, month.decidable),
        unit="%" if month.decidable else "",
        count=month.in_time,
        n=month.decidable,
        note=_("%(share)s that were due") % {"share": of_text(month.in_time, month.decidable)},
        period=str(formats.date_format(first, "YEAR_MONTH_FORMAT")),
        source=_("daily reports"),
        as_of=table.as_of,
        url=reader.rows_url("daily-decided"),
    )


def sent_rows(reader: Reader, choice: str) -> RowPage:
    """The reports, one row each; or their sums by unit."""
    if choice == UNITS:
        title = _("Daily reports sent, by unit")
        page = _unit_rows(reader, title, lambda work: (work.sent, work.expected), (_("Sent"), _("Expected")))
    else:
        page = _report_rows(reader, _("Daily reports sent"), _sent_in(reader, last_month(reader)))
    return replace(page, choices=_choices(reader, "daily-sent", choice))


def decided_rows(reader: Reader, choice: str) -> RowPage:
    if choice == UNITS:
        title = _("Daily reports decided in time, by unit")
        page = _unit_rows(
            reader, title, lambda work: (work.in_time, work.decidable), (_("In time"), pgettext("counted", "Due"))
        )
    else:
        page = _report_rows(reader, _("Daily reports decided in time"), _decided_in_time(reader, last_month(reader)))
    return replace(page, choices=_choices(reader, "daily-decided", choice))


def last_month(reader: Reader) -> datetime.date:
    """The first day of the last month that is over."""
    return previous_month(reader.today)


def months_of(reader: Reader) -> list[datetime.date]:
    """Twelve finished months, oldest first."""
    newest = last_month(reader)
    return [add_months(newest, -back) for back in range(MONTHS - 1, -1, -1)]


def work_table(reader: Reader) -> WorkTable:
    """Twelve months. Six queries; kept for a quarter of an hour where many people work."""

    def make() -> WorkTable:
        key = f"evaluations:dashboard:work:{reader.unit.pk}:{reader.today.isoformat()}"
        found = cache.get(key)
        if isinstance(found, WorkTable):
            return found
        table, people = _gather(reader)
        if people >= LARGE:
            cache.set(key, table, KEPT_SECONDS)
        return table

    table: WorkTable = reader.kept("work", make)
    return table


def _gather(reader: Reader) -> tuple[WorkTable, int]:
    months = months_of(reader)
    first, last = months[0], month_end(months[-1])
    days = working_days(first, last, reader.holidays)
    table = WorkTable(as_of=reader.now)
    people = _expect(reader, table, days)
    _count(reader, table, days, first, last)
    table.cells = dict(table.cells)  # type: ignore[assignment]
    return table, people


def _expect(reader: Reader, table: WorkTable, days: list[datetime.date]) -> int:
    """Each working day of everybody in service in the unit; returns how many people."""
    if not days:
        return 0
    # Working days by month, so that a stay is a difference of two counts.
    by_month: dict[datetime.date, list[datetime.date]] = defaultdict(list)
    for day in days:
        by_month[month_start(day)].append(day)
    stays = expected_stays(days[0], days[-1], under=reader.unit.path)
    for stay in stays:
        for month, inside in by_month.items():
            if number := len(stay.among(inside)):
                table.cells[stay.unit_id, month].expected += number
    return len({stay.employee_id for stay in stays})


def _count(
    reader: Reader, table: WorkTable, days: list[datetime.date], first: datetime.date, last: datetime.date
) -> None:
    """Grouped by the day of sending and of deciding: few groups, whatever the number of reports."""
    rows = (
        _dated(reader, first, last, days)
        .annotate(month=TruncMonth("date"))
        .values_list("unit", "month", "sent_day", "decided_day")
        .annotate(number=Count("pk"), to_decide=Count("pk", filter=TO_DECIDE))
    )
    due_on = _due_days(reader)
    for unit, month, sent_day, decided_day, number, deciding in rows:
        work = table.cells[unit, month]
        work.sent += number
        if decided_day is not None and decided_day <= due_on(sent_day):
            work.in_time += deciding
            work.decidable += deciding
        elif decided_day is not None or due_on(sent_day) < reader.today:
            work.decidable += deciding


def _dated(reader: Reader, first: datetime.date, last: datetime.date, days: list[datetime.date]) -> QuerySet[Any]:
    """Sent reports of these working days of the unit, with the days on which they were sent and decided."""
    zone = reader.unit.tz
    found: QuerySet[Any] = (
        DailyWorkReport.objects.sent()
        .between(first, last)
        .filter(unit__path__startswith=reader.unit.path, date__in=days)
        .order_by()
        .annotate(
            sent_day=TruncDate("submitted_at", tzinfo=zone),
            decided_day=TruncDate("decided_at", tzinfo=zone),
        )
    )
    return found


def _due_days(reader: Reader) -> Callable[[datetime.date], datetime.date]:
    """Until when what was sent on a day is decided, by the rule of that day. One query."""
    approval_days = values_by_day(EvaluationRuleKey.APPROVAL_DAYS, reader.government.pk, reader.today)
    return cache_calls(lambda sent: due_date(sent, approval_days(sent)["days"], reader.holidays))


def _sent_in(reader: Reader, first: datetime.date) -> QuerySet[Any]:
    last = month_end(first)
    return _dated(reader, first, last, working_days(first, last, reader.holidays))


def _decided_in_time(reader: Reader, first: datetime.date) -> QuerySet[Any]:
    found, due_on = _sent_in(reader, first).filter(TO_DECIDE, decided_day__isnull=False), _due_days(reader)
    in_time = Q(pk__in=())
    for day in found.values_list("sent_day", flat=True).distinct():
        in_time |= Q(sent_day=day, decided_day__lte=due_on(day))
    return found.filter(in_time)


def _report_rows(reader: Reader, title: str, reports: QuerySet[Any]) -> RowPage:
    rows = reports.select_related("employee__unit", "unit").order_by("unit__path", "employee__name", "employee", "date")
    return RowPage(
        title=title,
        columns=(_("Name"), _("Unit"), _("Day"), _("State")),
        source=rows,
        cells=lambda report: _report_cells(reader, report),
        lead=_("%(month)s. Each report once, by unit, name and day.")
        % {"month": formats.date_format(last_month(reader), "YEAR_MONTH_FORMAT")},
    )


def _report_cells(reader: Reader, report: DailyWorkReport) -> tuple[Cell, ...]:
    # Of those who have moved elsewhere since, the report belongs to heads there.
    is_open = report.employee.unit.path.startswith(reader.unit.path)
    return (
        Cell(report.employee.full_name),
        Cell(report.unit.name),
        Cell(str(formats.date_format(report.date)), report.get_absolute_url() if is_open else ""),
        Cell(str(report.get_state_display())),
    )


def _choices(reader: Reader, key: str, choice: str) -> tuple[tuple[str, str, bool], ...]:
    return (
        (_("Reports"), reader.rows_url(key), choice != UNITS),
        (_("By unit"), reader.rows_url(key, rows=UNITS), choice == UNITS),
    )


def _unit_rows(reader: Reader, title: str, parts: Any, labels: tuple[str, str]) -> RowPage:
    table, first = work_table(reader), last_month(reader)
    by_unit = table.units(first)
    units = [
        unit
        for unit in OrganizationalUnit.objects.filter(pk__in=by_unit).order_by("path")
        if parts(by_unit[unit.pk])[1] or parts(by_unit[unit.pk])[0]
    ]
    return RowPage(
        title=title,
        columns=(_("Unit"), *labels, _("Share")),
        source=units,
        cells=lambda unit: _cells(reader, unit, *parts(by_unit[unit.pk])),
        lead=_("%(month)s. Units in the order of the structure; the sums are the figure.")
        % {"month": formats.date_format(first, "YEAR_MONTH_FORMAT")},
    )


def _cells(reader: Reader, unit: OrganizationalUnit, part: int, whole: int) -> tuple[Cell, ...]:
    share = percent_text(part, whole)
    address = "" if unit.pk == reader.unit.pk else reverse("evaluations:dashboard", args=[unit.pk])
    return (
        Cell(unit.name, address),
        Cell(formats.number_format(part), is_number=True),
        Cell(formats.number_format(whole), is_number=True),
        Cell(f"{share} %" if whole else share, is_number=True),
    )
