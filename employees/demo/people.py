"""Invented people of the units: persons, ranks and positions, written in bulk."""

from __future__ import annotations

import datetime
from typing import Any

from asn_portal.accounts.models import User
from asn_portal.operation.demo import DemoWorld
from employees.demo.structure import MEDAN, PEKANBARU, Unit
from employees.enums import (
    RANKS,
    Echelon,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    LegalStatus,
    PositionType,
    Sex,
    UnitKind,
)
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, RankHistory

MALE = """
Ahmad Andi Bambang Budi Dedi Eko Fajar Hendra Ilham Joko Khairul Lukman Mahmud Nasrul Okto Parlindungan Rizal
Samuel Taufik Umar Wahyu Yusuf Zulkifli
""".split()
FEMALE = """
Aisyah Bunga Citra Dewi Elvina Fitri Gita Hasnah Indah Julia Kartika Lestari Maya Nurhayati Putri Rahmawati Siti
Tiara Uli Wulandari Yulianti Zahra
""".split()
LAST = """
Siregar Nasution Harahap Lubis Simanjuntak Sitompul Hutagalung Ginting Tarigan Sembiring Damanik Saragih
Hasibuan Pulungan Batubara Rangkuti Siahaan Pane Wijaya Santoso Hidayat Kurniawan Setiawan Saputra Iskandar
Effendi Rambe Matondang
""".split()
PLACES = """
Medan Belawan Binjai Pekanbaru Padang Pematangsiantar Dumai Kisaran Stabat Bangkinang
""".split()
STAFF_POSITIONS = (
    ("Penelaah Teknis Kebijakan", PositionType.PELAKSANA, ""),
    ("Pengadministrasi Perkantoran", PositionType.PELAKSANA, ""),
    ("Pengolah Data dan Informasi", PositionType.PELAKSANA, ""),
    ("Analis SDM Aparatur Ahli Pertama", PositionType.FUNGSIONAL, FunctionalLevel.AHLI_PERTAMA),
    ("Pranata Komputer Terampil", PositionType.FUNGSIONAL, FunctionalLevel.TERAMPIL),
)
HEAD_OF_KIND = {
    UnitKind.GOVERNMENT: (PositionType.JPT_PRATAMA, Echelon.II_A, "IV/d"),
    UnitKind.AGENCY: (PositionType.JPT_PRATAMA, Echelon.II_B, "IV/c"),
    UnitKind.DISTRICT: (PositionType.ADMINISTRATOR, Echelon.III_A, "IV/a"),
    UnitKind.SECRETARIAT: (PositionType.ADMINISTRATOR, Echelon.III_B, "III/d"),
    UnitKind.URBAN_VILLAGE: (PositionType.PENGAWAS, Echelon.IV_A, "III/c"),
    UnitKind.SERVICE_UNIT: (PositionType.PENGAWAS, Echelon.IV_A, "III/d"),
}
# Up to the ceiling of each diploma.
PNS_LADDER = {
    EducationLevel.UPPER_SECONDARY: ("II/a", "II/b", "II/c", "II/d", "III/a", "III/b"),
    EducationLevel.DIPLOMA_3: ("II/c", "II/d", "III/a", "III/b", "III/c"),
    EducationLevel.BACHELOR: ("III/a", "III/b", "III/c", "III/d"),
    EducationLevel.MASTER: ("III/b", "III/c", "III/d", "IV/a"),
}
BACK_TITLES = {
    EducationLevel.DIPLOMA_3: ("A.Md.",),
    EducationLevel.BACHELOR: ("S.E.", "S.H.", "S.Sos.", "S.Kom.", "S.A.P.", "S.IP."),
    EducationLevel.MASTER: ("M.Si.", "M.A.P.", "M.M."),
}
# Sheets that offices really keep never use serials this high, so an import meets none of these numbers.
FIRST_SERIAL = 601


def add_staff(world: DemoWorld) -> None:
    people = _People(world)
    for government in (MEDAN, PEKANBARU):
        _add_unit(world, people, government, None)
    people.save()


def _add_unit(world: DemoWorld, people: _People, spec: Unit, parent: OrganizationalUnit | None) -> None:
    values = {
        "name": spec.name,
        "slug": spec.slug,
        "kind": spec.kind,
        "is_service_unit": spec.serves,
        "address": spec.address,
        "phone": "(061) 6941 000" if "medan" in spec.slug or parent else "",
    }
    if parent is None:
        unit = OrganizationalUnit.objects.add_root(create_kwargs=values)
    else:
        unit = OrganizationalUnit.objects.add_child(OrganizationalUnit.objects.get(pk=parent.pk), create_kwargs=values)
    world.units[spec.slug] = unit
    people.staff(unit, spec)
    for below in spec.below:
        _add_unit(world, people, below, unit)


class _People:
    """Collects rows and writes them in bulk: a thousand saves would take most of the demo's minute."""

    def __init__(self, world: DemoWorld) -> None:
        self.world = world
        self.employees: list[Employee] = []
        self.histories: list[tuple[Employee, list[tuple[str, Any, Any]], Any]] = []
        self.serial = FIRST_SERIAL

    def staff(self, unit: OrganizationalUnit, spec: Unit) -> None:
        position_type, echelon, rank = HEAD_OF_KIND[spec.kind]
        head = Position.objects.create(
            unit=unit, title=spec.head, position_type=position_type, echelon=echelon, is_head=True
        )
        # One village has no lurah of its own: its post is held by an acting official (see add_acting_official).
        if spec.slug != "bahagia":
            self._person(unit, head, head_rank=rank)
        positions = [
            Position.objects.create(
                unit=unit, title=title, position_type=kind, functional_level=level, needed=spec.staff // 4 + 1
            )
            for title, kind, level in (STAFF_POSITIONS if spec.staff else ())
        ]
        for number in range(spec.staff):
            self._person(unit, positions[number % len(positions)])

    def _person(self, unit: OrganizationalUnit, position: Position, head_rank: str = "") -> None:
        rng, today = self.world.rng, self.world.today
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        is_pppk = not head_rank and rng.random() < 0.22
        age = rng.randint(42, 56) if head_rank else rng.randint(24, 57)
        birth = datetime.date(today.year - age, rng.randint(1, 12), rng.randint(1, 28))
        appointed = min(birth.year + rng.randint(22, 30), today.year - 2)
        if is_pppk:
            appointed = max(appointed, rng.randint(2021, today.year - 2))
        education = EducationLevel.MASTER if head_rank else rng.choices(list(PNS_LADDER), weights=(28, 18, 44, 10))[0]
        digit = "1" if sex == Sex.MALE else "2"
        middle = f"{appointed}21" if is_pppk else f"{appointed}{rng.choice(('01', '03', '04', '12'))}"
        nip = f"{birth:%Y%m%d}{middle}{digit}{self.serial:03d}"
        self.serial = self.serial + 1 if self.serial < 999 else FIRST_SERIAL
        name = f"{rng.choice(MALE if sex == Sex.MALE else FEMALE)} {rng.choice(LAST)}"
        titles = BACK_TITLES.get(education)
        # Contract staff begin in spring; of the others the number tells the month.
        first = datetime.date(appointed, 4 if is_pppk else int(middle[4:6]), 1)
        ranks = self._ranks(is_pppk, education, head_rank, first)
        employee = Employee(
            government=self.world.units[_government_slug(self.world, unit)],
            unit=unit,
            position=position,
            nip=nip,
            name=name,
            back_title=rng.choice(titles) if titles else "",
            employment_type=EmploymentType.PPPK if is_pppk else EmploymentType.PNS,
            birth_place=rng.choice(PLACES),
            birth_date=birth,
            sex=sex,
            phone=f"+628{rng.randint(11, 59)}{rng.randint(1000000, 9999999)}",
            education=education,
            **({} if is_pppk else _appointment(first)),
            status=rng.choices((LegalStatus.ACTIVE, LegalStatus.STUDY, LegalStatus.UNPAID_LEAVE), weights=(96, 3, 1))[0]
            if not head_rank
            else LegalStatus.ACTIVE,
            rank=ranks[-1][0],
            rank_order=RANKS[ranks[-1][0]].order,
            rank_since=ranks[-1][1],
        )
        day = birth.day + (40 if sex == Sex.FEMALE else 0)
        region = "1271" if employee.government.slug == "kota-medan" else "1471"
        employee.nik = f"{region}{rng.randint(1, 20):02d}{day:02d}{birth:%m%y}{len(self.employees) + 1:04d}"
        since = max(ranks[0][1], today - datetime.timedelta(days=rng.randint(760, 3000)))
        self.employees.append(employee)
        self.histories.append((employee, ranks, since))

    def _ranks(
        self, is_pppk: bool, education: str, head_rank: str, first: datetime.date
    ) -> list[tuple[str, datetime.date, datetime.date | None]]:
        """Ranks from appointment until today, four years apart."""
        rng, today = self.world.rng, self.world.today
        if is_pppk:
            grade = {EducationLevel.UPPER_SECONDARY: "V", EducationLevel.DIPLOMA_3: "VII", EducationLevel.MASTER: "X"}
            return [(grade.get(education, "IX"), first, None)]
        ladder = list(PNS_LADDER[education])
        if head_rank and RANKS[head_rank].order > RANKS[ladder[-1]].order:
            ladder += [
                rank.code
                for rank in RANKS.values()
                if rank.regime == "PNS" and RANKS[ladder[-1]].order < rank.order <= RANKS[head_rank].order
            ]
        starts = [first]
        while len(starts) < len(ladder) and starts[-1].year + 4 < today.year:
            starts.append(datetime.date(starts[-1].year + rng.choice((4, 4, 5)), rng.choice((4, 10)), 1))
        starts = [start for start in starts if start <= today]
        if head_rank:
            ladder = ladder[-len(starts) :]
        ends: list[datetime.date | None] = [*starts[1:], None]
        return [(rank, start, end) for rank, start, end in zip(ladder, starts, ends, strict=False)]

    def save(self) -> None:
        world = self.world
        users = [
            User(username=employee.nip, name=employee.full_name, password=world.password_hash)
            for employee in self.employees
        ]
        for employee, user in zip(self.employees, User.objects.bulk_create(users, batch_size=500), strict=True):
            employee.user = user
        world.progress(1, 4)
        Employee.objects.bulk_create(self.employees, batch_size=500)
        world.progress(2, 4)
        RankHistory.objects.bulk_create(
            [
                RankHistory(
                    employee=employee,
                    rank=rank,
                    period=(start, end),
                    decree_number=f"823.{RANKS[rank].order}/{world.rng.randint(100, 4000)}/{start.year}",
                    decree_date=start - datetime.timedelta(days=30),
                )
                for employee, ranks, _since in self.histories
                for rank, start, end in ranks
            ],
            batch_size=1000,
        )
        world.progress(3, 4)
        PositionHistory.objects.bulk_create(
            [
                PositionHistory(
                    employee=employee,
                    position=employee.position,
                    period=(since, None),
                    decree_number=f"821.{world.rng.randint(20, 29)}/{world.rng.randint(100, 4000)}/{since.year}",
                    decree_date=since - datetime.timedelta(days=14),
                )
                for employee, _ranks, since in self.histories
            ],
            batch_size=1000,
        )
        world.progress(4, 4)


def _appointment(first: datetime.date) -> dict[str, Any]:
    """As CPNS on the first day, as PNS a year later."""
    confirmed = first.replace(year=first.year + 1)
    return {
        "cpns_since": first,
        "cpns_decree_number": f"813.2/{first.month}{first.year % 100}/{first.year}",
        "cpns_decree_date": first - datetime.timedelta(days=30),
        "pns_since": confirmed,
        "pns_decree_number": f"821.12/{confirmed.month}{confirmed.year % 100}/{confirmed.year}",
        "pns_decree_date": confirmed - datetime.timedelta(days=20),
    }


def _government_slug(world: DemoWorld, unit: OrganizationalUnit) -> str:
    return next(slug for slug, other in world.units.items() if other.path == unit.government_path)
