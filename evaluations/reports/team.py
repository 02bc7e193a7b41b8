"""The supervisor's board: the direct reports of a head on one day, and their week."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from asn_portal.access.scope import paths_filter
from asn_portal.documents.models import Document
from employees.enums import AssignmentKind
from employees.models import Employee, PositionHistory
from employees.supervision import direct_reports
from evaluations.domain.calendar import edit_until, is_working_day, working_days
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.evaluation_rules import completed
from evaluations.models import DailyWorkEntry, DailyWorkReport, EvaluationRule
from evaluations.reports.daily import holidays_of
from evaluations.reports.expected_days import expected_stays
from surveys.domain.deadlines import due_date

ONE_DAY = datetime.timedelta(days=1)
WEEK = 7
SATURDAY = 5


@dataclass(frozen=True)
class DayCell:
    """One person's day in words and colour. `short` stands in the week, `label` in the list, `detail` says since when
    or until when; `is_late` is beyond the days of the rule."""

    date: datetime.date
    label: str
    short: str
    tone: str
    detail: str = ""
    is_late: bool = False
    is_missing: bool = False
    url: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class TeamRow:
    """One person on the chosen day, with the week around it."""

    employee: Employee
    report: DailyWorkReport | None
    cell: DayCell
    week: tuple[DayCell, ...]

    @property
    def is_waiting(self) -> bool:
        return self.report is not None and self.report.state == DailyState.SUBMITTED

    @property
    def is_missing(self) -> bool:
        return self.cell.is_missing


@dataclass(frozen=True)
class StandIn:
    """Somebody acts for the head in a unit, and decides meanwhile."""

    name: str
    unit: str
    until: datetime.date | None


@dataclass(frozen=True)
class TeamBoard:
    """What waits first, then what is missing, then the rest; each by name."""

    date: datetime.date
    is_working_day: bool
    days: tuple[datetime.date, ...]
    rows: list[TeamRow]
    # Other days on which reports of these people wait, oldest first.
    other_days: list[datetime.date]
    stand_ins: list[StandIn]

    @property
    def sent(self) -> list[TeamRow]:
        return [row for row in self.rows if row.report is not None]

    @property
    def missing(self) -> list[TeamRow]:
        return [row for row in self.rows if row.is_missing]

    @property
    def waiting(self) -> list[TeamRow]:
        return [row for row in self.rows if row.is_waiting]

    @property
    def late(self) -> int:
        """Late days of the week, of whomever."""
        return sum(cell.is_late for row in self.rows for cell in row.week)

    @property
    def fingerprint(self) -> str:
        """Changes with everything that the board shows, and with nothing else."""
        shown = [
            (row.employee.pk, row.employee.full_name, row.cell, row.week, _content(row.report)) for row in self.rows
        ]
        facts = (get_language(), self.date, self.is_working_day, self.days, self.other_days, self.stand_ins, shown)
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _Rules:
    """What decides whether a day is late."""

    today: datetime.date
    chosen: datetime.date
    holidays: Collection[datetime.date]
    edit_days: Callable[[datetime.date], int]
    approval_days: Callable[[datetime.date], int]
    zone: Any
    # By person: the working days of the week on which a report is expected.
    expected: Mapping[int, Collection[datetime.date]]


def team_board(head: Employee, paths: Collection[str], date: datetime.date, today: datetime.date) -> TeamBoard:
    """`paths` are those of the units that the head heads today. The same number of queries for any number of people.

    A draft is private: it counts as not written. Whoever is the direct superior today sees the days before as well, of
    those who were in the team on them.
    """
    week = _week_of(date)
    people = _people(head, paths, week)
    if not people:
        holidays = holidays_of(head)
        return TeamBoard(date, is_working_day(date, holidays), (), [], [], _stand_ins(head, today))
    theirs = DailyWorkReport.objects.filter(employee__in=people)
    # One part looks into the months of the week alone, the other for the few that wait in any month.
    found = list(theirs.sent().between(week[0], week[-1]).union(theirs.submitted()).order_by("date"))
    waiting = {report.date for report in found if report.state == DailyState.SUBMITTED}
    rows = [report for report in found if week[0] <= report.date <= week[-1]]
    reports = {(report.employee_id, report.date): report for report in rows}
    prefetch_related_objects([report for report in rows if report.date == date], _entries(date))
    rules = _rules(head, date, today, people)
    used = {report.date for report in rows}
    days = tuple(day for day in week if day.weekday() < SATURDAY or day in used or day == date)
    team = [_row(person, date, days, reports, rules) for person in people]
    return TeamBoard(
        date=date,
        is_working_day=is_working_day(date, rules.holidays),
        days=days,
        rows=sorted(team, key=_urgency),
        other_days=sorted(waiting - {date}),
        stand_ins=[],
    )


def _week_of(date: datetime.date) -> list[datetime.date]:
    """Monday to Sunday."""
    monday = date - date.weekday() * ONE_DAY
    return [monday + offset * ONE_DAY for offset in range(WEEK)]


def _people(head: Employee, paths: Collection[str], week: list[datetime.date]) -> list[Any]:
    """By name, with `here_from`: since when their assignment is in the team, as far as the week can tell."""
    held = (
        PositionHistory.objects.valid()
        .definitive()
        .filter(paths_filter(paths, "position__unit__path"))
        .filter(employee=OuterRef("pk"), period__overlap=(week[0], week[-1] + ONE_DAY))
        .annotate(since=F("period__startswith"))
        .order_by("since")
    )
    staff = direct_reports(head, headed=paths).with_place().annotate(here_from=Subquery(held.values("since")[:1]))
    return list(staff.order_by("name", "pk"))


def _entries(day: datetime.date) -> Prefetch:
    """The lines with the result that they serve and their evidence. With the day, only its month is looked through."""
    files = (
        Document.objects.filter(owner_kind=DailyWorkEntry._meta.label_lower, owner_id=Cast(OuterRef("pk"), CharField()))
        .order_by("created_at")
        .values(found=JSONObject(id=Cast("id", CharField()), name="name"))
    )
    lines = DailyWorkEntry.objects.filter(report_date=day).select_related("result")
    lines = lines.annotate(files=ArraySubquery(files)).order_by("order")
    return Prefetch("entries", queryset=lines)


def _rules(head: Employee, date: datetime.date, today: datetime.date, people: Collection[Any]) -> _Rules:
    keys = (EvaluationRuleKey.EDIT_DAYS, EvaluationRuleKey.APPROVAL_DAYS)
    rows = EvaluationRule.objects.filter(government=head.government_id, key__in=keys, valid_from__lte=today)
    begun = list(rows.order_by("-valid_from").values_list("key", "valid_from", "value"))

    def days(key: EvaluationRuleKey) -> Callable[[datetime.date], int]:
        def on(day: datetime.date) -> int:
            value = next((value for each, start, value in begun if each == key and start <= day), None)
            return int(completed(key, value)["days"])

        return on

    holidays, week = holidays_of(head), _week_of(date)
    working = working_days(week[0], week[-1], holidays)
    expected: dict[int, set[datetime.date]] = defaultdict(set)
    for stay in expected_stays(week[0], week[-1], people=[person.pk for person in people]):
        expected[stay.employee_id].update(stay.among(working))
    return _Rules(
        today=today,
        chosen=date,
        holidays=holidays,
        expected=expected,
        edit_days=days(EvaluationRuleKey.EDIT_DAYS),
        approval_days=days(EvaluationRuleKey.APPROVAL_DAYS),
        zone=head.unit.tz,
    )


def _row(
    person: Any,
    date: datetime.date,
    days: tuple[datetime.date, ...],
    reports: dict[tuple[int, datetime.date], DailyWorkReport],
    rules: _Rules,
) -> TeamRow:
    def cell(day: datetime.date) -> DayCell:
        report = reports.get((person.pk, day))
        return _sent_cell(report, rules) if report is not None else _open_cell(person, day, rules)

    return TeamRow(person, reports.get((person.pk, date)), cell(date), tuple(cell(day) for day in days))


def _sent_cell(report: DailyWorkReport, rules: _Rules) -> DayCell:
    label, detail, is_late = str(report.get_state_display()), "", False
    shorts = {
        DailyState.SUBMITTED: pgettext("daily report, short", "Waits"),
        DailyState.APPROVED: pgettext("daily report, short", "Approved"),
        DailyState.RETURNED: pgettext("daily report, short", "Returned"),
    }
    tone = report.tone
    if report.state == DailyState.SUBMITTED:
        sent = timezone.localdate(report.submitted_at, rules.zone)
        due = due_date(sent, rules.approval_days(sent), rules.holidays)
        is_late = rules.today > due
        words = _("since %(since)s; was due %(due)s") if is_late else _("since %(since)s; due %(due)s")
        detail = words % {"since": _day(sent), "due": _day(due)}
        tone = "attention" if is_late else tone
    elif report.state == DailyState.RETURNED:
        begin = max(report.date, timezone.localdate(report.decided_at, rules.zone))
        until = edit_until(begin, rules.holidays, rules.edit_days(begin))
        is_late = rules.today > until
        words = _("could be corrected until %(day)s") if is_late else _("to be corrected until %(day)s")
        detail = words % {"day": _day(until)}
        tone = "bad" if is_late else tone
    return DayCell(
        date=report.date,
        label=label,
        short=shorts[DailyState(report.state)],
        tone=tone,
        detail=detail,
        is_late=is_late,
        url=report.get_absolute_url(),
        is_chosen=report.date == rules.chosen,
    )


def _open_cell(person: Any, day: datetime.date, rules: _Rules) -> DayCell:
    """A day without a report."""
    is_chosen = day == rules.chosen
    if person.position_id is not None and (person.here_from is None or day < person.here_from):
        elsewhere = pgettext("daily report, short", "Elsewhere")
        return DayCell(day, _("Was not in the team yet"), elsewhere, "neutral", is_chosen=is_chosen)
    if not is_working_day(day, rules.holidays):
        return DayCell(day, _("Day off"), pgettext("daily report, short", "Off"), "neutral", is_chosen=is_chosen)
    if day > rules.today:
        return DayCell(day, _("Still to come"), "–", "neutral", is_chosen=is_chosen)
    if day not in rules.expected.get(person.pk, ()):
        away = pgettext("daily report, short", "Away")
        return DayCell(day, _("No report is expected"), away, "neutral", is_chosen=is_chosen)
    until = edit_until(day, rules.holidays, rules.edit_days(day))
    is_late = rules.today > until
    words = _("could be written until %(day)s") if is_late else _("can be written until %(day)s")
    is_today = day == rules.today
    return DayCell(
        date=day,
        label=_("Not yet") if is_today else _("Not written"),
        short=pgettext("daily report, short", "Not yet") if is_today else pgettext("daily report, short", "Missing"),
        tone="neutral" if is_today else "bad" if is_late else "attention",
        detail="" if is_today else words % {"day": _day(until)},
        is_late=is_late,
        is_missing=True,
        url="" if is_chosen else f"{reverse('evaluations:team')}?date={day.isoformat()}",
        is_chosen=is_chosen,
    )


def _stand_ins(head: Employee, today: datetime.date) -> list[StandIn]:
    """Who acts in the posts that the head holds definitively."""
    own = PositionHistory.objects.on(today).heading().filter(employee=head, kind=AssignmentKind.DEFINITIVE)
    acting = PositionHistory.objects.on(today).heading().filter(position__in=own.values("position"))
    rows = acting.exclude(employee=head).select_related("employee", "position__unit")
    return [StandIn(row.employee.full_name, row.position.unit.name, row.ended_on) for row in rows]


def _urgency(row: TeamRow) -> int:
    if row.is_waiting:
        return 0 if row.cell.is_late else 1
    return 2 if row.is_missing else 3


def _content(report: DailyWorkReport | None) -> Any:
    if report is None:
        return None
    lines = [
        (line.activity, line.output, str(line.quantity), line.minutes, line.place, line.result_id, line.files)  # type: ignore[attr-defined]
        for line in report.entries.all()
    ]
    return report.pk, report.state, report.minutes, report.submitted_at, report.feedback, lines


def _day(day: datetime.date) -> str:
    return str(formats.date_format(day, "j M"))
