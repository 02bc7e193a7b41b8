"""Daily reports (two years in three villages, a few months in other offices and of all heads), schedules, and the
monthly reports made from them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from asn_portal import __version__
from asn_portal.copying import copy_in
from asn_portal.documents.services import ALLOWED_PDF, store_document
from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.supervision import head_of, supervisor_of
from evaluations.domain.calendar import month_start, next_month, previous_month, working_days
from evaluations.domain.schedule import MonthlyRule
from evaluations.enums import DailyState, RunState
from evaluations.models import DailyWorkEntry, DailyWorkReport, ReportRun, ReportSchedule
from evaluations.reports.paper import unit_month_pdf
from evaluations.reports.unit_month import gather_unit_month, to_snapshot
from evaluations.services.run import REPORT_KIND, snapshot_hash
from surveys.models import Holiday

# Unit → who keeps its schedule.
VILLAGES = {"belawan-i": "hr@belawan.demo", "terjun": "hr@medan.demo", "kampung-bandar": "hr@pekanbaru.demo"}
# These took the portal up later: their reports and schedules begin RECENT_MONTHS before this month.
RECENT_UNITS = {
    "medan-belawan": "hr@belawan.demo",
    "medan-marelan": "hr@medan.demo",
    "bahagia": "hr@belawan.demo",
    "bagan-deli": "hr@belawan.demo",
    "senapelan": "hr@pekanbaru.demo",
    "sago": "hr@pekanbaru.demo",
}
# The newest report of this one failed.
FAILING = "sago"
PAUSED = {"rengas-pulau": "hr@medan.demo"}
# In turn, so that a small team also shows each. None: not written.
STATES_OF_THE_LAST_DAY = (
    DailyState.SUBMITTED,
    DailyState.APPROVED,
    DailyState.SUBMITTED,
    None,
    DailyState.RETURNED,
    DailyState.SUBMITTED,
    DailyState.APPROVED,
    DailyState.DRAFT,
)
DAYS = 730
RECENT_MONTHS = 3
# Longer ago the reports have fewer lines.
RECENT_DAYS = 90
# Of the villages; every other paper is made from its snapshot when somebody asks for it.
MONTHS_WITH_PDF = 1

ACTIVITIES = (
    ("Melayani surat pengantar KTP dan KK", "surat pengantar", (120, 150, 180)),
    ("Melayani legalisasi dan surat keterangan usaha", "surat keterangan", (90, 120, 150)),
    ("Memverifikasi berkas bantuan sosial warga", "berkas", (120, 150, 180)),
    ("Memutakhirkan data penduduk lingkungan", "data keluarga", (90, 120, 150)),
    ("Menyusun laporan kegiatan bulanan", "laporan", (60, 90, 120)),
    ("Mengarsipkan surat masuk dan surat keluar", "surat", (60, 75, 90)),
    ("Mendampingi kegiatan posyandu", "kegiatan", (120, 150)),
    ("Rapat koordinasi dengan kepala lingkungan", "notulen", (60, 90, 120)),
    ("Menindaklanjuti pengaduan warga", "pengaduan", (60, 90, 120)),
    ("Survei lapangan drainase dan kebersihan", "lokasi", (90, 120, 150)),
    ("Menyiapkan bahan musrenbang", "berkas", (90, 120)),
    ("Memperbarui papan informasi dan media sosial", "unggahan", (30, 45, 60)),
)
COMMENTS = (
    "Sebutkan jumlah berkas yang diselesaikan.",
    "Keluaran rapat belum ditulis. Lampirkan notulen.",
    "Waktunya melebihi jam kerja; periksa lagi.",
)
FEEDBACK = (
    "Terima kasih, pelayanan hari ini rapi.",
    "Bagus. Bagikan caranya kepada rekan di loket.",
)


def load(world: DemoWorld) -> None:
    since, recently = next_month(world.date_before(DAYS)), _months_before(world.today, RECENT_MONTHS)
    begins = {**dict.fromkeys(VILLAGES, since), **dict.fromkeys(RECENT_UNITS, recently)}
    steps = 2 * len(begins) + 1
    with _many_inserts():
        for number, (slug, begin) in enumerate(begins.items(), start=1):
            unit = world.units[slug]
            head = head_of(unit, world.today)
            staff = Employee.objects.active().filter(unit=unit).exclude(pk=head.pk).order_by("pk")
            _add_daily_reports(world, list(staff), begin, lambda _person, head=head: head)
            world.progress(number, steps)
        _add_reports_of_heads(world, recently)
    world.progress(len(begins) + 1, steps)
    _take_statistics()
    keepers = {**VILLAGES, **RECENT_UNITS}
    for number, (slug, begin) in enumerate(begins.items(), start=1):
        schedule = _add_schedule(world, world.units[slug], keepers[slug], begin)
        _add_runs(world, schedule, begin, papers=MONTHS_WITH_PDF if slug in VILLAGES else 0, fails=slug == FAILING)
        world.progress(len(begins) + 1 + number, steps)
    for slug, keeper in PAUSED.items():
        _add_schedule(world, world.units[slug], keeper, recently, is_active=False, next_run_at=None)


@contextmanager
def _many_inserts() -> Iterator[None]:
    """Keep a hundred thousand inserts fast: no history of invented days, and foreign keys checked at once.

    Each row asks, in a savepoint of its own, whether its history trigger is to be ignored; while checks wait for the
    end of the transaction, Postgres walks through all of them each time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pgtrigger.ignore("evaluations.DailyWorkReport:insert_insert", "evaluations.DailyWorkEntry:insert_insert"):
        yield


def _take_statistics() -> None:
    """What this transaction has added is unknown to the planner until somebody counts it."""
    with connection.cursor() as cursor:
        for model in (Employee, PositionHistory, DailyWorkReport):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _months_before(day: datetime.date, months: int) -> datetime.date:
    first = month_start(day)
    for _each in range(months):
        first = previous_month(first)
    return first


def _add_reports_of_heads(world: DemoWorld, since: datetime.date) -> None:
    """Heads report to the head above them; who stands at the very top needs nobody's approval."""
    heads = Employee.objects.active().filter(position__is_head=True).select_related("unit").order_by("pk")
    for government in {unit.government_path for unit in world.units.values()}:
        people = list(heads.filter(unit__path__startswith=government))
        _add_daily_reports(world, people, since, lambda person: supervisor_of(person, world.today))


def _add_daily_reports(
    world: DemoWorld,
    staff: list[Employee],
    since: datetime.date,
    head_above: Callable[[Employee], Employee | None],
) -> None:
    """Of people of one government, weekday by weekday; the last days stand at every state."""
    holidays = Holiday.objects.dates_for(staff[0].unit.government_path)
    days = working_days(since, world.today, holidays)
    # A demo that is loaded on a day off shows the working day before as its newest.
    last_days = days[-4:]
    demo_staff = {user.pk for user in world.users.values()}
    reports: list[DailyWorkReport] = []
    lines: list[list[tuple[str, str, int, int]]] = []
    for number, person in enumerate(staff):
        head = head_above(person)
        habit = world.rng.uniform(0.90, 0.985)
        for day in days:
            state = _state(world, day, last_days, habit, number, is_demo_account=person.user_id in demo_staff)
            if state is None:
                continue
            work = _work(world, most=3 if (world.today - day).days < RECENT_DAYS else 2)
            reports.append(_report(world, person, head, day, state, sum(line[3] for line in work)))
            lines.append(work)
    copy_in(reports)
    copy_in(
        [
            DailyWorkEntry(
                report=report, order=order, activity=activity, output=output, quantity=quantity, minutes=minutes
            )
            for report, work in zip(reports, lines, strict=True)
            for order, (activity, output, quantity, minutes) in enumerate(work, start=1)
        ]
    )


def _state(
    world: DemoWorld,
    day: datetime.date,
    last_days: list[datetime.date],
    habit: float,
    number: int,
    *,
    is_demo_account: bool,
) -> DailyState | None:
    """None: not written. `number` counts the people of the team."""
    chance = world.rng.random()
    if day not in last_days:
        return DailyState.APPROVED if chance < habit else None
    if is_demo_account:
        # The demo's employee: today is still to write, one report was returned, one waits.
        return {
            last_days[-1]: None,
            last_days[-2]: DailyState.SUBMITTED,
            last_days[-3]: DailyState.RETURNED,
        }.get(day, DailyState.APPROVED)
    if day == last_days[-1]:
        return STATES_OF_THE_LAST_DAY[number % len(STATES_OF_THE_LAST_DAY)]
    states = (DailyState.APPROVED, DailyState.SUBMITTED, DailyState.RETURNED, None)
    return world.rng.choices(states, weights=(72, 14, 6, 8))[0]


def _work(world: DemoWorld, *, most: int) -> list[tuple[str, str, int, int]]:
    """Up to three activities (text, output, quantity, minutes) that come to about a working day."""
    rng = world.rng
    chosen = rng.sample(ACTIVITIES, rng.randint(most - 1, most))
    work = [(text, output, rng.randint(1, 18), rng.choice(minutes)) for text, output, minutes in chosen]
    missing = rng.choice((405, 420, 435, 450, 450, 460)) - sum(line[3] for line in work)
    if missing > 0:
        text, output, quantity, minutes = work[0]
        work[0] = (text, output, quantity, minutes + missing)
    return work


def _report(
    world: DemoWorld,
    person: Employee,
    head: Employee | None,
    day: datetime.date,
    state: DailyState,
    minutes: int,
) -> DailyWorkReport:
    rng = world.rng
    if head is None and state != DailyState.DRAFT:
        state = DailyState.APPROVED
    # A demo that is loaded in the morning has nothing from the afternoon.
    now = timezone.now()
    sent = min(_moment(day, 15, rng.randint(0, 90)), now) if state != DailyState.DRAFT else None
    is_decided = state in {DailyState.APPROVED, DailyState.RETURNED}
    return DailyWorkReport(
        employee=person,
        unit=person.unit,
        date=day,
        state=state,
        minutes=minutes,
        submitted_at=sent,
        decided_by_id=head.user_id if is_decided and head else None,
        decided_at=min(_moment(day, 16, rng.randint(35, 300)), now) if is_decided else None,
        comment=rng.choice(COMMENTS) if state == DailyState.RETURNED else "",
        feedback=rng.choice(FEEDBACK) if is_decided and rng.random() < 0.01 else "",
    )


def _add_schedule(
    world: DemoWorld, unit: OrganizationalUnit, keeper: str, since: datetime.date, **fields: Any
) -> ReportSchedule:
    rule = MonthlyRule(day=1, at=datetime.time(6), zone=unit.tz)
    values = {"is_active": True, "next_run_at": rule.next_after(timezone.now()), **fields}
    schedule = ReportSchedule.objects.create(
        unit=unit,
        name="Laporan evaluasi bulanan",
        day_of_month=rule.day,
        time_of_day=rule.at,
        owner=world.users[keeper],
        **values,
    )
    ReportSchedule.objects.filter(pk=schedule.pk).update(created_at=_moment(since, 9, 12))
    return schedule


def _add_runs(world: DemoWorld, schedule: ReportSchedule, since: datetime.date, *, papers: int, fails: bool) -> None:
    """A report for each month that has come due; the newest `papers` have their paper, others make it when asked."""
    unit = schedule.unit
    due = [month for month in _months(since, world.today) if _due(schedule, month) <= timezone.now()]
    if fails and due:
        _add_failure(schedule, due.pop())
    runs = []
    for month in due:
        snapshot = to_snapshot(gather_unit_month(unit, month))
        made = _due(schedule, month)
        runs.append(
            ReportRun(
                schedule=schedule,
                unit=unit,
                period_start=month,
                state=RunState.DONE,
                attempt=1,
                heartbeat_at=made,
                snapshot=snapshot,
                snapshot_sha256=snapshot_hash(snapshot),
                data_cutoff_at=made,
                code_version=__version__,
                # Nobody while the post was vacant.
                recipient=head_of(unit, made.date()),
                finished_at=made + datetime.timedelta(seconds=4),
            )
        )
    ReportRun.objects.bulk_create(runs)
    for run in runs[len(runs) - papers :]:
        run.document = store_document(
            file=ContentFile(unit_month_pdf(run), name=f"laporan-evaluasi-{unit.slug}-{run.period_start:%Y-%m}.pdf"),
            by=None,
            owner=run,
            kind=REPORT_KIND,
            unit_path=unit.path,
            allowed=ALLOWED_PDF,
        )
        run.save(update_fields=["document"])
    ReportSchedule.objects.filter(pk=schedule.pk).update(last_run_at=runs[-1].finished_at if runs else None)


def _add_failure(schedule: ReportSchedule, month: datetime.date) -> None:
    error = "OSError: No space left on device"
    ReportRun.objects.create(
        schedule=schedule,
        unit=schedule.unit,
        period_start=month,
        state=RunState.FAILED,
        attempt=3,
        failures=3,
        error=error,
    )
    ReportSchedule.objects.filter(pk=schedule.pk).update(last_error=error)


def _months(since: datetime.date, today: datetime.date) -> Iterator[datetime.date]:
    """First days of the months that are over."""
    month = month_start(since)
    while month < month_start(today):
        yield month
        month = next_month(month)


def _due(schedule: ReportSchedule, month: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(next_month(month), schedule.time_of_day, tzinfo=schedule.unit.tz)


def _moment(day: datetime.date, hour: int, minutes: int) -> datetime.datetime:
    begin = datetime.datetime.combine(day, datetime.time(hour), tzinfo=ZoneInfo("Asia/Jakarta"))
    return begin + datetime.timedelta(minutes=minutes)
