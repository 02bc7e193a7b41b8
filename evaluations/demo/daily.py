"""Daily reports of invented people: what they did, for which result of their plan, where, and how long writing took."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import connection
from django.utils import timezone

from asn_portal.copying import copy_in
from asn_portal.operation.demo import DemoWorld
from employees.enums import LegalStatus
from employees.models import Employee, PositionHistory
from employees.supervision import supervisor_of
from evaluations.domain.calendar import working_days
from evaluations.enums import DailyState, PlanState, WorkPlace
from evaluations.models import DailyWorkEntry, DailyWorkReport, PlannedResult
from evaluations.reports.expected_days import expected_stays
from surveys.models import Holiday
from training.enums import SharingState
from training.models import SharingGuest, SharingSession

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
# Longer ago the reports have fewer lines.
RECENT_DAYS = 90

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
    "Hasil rapat belum ditulis. Lampirkan notulen.",
    "Waktunya melebihi jam kerja; periksa lagi.",
)
FEEDBACK = (
    "Terima kasih, pelayanan hari ini rapi.",
    "Bagus. Bagikan caranya kepada rekan di loket.",
)
# Work that is done outside the office.
OUTSIDE = ("Survei lapangan", "Mendampingi")
WRITER, SPEAKER = "pegawai@belawan.demo", "lurah@belawan.demo"


@contextmanager
def many_inserts() -> Iterator[None]:
    """Keep a hundred thousand inserts fast: no history of invented days, and foreign keys checked at once.

    Each row asks, in a savepoint of its own, whether its history trigger is to be ignored; while checks wait for the
    end of the transaction, Postgres walks through all of them each time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pgtrigger.ignore("evaluations.DailyWorkReport:insert_insert", "evaluations.DailyWorkEntry:insert_insert"):
        yield
    # What comes after may need its end, as histories and current values do.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def take_statistics() -> None:
    """What this transaction has added is unknown to the planner until somebody counts it."""
    with connection.cursor() as cursor:
        for model in (Employee, PositionHistory, DailyWorkReport):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def add_reports_of_heads(world: DemoWorld, since: datetime.date) -> None:
    """Heads report to the head above them; who stands at the very top needs nobody's approval."""
    heads = Employee.objects.active().filter(position__is_head=True).select_related("unit").order_by("pk")
    for government in {unit.government_path for unit in world.units.values()}:
        people = list(heads.filter(unit__path__startswith=government))
        add_daily_reports(world, people, since, lambda person: supervisor_of(person, world.today))


def add_daily_reports(
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
    results = _results_of(staff)
    served = _days_until_they_left(staff, days)
    reports: list[DailyWorkReport] = []
    lines: list[list[tuple[str, str, int, int]]] = []
    for number, person in enumerate(staff):
        head = head_above(person)
        habit = world.rng.uniform(0.90, 0.985)
        for day in served.get(person.pk, days):
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
                report=report,
                order=order,
                activity=activity,
                output=output,
                quantity=quantity,
                minutes=minutes,
                place=_place(report, activity),
                result_id=_result(results[report.employee_id], report.date, order),
            )
            for report, work in zip(reports, lines, strict=True)
            for order, (activity, output, quantity, minutes) in enumerate(work, start=1)
        ]
    )


def _days_until_they_left(staff: list[Employee], days: list[datetime.date]) -> dict[int, list[datetime.date]]:
    """Of those out of service today, by their key: the days on which a report was still expected of them."""
    found: dict[int, list[datetime.date]] = {
        person.pk: [] for person in staff if not LegalStatus(person.status).is_active
    }
    for stay in expected_stays(days[0], days[-1], people=found):
        found[stay.employee_id] += stay.among(days)
    return found


def _results_of(staff: list[Employee]) -> dict[int, list[tuple[datetime.date, datetime.date, int]]]:
    """Results of agreed plans with the days of their plan, by employee."""
    found: dict[int, list[tuple[datetime.date, datetime.date, int]]] = defaultdict(list)
    rows = PlannedResult.objects.filter(plan__employee__in=staff, plan__state=PlanState.AGREED).order_by("order", "pk")
    for employee_id, period, pk in rows.values_list("plan__employee", "plan__period", "pk"):
        found[employee_id].append((period.lower, period.upper, pk))
    return found


def _result(results: list[tuple[datetime.date, datetime.date, int]], day: datetime.date, order: int) -> int | None:
    """Most lines serve a result; the last ones of a day are odd jobs."""
    fitting = [pk for first, following, pk in results if first <= day < following]
    return fitting[(day.day + order) % len(fitting)] if fitting and order < 3 else None


def _place(report: DailyWorkReport, activity: str) -> str:
    if activity.startswith(OUTSIDE):
        return WorkPlace.FIELD.value
    is_at_home = report.date.weekday() == 4 and report.employee_id % 6 == 0
    return WorkPlace.HOME.value if is_at_home else WorkPlace.OFFICE.value


def add_proposals(world: DemoWorld) -> None:
    """A sharing session of this morning, which the portal proposes to who was there."""
    speaker, guest = (Employee.objects.select_related("unit").get(user=world.users[name]) for name in (SPEAKER, WRITER))
    sharing = SharingSession.objects.create(
        unit=speaker.unit,
        proposer=speaker,
        title="Membaca hasil survei kepuasan warga",
        starts_at=_moment(world.today, 7, 30),
        ends_at=_moment(world.today, 8, 30),
        place="Ruang rapat kelurahan",
        learning_hours=1,
        state=SharingState.HELD,
        decided_by=world.users[SPEAKER],
    )
    SharingGuest.objects.create(sharing=sharing, employee=guest, is_present=True)


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
        # Some write without a script: nobody knows how long.
        seconds_spent=(45 + (person.pk * 37 + day.toordinal() * 13) % 200) if person.pk % 7 else None,
        feedback=rng.choice(FEEDBACK) if is_decided and rng.random() < 0.01 else "",
    )


def _moment(day: datetime.date, hour: int, minutes: int) -> datetime.datetime:
    begin = datetime.datetime.combine(day, datetime.time(hour), tzinfo=ZoneInfo("Asia/Jakarta"))
    return begin + datetime.timedelta(minutes=minutes)
