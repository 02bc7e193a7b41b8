"""Fills the database with as many invented people as asked, by COPY and without triggers."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import random
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from employees.demo import FEMALE, LAST, MALE, PLACES
from employees.enums import RANKS, EmploymentType, LegalStatus, PositionType, Sex, UnitKind
from employees.models import Employee, OrganizationalUnit, Position, PositionHistory, RankHistory, RoleGrant
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey

PER_UNIT = 40
UNITS_PER_AGENCY = 25
FIRST_BIRTHDAY = datetime.date(1968, 1, 1)
BIRTHDAYS = 11_000
GRADES = ("II/a", "II/c", "III/a", "III/b", "III/c", "III/d", "IV/a")
TITLES = ("Pengadministrasi Perkantoran", "Penelaah Teknis Kebijakan", "Pengolah Data dan Informasi")
EPOCH = datetime.date(2024, 1, 1)


def fill(total: int) -> User:
    """Add people until there are `total`; return an HR officer who sees them all. One unit asks citizens a survey."""
    government = OrganizationalUnit.objects.filter(depth=1).first() or _government()
    present = Employee.objects.count()
    rng = random.Random(total)
    units = _units(government, present, total)
    employees, ranks, places = [], [], []
    for number in range(present + 1, total + 1):
        unit, positions = units[(number - 1) // PER_UNIT]
        employee = _person(number, government, unit, positions[number % len(positions)], rng)
        employees.append(employee)
        ranks.append(RankHistory(pk=number, employee_id=number, rank=employee.rank, period=(EPOCH, None)))
        places.append(
            PositionHistory(pk=number, employee_id=number, position_id=employee.position_id, period=(EPOCH, None))
        )
    with connection.cursor() as cursor:
        # Only for this load: histories are not what is measured, and triggers would write each row twice.
        cursor.execute("SET session_replication_role = replica")
        for rows in (employees, ranks, places):
            _copy(cursor, rows)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    return User.objects.get(username="bench-hr")


def nip_of(number: int) -> tuple[str, datetime.date]:
    """The NIP of the `number`-th invented person, and the birthday in it."""
    birth = FIRST_BIRTHDAY + datetime.timedelta(days=number % BIRTHDAYS)
    sex = "1" if number % 2 else "2"
    return f"{birth:%Y%m%d}{birth.year + 24}03{sex}{number // BIRTHDAYS + 1:03d}", birth


def name_of(number: int, rng: random.Random) -> str:
    return f"{rng.choice(MALE if number % 2 else FEMALE)} {rng.choice(LAST)} {rng.choice(LAST)}"


def _government() -> OrganizationalUnit:
    government = OrganizationalUnit.objects.add_root(
        create_kwargs={"name": "Kota Ukur", "slug": "kota-ukur", "kind": UnitKind.GOVERNMENT}
    )
    served = OrganizationalUnit.objects.add_child(
        government,
        create_kwargs={
            "name": "Kelurahan Ukur",
            "slug": "kelurahan-ukur",
            "kind": UnitKind.URBAN_VILLAGE,
            "is_service_unit": True,
        },
    )
    today = timezone.localdate()
    SatisfactionSurvey.objects.create(
        unit=served,
        period=(today - datetime.timedelta(days=10), today + datetime.timedelta(days=80)),
        state=SurveyState.OPEN,
        opened_at=timezone.now(),
    )
    officer = User.objects.create_user(username="bench-hr", email="hr@bench.example", name="HR", password=None)
    RoleGrant.objects.create(user=officer, role=Role.HR_OFFICER, unit=government, period=(EPOCH, None), reason="bench")
    return OrganizationalUnit.objects.get(pk=government.pk)


def _units(
    government: OrganizationalUnit, present: int, total: int
) -> dict[int, tuple[OrganizationalUnit, list[Position]]]:
    """The units of people `present` + 1 … `total` by their number, made with their positions."""
    numbers = range(present // PER_UNIT, (total - 1) // PER_UNIT + 1)
    agencies = {number // UNITS_PER_AGENCY for number in numbers}
    known = set(OrganizationalUnit.objects.filter(slug__startswith="dinas-").values_list("slug", flat=True))
    units = [
        _unit(f"Dinas {agency}", f"dinas-{agency}", UnitKind.AGENCY, _path(government, agency))
        for agency in agencies
        if f"dinas-{agency}" not in known
    ]
    for number in numbers:
        agency, place = divmod(number, UNITS_PER_AGENCY)
        path = f"{_path(government, agency)}{_step(place + 1)}"
        units.append(_unit(f"Bidang {number}", f"bidang-{number}", UnitKind.SECRETARIAT, path))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        made = {unit.slug: unit for unit in OrganizationalUnit.objects.bulk_create(units)}
        positions = [
            Position(unit=made[f"bidang-{number}"], title=title, position_type=PositionType.PELAKSANA)
            for number in numbers
            for title in TITLES
        ]
        Position.objects.bulk_create(positions, batch_size=2000)
        cursor.execute("SET session_replication_role = DEFAULT")
    return {
        number: (made[f"bidang-{number}"], positions[place * len(TITLES) : (place + 1) * len(TITLES)])
        for place, number in enumerate(numbers)
    }


def _unit(name: str, slug: str, kind: UnitKind, path: str) -> OrganizationalUnit:
    below = 0 if kind == UnitKind.SECRETARIAT else UNITS_PER_AGENCY
    return OrganizationalUnit(
        name=name, slug=slug, kind=kind, path=path, depth=len(path) // OrganizationalUnit.steplen, numchild=below
    )


def _path(government: OrganizationalUnit, agency: int) -> str:
    # The first child of the government is the unit that asks citizens.
    return f"{government.path}{_step(agency + 2)}"


def _step(number: int) -> str:
    return OrganizationalUnit._int2str(number).rjust(OrganizationalUnit.steplen, "0")


def _person(
    number: int, government: OrganizationalUnit, unit: OrganizationalUnit, position: Position, rng: random.Random
) -> Employee:
    nip, birth = nip_of(number)
    rank = GRADES[number % len(GRADES)]
    return Employee(
        pk=number,
        government=government,
        unit=unit,
        position=position,
        nip=nip,
        name=name_of(number, rng),
        employment_type=EmploymentType.PNS,
        birth_place=PLACES[number % len(PLACES)],
        birth_date=birth,
        sex=Sex.MALE if number % 2 else Sex.FEMALE,
        status=LegalStatus.STUDY if number % 50 == 0 else LegalStatus.ACTIVE,
        rank=rank,
        rank_order=RANKS[rank].order,
        rank_since=EPOCH + datetime.timedelta(days=number % 16 * 61),
    )


def _copy(cursor: Any, rows: list[models.Model]) -> None:
    if not rows:
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    for batch in _batches(rows, 10_000):
        stream = io.StringIO()
        writer = csv.writer(stream)
        writer.writerows([_text(field.pre_save(row, True)) for field in fields] for row in batch)
        stream.seek(0)
        # Empty and quoted are the same to Python's writer: nothing is told from the empty text by this mark.
        cursor.copy_expert(f"COPY {model._meta.db_table} ({columns}) FROM STDIN (FORMAT csv, NULL '\\N')", stream)
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'), max(id)) FROM {model._meta.db_table}"
    )


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, tuple):
        return "[{},{})".format(*("" if day is None else day.isoformat() for day in value))
    return str(value)


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(itertools.islice(rest, size)):
        yield batch
