"""One's own month of daily reports, and the team of a day."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from employees.models import Employee
from employees.supervision import direct_reports
from evaluations.domain.calendar import edit_until, is_working_day, month_end, month_start, working_days
from evaluations.enums import SENT_DAILY_STATES, DailyState
from evaluations.models import DailyWorkReport
from surveys.models import Holiday

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class OwnDay:
    """One day of the calendar; `report` is None while nothing was written."""

    date: datetime.date
    is_in_month: bool
    is_working_day: bool
    is_today: bool
    is_future: bool
    may_write: bool
    report: DailyWorkReport | None

    @property
    def is_missing(self) -> bool:
        """Expected, and not sent yet."""
        unsent = self.report is None or self.report.state == DailyState.DRAFT
        return self.is_working_day and not self.is_future and unsent


@dataclass(frozen=True)
class OwnMonth:
    first: datetime.date
    weeks: list[list[OwnDay]]

    @property
    def days(self) -> list[OwnDay]:
        """Newest first: what a phone shows. Days on which nothing is expected and nothing was written are left out."""
        shown = [day for week in self.weeks for day in week if day.is_in_month and not day.is_future]
        return [day for day in reversed(shown) if day.is_working_day or day.report]


def holidays_of(employee: Employee) -> frozenset[datetime.date]:
    """Days off of the employee's government. Needs the unit; one query."""
    return frozenset(Holiday.objects.dates_for(employee.unit.government_path))


def own_month(
    employee: Employee, month: datetime.date, today: datetime.date, holidays: Collection[datetime.date]
) -> OwnMonth:
    """The weeks (Monday first) that touch a month. One query."""
    first, last = month_start(month), month_end(month)
    begin = first - datetime.timedelta(days=first.weekday())
    end = last + datetime.timedelta(days=6 - last.weekday())
    reports = {row.date: row for row in DailyWorkReport.objects.filter(employee=employee).between(begin, end)}

    def day_of(date: datetime.date) -> OwnDay:
        report = reports.get(date)
        is_open = report is None or report.state == DailyState.DRAFT
        return OwnDay(
            date=date,
            is_in_month=first <= date <= last,
            is_working_day=is_working_day(date, holidays),
            is_today=date == today,
            is_future=date > today,
            may_write=is_open and date <= today <= edit_until(date, holidays),
            report=report,
        )

    days = [day_of(begin + offset * ONE_DAY) for offset in range((end - begin).days + 1)]
    return OwnMonth(first=first, weeks=[days[start : start + 7] for start in range(0, len(days), 7)])


def missing_days(employee: Employee, today: datetime.date, holidays: Collection[datetime.date]) -> list[datetime.date]:
    """Working days up to today whose report was not sent and can still be written, oldest first. One query."""
    # Three working days never reach back further, whatever the holidays.
    recent = [day for day in working_days(today - 21 * ONE_DAY, today, holidays) if edit_until(day, holidays) >= today]
    if not recent:
        return []
    sent = DailyWorkReport.objects.filter(employee=employee).sent().between(recent[0], today)
    return sorted(set(recent) - set(sent.values_list("date", flat=True)))


@dataclass(frozen=True)
class TeamRow:
    employee: Employee
    report: DailyWorkReport | None
    label: str
    tone: str

    @property
    def is_waiting(self) -> bool:
        return self.report is not None and self.report.state == DailyState.SUBMITTED


@dataclass(frozen=True)
class TeamDay:
    """The direct reports of a head on one day: what waits first, then what is missing, then the rest; each by name."""

    date: datetime.date
    is_working_day: bool
    rows: list[TeamRow]
    # Other days on which reports of these people wait.
    other_days: list[datetime.date]

    @property
    def sent(self) -> list[TeamRow]:
        return [row for row in self.rows if row.report is not None]

    @property
    def missing(self) -> list[TeamRow]:
        return [row for row in self.rows if row.report is None]

    @property
    def waiting(self) -> list[TeamRow]:
        return [row for row in self.rows if row.is_waiting]


def team_day(head: Employee, date: datetime.date, today: datetime.date) -> TeamDay:
    """The same number of queries for any number of people. A draft is private: it counts as not written."""
    people = list(direct_reports(head).with_place().order_by("name", "pk"))
    of_the_day = Q(date=date, state__in=SENT_DAILY_STATES)
    found = DailyWorkReport.objects.filter(of_the_day | Q(state=DailyState.SUBMITTED), employee__in=people)
    rows = list(found.order_by("date"))
    reports = {report.employee_id: report for report in rows if report.date == date}
    prefetch_related_objects(list(reports.values()), "entries")
    holidays = holidays_of(head)
    is_expected = is_working_day(date, holidays)
    team = [_team_row(person, reports.get(person.pk), is_expected, date == today) for person in people]
    return TeamDay(
        date=date,
        is_working_day=is_expected,
        rows=sorted(team, key=_urgency),
        other_days=sorted({report.date for report in rows} - {date}),
    )


def _urgency(row: TeamRow) -> int:
    if row.is_waiting:
        return 0
    return 1 if row.report is None else 2


def _team_row(employee: Employee, report: DailyWorkReport | None, is_expected: bool, is_today: bool) -> TeamRow:
    if report is not None:
        return TeamRow(employee, report, str(report.get_state_display()), report.tone)
    if not is_expected:
        return TeamRow(employee, None, _("Day off"), "neutral")
    if is_today:
        return TeamRow(employee, None, _("Not yet"), "neutral")
    return TeamRow(employee, None, _("Not written"), "attention")
