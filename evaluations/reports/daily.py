"""One's own month of daily reports."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from employees.models import Employee
from evaluations.domain.calendar import edit_until, is_working_day, month_end, month_start, working_days
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.evaluation_rules import values_by_day
from evaluations.models import DailyWorkReport
from evaluations.reports.expected_days import Stay, expected_stays
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


@dataclass(frozen=True)
class OwnPage:
    """A month, and what is to be done whatever the month: today's report, days that are missing before today, reports
    that were returned, oldest first."""

    month: OwnMonth
    todays: DailyWorkReport | None
    missing: list[datetime.date]
    returned: list[DailyWorkReport]


@dataclass(frozen=True)
class _Duty:
    """On which days a report is expected of one person, and until when each can be written."""

    holidays: Collection[datetime.date]
    writable_until: Callable[[datetime.date], datetime.date]
    stays: Sequence[Stay]

    def among(self, days: Sequence[datetime.date]) -> list[datetime.date]:
        """Those of these working days, oldest first, on which a report is expected."""
        return sorted({day for stay in self.stays for day in stay.among(days)})


def holidays_of(employee: Employee) -> frozenset[datetime.date]:
    """Days off of the employee's government. Needs the unit; one query."""
    return frozenset(Holiday.objects.dates_for(employee.unit.government_path))


def windows_of(
    employee: Employee, holidays: Collection[datetime.date], until: datetime.date
) -> Callable[[datetime.date], datetime.date]:
    """Until when the report of a day may be written, by the rule of that day. One query."""
    days = values_by_day(EvaluationRuleKey.EDIT_DAYS, employee.government_id, until)
    return lambda day: edit_until(day, holidays, days(day)["days"])


def own_page(
    employee: Employee, month: datetime.date, today: datetime.date, holidays: Collection[datetime.date]
) -> OwnPage:
    """Six queries, for any month."""
    begin, end = _weeks(month)
    duty = _duty(employee, min(begin, today - FURTHEST_BACK), max(end, today), holidays)
    own = DailyWorkReport.objects.filter(employee=employee)
    acts = list(own.filter(Q(date=today) | Q(state=DailyState.RETURNED)).order_by("date"))
    return OwnPage(
        month=_month(employee, month, today, duty),
        todays=next((report for report in acts if report.date == today), None),
        missing=[day for day in _missing(employee, today, duty) if day != today],
        returned=[report for report in acts if report.state == DailyState.RETURNED],
    )


def own_month(
    employee: Employee, month: datetime.date, today: datetime.date, holidays: Collection[datetime.date]
) -> OwnMonth:
    """The weeks (Monday first) that touch a month. Four queries."""
    return _month(employee, month, today, _duty(employee, *_weeks(month), holidays))


def missing_days(employee: Employee, today: datetime.date, holidays: Collection[datetime.date]) -> list[datetime.date]:
    """Working days up to today whose report is expected, was not sent and can still be written, oldest first. Four
    queries."""
    return _missing(employee, today, _duty(employee, today - FURTHEST_BACK, today, holidays))


def _duty(employee: Employee, since: datetime.date, until: datetime.date, holidays: Collection[datetime.date]) -> _Duty:
    """Three queries."""
    stays = expected_stays(since, until, people=[employee.pk])
    return _Duty(holidays, windows_of(employee, holidays, until), stays)


def _weeks(month: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The Monday and the Sunday around a month."""
    first, last = month_start(month), month_end(month)
    return first - first.weekday() * ONE_DAY, last + (6 - last.weekday()) * ONE_DAY


def _month(employee: Employee, month: datetime.date, today: datetime.date, duty: _Duty) -> OwnMonth:
    first, last = month_start(month), month_end(month)
    begin, end = _weeks(month)
    reports = {row.date: row for row in DailyWorkReport.objects.filter(employee=employee).between(begin, end)}
    expected = set(duty.among(working_days(begin, end, duty.holidays)))

    def day_of(date: datetime.date) -> OwnDay:
        report = reports.get(date)
        is_open = report is None or report.state == DailyState.DRAFT
        return OwnDay(
            date=date,
            is_in_month=first <= date <= last,
            is_working_day=is_working_day(date, duty.holidays),
            is_expected=date in expected,
            is_today=date == today,
            is_future=date > today,
            may_write=is_open and date <= today <= duty.writable_until(date),
            report=report,
        )

    days = [day_of(begin + offset * ONE_DAY) for offset in range((end - begin).days + 1)]
    return OwnMonth(first=first, weeks=[days[start : start + 7] for start in range(0, len(days), 7)])


def _missing(employee: Employee, today: datetime.date, duty: _Duty) -> list[datetime.date]:
    days = working_days(today - FURTHEST_BACK, today, duty.holidays)
    recent = duty.among([day for day in days if duty.writable_until(day) >= today])
    if not recent:
        return []
    sent = DailyWorkReport.objects.filter(employee=employee).sent().between(recent[0], today)
    return sorted(set(recent) - set(sent.values_list("date", flat=True)))
