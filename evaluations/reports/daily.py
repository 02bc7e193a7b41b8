"""One's own month of daily reports."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass

from employees.models import Employee
from evaluations.domain.calendar import edit_until, is_working_day, month_end, month_start, working_days
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.evaluation_rules import values_by_day
from evaluations.models import DailyWorkReport
from evaluations.reports.expected_days import expected_of
from surveys.models import Holiday

ONE_DAY = datetime.timedelta(days=1)
# Three working days never reach back further, whatever the holidays; where an office gives more, older days stand in
# the calendar.
FURTHEST_BACK = datetime.timedelta(days=21)


@dataclass(frozen=True)
class OwnDay:
    """One day of the calendar; `report` is None while nothing was written."""

    date: datetime.date
    is_in_month: bool
    is_working_day: bool
    is_expected: bool
    is_today: bool
    is_future: bool
    may_write: bool
    report: DailyWorkReport | None

    @property
    def is_missing(self) -> bool:
        """Expected, and not sent yet."""
        unsent = self.report is None or self.report.state == DailyState.DRAFT
        return self.is_expected and not self.is_future and unsent


@dataclass(frozen=True)
class OwnMonth:
    first: datetime.date
    weeks: list[list[OwnDay]]

    @property
    def days(self) -> list[OwnDay]:
        """Newest first: what a phone shows. Days on which nothing is expected and nothing was written are left out."""
        shown = [day for week in self.weeks for day in week if day.is_in_month and not day.is_future]
        return [day for day in reversed(shown) if day.is_expected or day.report]


def holidays_of(employee: Employee) -> frozenset[datetime.date]:
    """Days off of the employee's government. Needs the unit; one query."""
    return frozenset(Holiday.objects.dates_for(employee.unit.government_path))


def windows_of(
    employee: Employee, holidays: Collection[datetime.date], until: datetime.date
) -> Callable[[datetime.date], datetime.date]:
    """Until when the report of a day may be written, by the rule of that day. One query."""
    days = values_by_day(EvaluationRuleKey.EDIT_DAYS, employee.government_id, until)
    return lambda day: edit_until(day, holidays, days(day)["days"])


def own_month(
    employee: Employee, month: datetime.date, today: datetime.date, holidays: Collection[datetime.date]
) -> OwnMonth:
    """The weeks (Monday first) that touch a month. Four queries."""
    first, last = month_start(month), month_end(month)
    begin = first - datetime.timedelta(days=first.weekday())
    end = last + datetime.timedelta(days=6 - last.weekday())
    reports = {row.date: row for row in DailyWorkReport.objects.filter(employee=employee).between(begin, end)}

    writable_until = windows_of(employee, holidays, end)
    expected = set(expected_of(employee, working_days(begin, end, holidays)))

    def day_of(date: datetime.date) -> OwnDay:
        report = reports.get(date)
        is_open = report is None or report.state == DailyState.DRAFT
        return OwnDay(
            date=date,
            is_in_month=first <= date <= last,
            is_working_day=is_working_day(date, holidays),
            is_expected=date in expected,
            is_today=date == today,
            is_future=date > today,
            may_write=is_open and date <= today <= writable_until(date),
            report=report,
        )

    days = [day_of(begin + offset * ONE_DAY) for offset in range((end - begin).days + 1)]
    return OwnMonth(first=first, weeks=[days[start : start + 7] for start in range(0, len(days), 7)])


def missing_days(employee: Employee, today: datetime.date, holidays: Collection[datetime.date]) -> list[datetime.date]:
    """Working days up to today whose report is expected, was not sent and can still be written, oldest first. Four
    queries."""
    writable_until = windows_of(employee, holidays, today)
    recent = [day for day in working_days(today - FURTHEST_BACK, today, holidays) if writable_until(day) >= today]
    recent = expected_of(employee, recent)
    if not recent:
        return []
    sent = DailyWorkReport.objects.filter(employee=employee).sent().between(recent[0], today)
    return sorted(set(recent) - set(sent.values_list("date", flat=True)))
