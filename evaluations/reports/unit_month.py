"""The figures of a unit's monthly evaluation report, and their snapshot."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from employees.enums import LegalStatus
from employees.models import Employee, OrganizationalUnit, PositionHistory
from evaluations.domain.calendar import month_end, working_days
from evaluations.domain.daily import TARGET_MINUTES, percent_of
from evaluations.enums import DailyState
from evaluations.evaluation_rules import target_of_days
from evaluations.models import DailyWorkReport
from evaluations.reports.carried import CarriedAction, carried_actions, gather_actions
from evaluations.reports.expected_days import absent_people, expected_stays
from evaluations.reports.heading import Signatory, signatory_of
from surveys.models import Holiday

# Raised when the shape of a snapshot changes; older ones stay readable.
SNAPSHOT_FORMAT = 4


class DayOfWork(NamedTuple):
    date: datetime.date
    state: str
    minutes: int


# By employee, in the order of the days.
Reports = dict[int, list[DayOfWork]]


@dataclass(frozen=True)
class StaffLine:
    """One person's month. Days are counted by state; `missing` are those of the `expected` ones without a report that
    was sent."""

    name: str
    nip: str
    position: str
    reported: int
    approved: int
    waiting: int
    returned: int
    missing: int
    minutes: int
    percent: str
    has_left: bool
    # Since format 3.
    expected: int = 0
    # Since format 4: minutes of the expected days, and why nothing is expected any more of who is in no other unit.
    target_minutes: int = 0
    away: str = ""

    @property
    def away_label(self) -> str:
        return str(LegalStatus(self.away).label) if self.away else ""

    @property
    def percent_value(self) -> Decimal:
        return Decimal(self.percent)


@dataclass(frozen=True)
class WeekLine:
    """The reports expected in one week (Monday's date), by what became of them."""

    monday: str
    approved: int
    waiting: int
    returned: int
    missing: int

    @property
    def expected(self) -> int:
        return self.approved + self.waiting + self.returned + self.missing

    @property
    def starts_on(self) -> datetime.date:
        return datetime.date.fromisoformat(self.monday)


@dataclass(frozen=True)
class Totals:
    """Of expected reports: each person's working days in the unit. `extra` were written on days off. `target_minutes`
    are those of one person all month."""

    staff: int
    working_days: int
    target_minutes: int
    expected: int
    approved: int
    waiting: int
    returned: int
    missing: int
    extra: int
    minutes: int
    approved_percent: str
    minutes_percent: str
    # Since format 4; before, all days had the same minutes.
    expected_minutes: int | None = None

    @property
    def target_a_day(self) -> int:
        """The mean, where the rule changed within the month."""
        return round(self.target_minutes / self.working_days) if self.working_days else 0

    @property
    def minutes_of_expected(self) -> int:
        return self.expected * TARGET_MINUTES if self.expected_minutes is None else self.expected_minutes

    @property
    def approved_percent_value(self) -> Decimal:
        return Decimal(self.approved_percent)

    @property
    def minutes_percent_value(self) -> Decimal:
        return Decimal(self.minutes_percent)


@dataclass(frozen=True)
class UnitMonth:
    """The numbers of a report. `to_snapshot` and `from_snapshot` are each other's inverse."""

    government: str
    unit: str
    address: str
    phone: str
    email: str
    period_start: str
    totals: Totals
    weeks: tuple[WeekLine, ...]
    staff: tuple[StaffLine, ...]
    signatory: Signatory | None
    # Since format 2.
    follow_up: tuple[CarriedAction, ...] = ()

    @property
    def month(self) -> datetime.date:
        return datetime.date.fromisoformat(self.period_start)

    @property
    def sent_total(self) -> int:
        return sum(line.reported for line in self.staff)

    @property
    def approved_total(self) -> int:
        return sum(line.approved for line in self.staff)

    @property
    def minutes_total(self) -> int:
        return sum(line.minutes for line in self.staff)

    @property
    def signature_position(self) -> str:
        """`Plt. Lurah Bahagia` for an acting official."""
        return f"{self.signatory.prefix} {self.signatory.position}".strip() if self.signatory else ""


def gather_unit_month(unit: OrganizationalUnit, period_start: datetime.date) -> UnitMonth:
    """Read a month of a unit: its staff on the days on which they did not head it, and who reported there and has moved
    on. Eleven queries, a few more if somebody has."""
    first, last = period_start, month_end(period_start)
    government = unit.government
    holidays = frozenset(Holiday.objects.dates_for(unit.government_path))
    days = working_days(first, last, holidays)
    signatory, _head_id = signatory_of(unit, last)
    titles, headed = _positions(unit, first, last)
    by_employee = _reports(unit, first, last, headed)
    due: dict[int, set[datetime.date]] = defaultdict(set)
    for stay in expected_stays(first, last, unit=unit.pk):
        due[stay.employee_id].update(day for day in stay.among(days) if not _within(day, headed[stay.employee_id]))
    only_headed = {pk for pk in headed if not due.get(pk)} - by_employee.keys()
    people = _staff(unit, {*due, *by_employee} - only_headed)
    by_employee = {person.pk: by_employee[person.pk] for person in people if person.pk in by_employee}
    due = {person.pk: due[person.pk] for person in people if person.pk in due}
    target_of = target_of_days(government, last)
    away = absent_people(by_employee.keys() - due.keys(), first, last)
    lines = tuple(
        _staff_line(
            person,
            titles.get(person.pk),
            by_employee.get(person.pk, []),
            due.get(person.pk),
            target_of(due.get(person.pk) or days),
            away,
        )
        for person in people
    )
    weeks = _weeks(days, due, by_employee)
    return UnitMonth(
        government=government.name,
        unit=unit.name,
        address=unit.address,
        phone=unit.phone,
        email=unit.email,
        period_start=first.isoformat(),
        totals=_totals(
            lines,
            weeks,
            by_employee,
            frozenset(days),
            target_minutes=target_of(days),
            expected_minutes=sum(target_of(own) for own in due.values()),
        ),
        weeks=weeks,
        staff=lines,
        signatory=signatory,
        follow_up=tuple(CarriedAction(**action) for action in gather_actions(unit, first)),
    )


def to_snapshot(report: UnitMonth) -> dict[str, Any]:
    """Plain JSON: texts, whole numbers, and decimals as texts."""
    data = asdict(report)
    for name in ("weeks", "staff", "follow_up"):
        data[name] = list(data[name])
    return {"format": SNAPSHOT_FORMAT, **data}


def from_snapshot(snapshot: dict[str, Any]) -> UnitMonth:
    data = {name: value for name, value in snapshot.items() if name != "format"}
    signatory = data.pop("signatory")
    return UnitMonth(
        **{
            **data,
            "totals": Totals(**data["totals"]),
            "weeks": tuple(WeekLine(**week) for week in data["weeks"]),
            "staff": tuple(StaffLine(**line) for line in data["staff"]),
            "follow_up": tuple(carried_actions(data)),
        },
        signatory=Signatory(**signatory) if signatory else None,
    )


def _positions(
    unit: OrganizationalUnit, first: datetime.date, last: datetime.date
) -> tuple[dict[int, str], dict[int, list[Any]]]:
    """By person: the title of the last position under the unit's head between two days, and the periods in which they
    headed it, also for somebody else."""
    held = PositionHistory.objects.valid().filter(position__unit=unit)
    rows = held.definitive() | held.heading()
    rows = rows.filter(period__overlap=(first, last + datetime.timedelta(days=1))).order_by("period")
    titles: dict[int, str] = {}
    headed: dict[int, list[Any]] = defaultdict(list)
    for employee, title, is_head, period in rows.values_list(
        "employee", "position__title", "position__is_head", "period"
    ):
        if is_head:
            headed[employee].append(period)
        else:
            titles[employee] = title
    return titles, headed


def _within(day: datetime.date, periods: Iterable[Any]) -> bool:
    return any(day in period for period in periods)


def _reports(
    unit: OrganizationalUnit, first: datetime.date, last: datetime.date, headed: Mapping[int, Iterable[Any]]
) -> Reports:
    """Without those of days on which their writer headed the unit."""
    rows = DailyWorkReport.objects.filter(unit=unit).sent().between(first, last).order_by("date")
    found: Reports = defaultdict(list)
    for employee_id, day, *report in rows.values_list("employee_id", "date", "state", "minutes"):
        if not _within(day, headed.get(employee_id, ())):
            found[employee_id].append(DayOfWork(day, *report))
    return found


def _staff(unit: OrganizationalUnit, people: Iterable[int]) -> list[Employee]:
    """Of these, all but who is on record as the head without a history that says since when: they report to others."""
    places = PositionHistory.objects.valid().definitive().filter(employee=OuterRef("pk"))
    on_record = Q(position__unit=unit, position__is_head=True) & ~Exists(places)
    rows = Employee.objects.filter(pk__in=list(people)).exclude(on_record)
    return list(rows.select_related("position").order_by("name", "pk"))


def _staff_line(
    person: Employee,
    title: str | None,
    reports: Sequence[DayOfWork],
    due: Collection[datetime.date] | None,
    target: int,
    away: Mapping[int, str],
) -> StaffLine:
    """`title` is that of the month, if known. `due` are the days on which a report is expected; None of who only
    reported there and has moved on, or is `away`: the status of the absence by person."""
    states = Counter(day.state for day in reports)
    minutes = sum(day.minutes for day in reports if day.state == DailyState.APPROVED)
    return StaffLine(
        name=person.full_name,
        nip=person.nip,
        position=title or (person.position.title if person.position else ""),
        reported=len(reports),
        approved=states[DailyState.APPROVED],
        waiting=states[DailyState.SUBMITTED],
        returned=states[DailyState.RETURNED],
        missing=len({*due} - {day.date for day in reports}) if due else 0,
        minutes=minutes,
        percent=str(percent_of(minutes, target)),
        has_left=due is None,
        expected=len(due or ()),
        target_minutes=target,
        away=away.get(person.pk, ""),
    )


def _weeks(
    days: Sequence[datetime.date],
    due: Mapping[int, Collection[datetime.date]],
    by_employee: Reports,
) -> tuple[WeekLine, ...]:
    """What is expected of each person, and what became of it; reports of other days are not counted."""
    counts: dict[datetime.date, Counter[str]] = {_monday(day): Counter() for day in days}
    for employee_id, own in due.items():
        for day in own:
            counts[_monday(day)]["expected"] += 1
        for day_of_work in by_employee.get(employee_id, ()):
            if day_of_work.date in own:
                counts[_monday(day_of_work.date)][day_of_work.state] += 1
    return tuple(
        WeekLine(
            monday=monday.isoformat(),
            approved=count[DailyState.APPROVED],
            waiting=count[DailyState.SUBMITTED],
            returned=count[DailyState.RETURNED],
            missing=count["expected"]
            - count[DailyState.APPROVED]
            - count[DailyState.SUBMITTED]
            - count[DailyState.RETURNED],
        )
        for monday, count in sorted(counts.items())
    )


def _totals(
    lines: Sequence[StaffLine],
    weeks: Sequence[WeekLine],
    by_employee: Reports,
    days: frozenset[datetime.date],
    *,
    target_minutes: int,
    expected_minutes: int,
) -> Totals:
    expected = sum(week.expected for week in weeks)
    approved = sum(week.approved for week in weeks)
    minutes = sum(line.minutes for line in lines if not line.has_left)
    return Totals(
        staff=sum(not line.has_left for line in lines),
        working_days=len(days),
        target_minutes=target_minutes,
        expected=expected,
        approved=approved,
        waiting=sum(week.waiting for week in weeks),
        returned=sum(week.returned for week in weeks),
        missing=sum(week.missing for week in weeks),
        extra=sum(day.date not in days for rows in by_employee.values() for day in rows),
        minutes=minutes,
        approved_percent=str(percent_of(approved, expected)),
        minutes_percent=str(percent_of(minutes, expected_minutes)),
        expected_minutes=expected_minutes,
    )


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
