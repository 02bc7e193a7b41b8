"""Performance plans of this year: a district and its villages with the cascade, and plans at every stage."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone, translation

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, RatingHistory
from employees.supervision import supervisor_of
from evaluations.core_values import proposed_expectation
from evaluations.enums import Aspect, CoreValue, PlanState, ResultKind
from evaluations.models import (
    BehaviourExpectation,
    PlannedResult,
    ResultIndicator,
    ResultProgress,
    WorkPlan,
)

DISTRICT = "medan-belawan"
# Its head has two versions; two of its staff stand in between, one has no plan.
VILLAGE = "belawan-i"
# Of another government: its head has no plan yet, the staff planned without it.
UNLED_VILLAGE = "kampung-bandar"


@dataclass(frozen=True)
class Aim:
    """One result. `serves` is the place of the superior's result; None: linked to none."""

    title: str
    indicator: str
    aspect: Aspect
    target: str
    value: int | None = None
    measure: str = ""
    serves: int | None = None
    kind: ResultKind = ResultKind.MAIN


TOP = (
    Aim("Indeks kepuasan masyarakat kecamatan meningkat", "Nilai IKM", Aspect.QUALITY, "85", 85, "", 0),
    Aim("Layanan administrasi selesai tepat waktu", "Layanan dalam batas waktu", Aspect.TIME, "95 %", 95, "%", 1),
    Aim("Pengaduan warga tertangani", "Pengaduan tuntas", Aspect.QUANTITY, "90 %", 90, "%"),
    Aim("Kompetensi pegawai memenuhi standar jabatan", "Pegawai memenuhi 20 JP", Aspect.QUANTITY, "100 %", 100, "%"),
)
HEAD = (
    Aim("Kepuasan warga atas layanan meningkat", "Nilai IKM unit", Aspect.QUALITY, "86", 86, "", 0),
    Aim("Surat pengantar selesai pada hari yang sama", "Surat selesai sehari", Aspect.TIME, "95 %", 95, "%", 1),
    Aim("Pengaduan warga tuntas dalam lima hari kerja", "Pengaduan tuntas", Aspect.TIME, "90 %", 90, "%", 2),
    Aim(
        "Setiap pegawai belajar sedikitnya 20 JP",
        "Pegawai memenuhi 20 JP",
        Aspect.QUANTITY,
        "8 pegawai",
        8,
        "pegawai",
        3,
    ),
)
STAFF = (
    Aim(
        "Berkas layanan warga diselesaikan lengkap",
        "Berkas diselesaikan",
        Aspect.QUANTITY,
        "600 berkas",
        600,
        "berkas",
        1,
    ),
    Aim("Jawaban atas pengaduan disiapkan", "Jawaban disiapkan", Aspect.TIME, "paling lama 3 hari kerja", None, "", 2),
    Aim(
        "Arsip tahun berjalan tertata",
        "Bulan yang tertata",
        Aspect.QUANTITY,
        "12 bulan",
        12,
        "bulan",
        None,
        ResultKind.ADDITIONAL,
    ),
)
RESOURCES = "Satu komputer dan pemindai di loket; pendampingan dari kecamatan setiap triwulan."
CONSEQUENCES = "Hasil menjadi dasar penilaian, pengembangan, dan usulan kenaikan pangkat."


def add_plans(world: DemoWorld) -> None:
    # An official text: in Indonesian, whatever the language of who loads the demo.
    with translation.override("id"):
        # The ratings of last year are final: everybody had a plan.
        _add_district(world, world.today.year - 1)
        _add_district(world, world.today.year)
        _add_unled_village(world)


def _add_district(world: DemoWorld, year: int) -> None:
    """Heads before their staff, so that each plan finds the results that it serves."""
    is_this_year = year == world.today.year
    path = world.units[DISTRICT].path
    people = Employee.objects.active().filter(unit__path__startswith=path).select_related("unit", "position", "user")
    if not is_this_year:
        people = people.filter(pk__in=RatingHistory.objects.valid().filter(year=year).values("employee"))
    stages = iter((PlanState.PROPOSED, PlanState.RETURNED, None))
    accounts = {user.pk for user in world.users.values()}
    above: dict[int, list[PlannedResult]] = {}
    for person in sorted(people, key=lambda each: (len(each.unit.path), not _is_head(each), each.pk)):
        in_village = person.unit.slug == VILLAGE
        state: PlanState | None = PlanState.AGREED
        if is_this_year and in_village and not _is_head(person) and person.user_id not in accounts:
            state = next(stages, PlanState.AGREED)
        if state is None:
            continue
        superior = supervisor_of(person, world.today)
        aims = TOP if person.unit.path == path and _is_head(person) else HEAD if _is_head(person) else STAFF
        parents = above.get(superior.pk, []) if superior else []
        plan = _plan(world, person, superior, state, year)
        results = _fill(world, plan, aims, parents)
        if is_this_year and in_village and _is_head(person):
            results = _second_version(world, plan, results, parents)
        if state == PlanState.AGREED:
            above[person.pk] = results


def _add_unled_village(world: DemoWorld) -> None:
    unit = world.units[UNLED_VILLAGE]
    for person in Employee.objects.active().filter(unit=unit).select_related("unit", "position", "user"):
        superior = supervisor_of(person, world.today)
        state = PlanState.DRAFT if _is_head(person) else PlanState.AGREED
        _fill(world, _plan(world, person, superior, state, world.today.year), HEAD if _is_head(person) else STAFF, [])


def _is_head(person: Employee) -> bool:
    return bool(person.position and person.position.is_head)


def _plan(
    world: DemoWorld, person: Employee, superior: Employee | None, state: PlanState, year: int, **fields: Any
) -> WorkPlan:
    sent = min(_moment(datetime.date(year, 1, 12)), timezone.now())
    agreed = min(_moment(datetime.date(year, 1, 19)), timezone.now())
    waits = min(_moment(world.date_before(3)), timezone.now())
    is_agreed = state == PlanState.AGREED
    plan = WorkPlan.objects.create(
        employee=person,
        unit=person.unit,
        position=person.position,
        period=DateRange(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)),
        state=state,
        resources=RESOURCES,
        consequences=CONSEQUENCES,
        proposed_at=None if state == PlanState.DRAFT else sent if is_agreed else waits,
        agreed_at=agreed if is_agreed else None,
        agreed_by=superior.user if is_agreed and superior else None,
        comment="Target pengaduan belum terukur. Sebutkan batas harinya." if state == PlanState.RETURNED else "",
        **fields,
    )
    WorkPlan.objects.filter(pk=plan.pk).update(created_at=sent)
    return plan


def _fill(world: DemoWorld, plan: WorkPlan, aims: Iterable[Aim], parents: list[PlannedResult]) -> list[PlannedResult]:
    results = [
        PlannedResult(
            plan=plan,
            parent=parents[aim.serves] if aim.serves is not None and aim.serves < len(parents) else None,
            order=order,
            kind=aim.kind,
            title=aim.title,
            assigned_by=""
            if aim.serves is not None
            else "Camat Medan Belawan"
            if aim.kind == ResultKind.ADDITIONAL
            else "",
        )
        for order, aim in enumerate(aims, start=1)
    ]
    PlannedResult.objects.bulk_create(results)
    indicators = [
        ResultIndicator(
            result=result,
            order=1,
            aspect=aim.aspect,
            text=aim.indicator,
            target=aim.target,
            target_value=aim.value,
            unit_of_measure=aim.measure,
        )
        for result, aim in zip(results, aims, strict=True)
    ]
    ResultIndicator.objects.bulk_create(indicators)
    BehaviourExpectation.objects.bulk_create(
        BehaviourExpectation(plan=plan, value=value.value, text=proposed_expectation(value)) for value in CoreValue
    )
    is_running = plan.period.lower.year == world.today.year
    if is_running and plan.state == PlanState.AGREED and plan.employee.user is not None:
        _tell(world, plan.employee.user, indicators)
    return results


def _tell(world: DemoWorld, user: Any, indicators: list[ResultIndicator]) -> None:
    """About as far as the year has come; of some indicators nothing."""
    on = world.date_before(world.rng.randint(2, 25))
    if on.year != world.today.year:
        return
    share = Decimal(on.timetuple().tm_yday) / 365
    ResultProgress.objects.bulk_create(
        ResultProgress(
            indicator=indicator,
            on=on,
            achieved=f"{value} {indicator.unit_of_measure}".strip(),
            value=value,
            by=user,
        )
        for indicator in indicators
        if indicator.target_value and world.rng.random() < 0.7
        for value in [int(indicator.target_value * share * Decimal(world.rng.choice(("0.8", "0.95", "1.0"))))]
    )


def _second_version(
    world: DemoWorld, plan: WorkPlan, results: list[PlannedResult], parents: list[PlannedResult]
) -> list[PlannedResult]:
    """The village got one more task in the middle of the year."""
    aims = [
        *HEAD[:2],
        Aim("Pengaduan warga tuntas dalam tiga hari kerja", "Pengaduan tuntas", Aspect.TIME, "95 %", 95, "%", 2),
        HEAD[3],
        Aim(
            "Posko banjir siap setiap saat",
            "Simulasi",
            Aspect.QUANTITY,
            "2 kali",
            2,
            "kali",
            None,
            ResultKind.ADDITIONAL,
        ),
    ]
    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    version = _plan(
        world,
        plan.employee,
        supervisor_of(plan.employee, world.today),
        PlanState.AGREED,
        world.today.year,
        version=2,
        replaces=plan,
        change_reason="Tugas baru penanganan banjir dan target pengaduan yang lebih cepat.",
    )
    newer = _fill(world, version, aims, parents)
    for result, before in zip(newer, results, strict=False):
        result.same_as = before
    PlannedResult.objects.bulk_update(newer, ["same_as"])
    return newer


def _moment(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 30)))
