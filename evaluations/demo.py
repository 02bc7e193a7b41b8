"""Two years of daily reports in three villages, schedules, and the monthly reports made from them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import pgtrigger
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from asn_portal import __version__
from asn_portal.documents.services import ALLOWED_PDF, store_document
from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, OrganizationalUnit, PositionHistory
from employees.supervision import head_of
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
# Schedules of these begin next month: one is paused, one failed.
NEW_SCHEDULES = {
    "medan-belawan": "hr@belawan.demo",
    "bahagia": "hr@belawan.demo",
    "bagan-deli": "hr@belawan.demo",
    "senapelan": "hr@pekanbaru.demo",
}
DAYS = 730
# Longer ago the reports have fewer lines.
RECENT_DAYS = 90
MONTHS_WITH_PDF = 2
BATCH = 4000

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
    villages = {slug: world.units[slug] for slug in VILLAGES}
    for number, unit in enumerate(villages.values()):
        with _many_inserts():
            _add_daily_reports(world, unit)
        world.progress(2 * number + 2, 10)
    _take_statistics()
    schedules = [_add_schedule(world, unit, VILLAGES[slug]) for slug, unit in villages.items()]
    for number, schedule in enumerate(schedules):
        _add_runs(world, schedule)
        world.progress(7 + number, 10)
    _add_new_schedules(world)


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


def _add_daily_reports(world: DemoWorld, unit: OrganizationalUnit) -> None:
    """Weekday by weekday; the last days stand at every state."""
    holidays = Holiday.objects.dates_for(unit.government_path)
    days = working_days(world.date_before(DAYS), world.today, holidays)
    # A demo that is loaded on a day off shows the working day before as its newest.
    last_days = days[-4:]
    head = head_of(unit, world.today)
    staff = list(Employee.objects.active().filter(unit=unit).exclude(pk=head.pk).order_by("pk"))
    demo_staff = {user.pk for user in world.users.values()}
    reports: list[DailyWorkReport] = []
    lines: list[list[tuple[str, str, int, int]]] = []
    for person in staff:
        habit = world.rng.uniform(0.90, 0.985)
        for day in days:
            state = _state(world, day, last_days, habit, is_demo_account=person.user_id in demo_staff)
            if state is None:
                continue
            work = _work(world, most=3 if (world.today - day).days < RECENT_DAYS else 2)
            reports.append(_report(world, person, unit, head, day, state, sum(line[3] for line in work)))
            lines.append(work)
    DailyWorkReport.objects.bulk_create(reports, batch_size=BATCH)
    DailyWorkEntry.objects.bulk_create(
        (
            DailyWorkEntry(
                report=report, order=order, activity=activity, output=output, quantity=quantity, minutes=minutes
            )
            for report, work in zip(reports, lines, strict=True)
            for order, (activity, output, quantity, minutes) in enumerate(work, start=1)
        ),
        batch_size=BATCH,
    )


def _state(
    world: DemoWorld, day: datetime.date, last_days: list[datetime.date], habit: float, *, is_demo_account: bool
) -> DailyState | None:
    """None: not written."""
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
        states = (DailyState.SUBMITTED, DailyState.APPROVED, DailyState.DRAFT, None)
        return world.rng.choices(states, weights=(40, 15, 10, 35))[0]
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
    unit: OrganizationalUnit,
    head: Employee,
    day: datetime.date,
    state: DailyState,
    minutes: int,
) -> DailyWorkReport:
    rng = world.rng
    sent = _moment(day, 15, rng.randint(0, 90)) if state != DailyState.DRAFT else None
    is_decided = state in {DailyState.APPROVED, DailyState.RETURNED}
    return DailyWorkReport(
        employee=person,
        unit=unit,
        date=day,
        state=state,
        minutes=minutes,
        submitted_at=sent,
        decided_by=head.user if is_decided else None,
        decided_at=min(_moment(day, 16, rng.randint(35, 300)), timezone.now()) if is_decided else None,
        comment=rng.choice(COMMENTS) if state == DailyState.RETURNED else "",
        feedback=rng.choice(FEEDBACK) if is_decided and rng.random() < 0.01 else "",
    )


def _add_schedule(world: DemoWorld, unit: OrganizationalUnit, keeper: str, **fields: Any) -> ReportSchedule:
    rule = MonthlyRule(day=1, at=datetime.time(6), zone=unit.tz)
    values = {"is_active": True, "next_run_at": rule.next_after(timezone.now()), **fields}
    return ReportSchedule.objects.create(
        unit=unit,
        name="Laporan evaluasi bulanan",
        day_of_month=rule.day,
        time_of_day=rule.at,
        owner=world.users[keeper],
        **values,
    )


def _add_runs(world: DemoWorld, schedule: ReportSchedule) -> None:
    """A report for every finished month; the newest have their paper, the others make it again when asked."""
    unit = schedule.unit
    recipient = head_of(unit, world.today)
    month = next_month(world.date_before(DAYS))
    runs = []
    while month < month_start(world.today):
        snapshot = to_snapshot(gather_unit_month(unit, month))
        made = datetime.datetime.combine(next_month(month), schedule.time_of_day, tzinfo=unit.tz)
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
                recipient=recipient,
                finished_at=made + datetime.timedelta(seconds=4),
            )
        )
        month = next_month(month)
    ReportRun.objects.bulk_create(runs)
    for run in runs[-MONTHS_WITH_PDF:]:
        run.document = store_document(
            file=ContentFile(unit_month_pdf(run), name=f"laporan-evaluasi-{unit.slug}-{run.period_start:%Y-%m}.pdf"),
            by=None,
            owner=run,
            kind=REPORT_KIND,
            unit_path=unit.path,
            allowed=ALLOWED_PDF,
        )
        run.save(update_fields=["document"])
    schedule.last_run_at = runs[-1].finished_at
    schedule.save(update_fields=["last_run_at"])


def _add_new_schedules(world: DemoWorld) -> None:
    for slug, keeper in NEW_SCHEDULES.items():
        _add_schedule(world, world.units[slug], keeper)
    paused = world.units["rengas-pulau"]
    _add_schedule(world, paused, "hr@medan.demo", is_active=False, next_run_at=None)
    error = "OSError: No space left on device"
    failing = _add_schedule(world, world.units["sago"], "hr@pekanbaru.demo", last_error=error)
    ReportRun.objects.create(
        schedule=failing,
        unit=failing.unit,
        period_start=previous_month(world.today),
        state=RunState.FAILED,
        attempt=3,
        failures=3,
        error=error,
    )


def _moment(day: datetime.date, hour: int, minutes: int) -> datetime.datetime:
    begin = datetime.datetime.combine(day, datetime.time(hour), tzinfo=ZoneInfo("Asia/Jakarta"))
    return begin + datetime.timedelta(minutes=minutes)
