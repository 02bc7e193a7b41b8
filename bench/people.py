"""Fills the database with as many invented people as asked, inside the database and without triggers."""

from __future__ import annotations

import datetime
from importlib import import_module

from django.db import connection
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from employees.demo.people import FEMALE, LAST, MALE, PLACES
from employees.enums import RANKS, PositionType, UnitKind
from employees.models import (
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RankHistory,
    RoleGrant,
    StatusHistory,
)
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey

LEARN = import_module("employees.migrations.0020_name_words").LEARN
PER_UNIT = 40
UNITS_PER_AGENCY = 25
FIRST_BIRTHDAY = datetime.date(1968, 1, 1)
BIRTHDAYS = 11_000
GRADES = ("II/a", "II/c", "III/a", "III/b", "III/c", "III/d", "IV/a")
TITLES = ("Pengadministrasi Perkantoran", "Penelaah Teknis Kebijakan", "Pengolah Data dan Informasi")
EPOCH = datetime.date(2024, 1, 1)
AT_ONCE = 100_000

LISTS = {
    "birthdays": BIRTHDAYS,
    "first_birthday": FIRST_BIRTHDAY,
    "per_unit": PER_UNIT,
    "grades": list(GRADES),
    "orders": [RANKS[grade].order for grade in GRADES],
    "men": list(MALE),
    "women": list(FEMALE),
    "last_names": list(LAST),
    "places": list(PLACES),
    "titles": list(TITLES),
    "epoch": EPOCH,
}
# As `nip_of` writes numbers. hashint4 takes the place of chance, so that two fillings are the same.
PEOPLE = (
    """
    INSERT INTO employees_employee (
        id, government_id, unit_id, position_id, nip, name, front_title, back_title, employment_type, birth_place,
        birth_date, sex, nik_encrypted, nik_hash, phone, email, education, status,
        rank, rank_order, rank_since, version, created_at, updated_at
    )
    SELECT
        n, %(government)s, unit.id, position.id,
        to_char(birth, 'YYYYMMDD') || (extract(year FROM birth)::int + 24) || '03'
            || (CASE n %% 2 WHEN 1 THEN '1' ELSE '2' END) || lpad((n / %(birthdays)s + 1)::text, 3, '0'),
        concat_ws(
            ' ',
            CASE n %% 2
                WHEN 1 THEN (%(men)s::text[])[1 + abs(hashint4(n)) %% cardinality(%(men)s::text[])]
                ELSE (%(women)s::text[])[1 + abs(hashint4(n)) %% cardinality(%(women)s::text[])]
            END,
            (%(last_names)s::text[])[1 + abs(hashint4(n + 1)) / 7 %% cardinality(%(last_names)s::text[])],
            (%(last_names)s::text[])[1 + abs(hashint4(n + 2)) / 11 %% cardinality(%(last_names)s::text[])]
        ),
        '', '', 'PNS', (%(places)s::text[])[1 + n %% cardinality(%(places)s::text[])],
        birth, CASE n %% 2 WHEN 1 THEN 'M' ELSE 'F' END, '', '', '', '', '40',
        CASE n %% 50 WHEN 0 THEN '03' ELSE '01' END,
        (%(grades)s::text[])[1 + n %% cardinality(%(grades)s::text[])],
        (%(orders)s::int[])[1 + n %% cardinality(%(orders)s::int[])],
        %(epoch)s::date + n %% 16 * 61, 1, now(), now()
    FROM generate_series(%(first)s, %(last)s) AS n
        CROSS JOIN LATERAL (SELECT %(first_birthday)s::date + n %% %(birthdays)s AS birth) AS born
        JOIN employees_organizationalunit unit ON unit.slug = 'bidang-' || (n - 1) / %(per_unit)s
        JOIN employees_position position
            ON position.unit_id = unit.id
            AND position.title = (%(titles)s::text[])[1 + n %% cardinality(%(titles)s::text[])]
    """,
    """
    INSERT INTO employees_rankhistory (id, employee_id, rank, period, is_void, created_at)
    SELECT id, id, rank, daterange(rank_since, NULL), false, now() FROM employees_employee
    WHERE id BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO employees_positionhistory (id, employee_id, position_id, kind, period, is_void, created_at)
    SELECT id, id, position_id, 'D', daterange(%(epoch)s, NULL), false, now() FROM employees_employee
    WHERE id BETWEEN %(first)s AND %(last)s
    """,
    """
    INSERT INTO employees_statushistory (id, employee_id, status, period, is_void, created_at)
    SELECT id, id, status, daterange(%(epoch)s, NULL), false, now() FROM employees_employee
    WHERE id BETWEEN %(first)s AND %(last)s
    """,
)

# The few names above have 73 words; a million people have tens of thousands, among which a misspelt one is looked up.
SYLLABLES = "ba ca di fi gu ha ja ki la me na pi ra sa ta wa ya si ri ti wi mi yu su nu lu ni wan wati nto"
OTHER_WORDS = """
    INSERT INTO employees_nameword (word)
    SELECT first || second || third || fourth
    FROM unnest(string_to_array(%(syllables)s, ' ')) AS first, unnest(string_to_array(%(syllables)s, ' ')) AS second,
        unnest(string_to_array(%(syllables)s, ' ')) AS third, unnest(string_to_array(%(syllables)s, ' ')) AS fourth
    WHERE abs(hashtext(first || second || third || fourth)) %% 10 = 0
    """


def fill(total: int) -> User:
    """Add people until there are `total`; return an HR officer who sees them all. One unit asks citizens a survey."""
    government = OrganizationalUnit.objects.filter(depth=1).first() or _government()
    present = Employee.objects.count()
    _units(government, present, total)
    with connection.cursor() as cursor:
        # Only for this load: histories are not what is measured, and triggers would write each row twice.
        cursor.execute("SET session_replication_role = replica")
        for first in range(present + 1, total + 1, AT_ONCE):
            last = min(first + AT_ONCE - 1, total)
            for statement in PEOPLE:
                cursor.execute(statement, {"first": first, "last": last, "government": government.pk, **LISTS})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(LEARN.format(people="employees_employee"))
        if present == 0:
            cursor.execute(OTHER_WORDS, {"syllables": SYLLABLES})
        for model in (Employee, RankHistory, PositionHistory, StatusHistory):
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        # As a database in service is: autovacuum has been there, and nothing waits to be written.
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    return User.objects.get(username="bench-hr")


def nip_of(number: int) -> tuple[str, datetime.date]:
    """The NIP of the `number`-th invented person, and the birthday in it."""
    birth = FIRST_BIRTHDAY + datetime.timedelta(days=number % BIRTHDAYS)
    sex = "1" if number % 2 else "2"
    return f"{birth:%Y%m%d}{birth.year + 24}03{sex}{number // BIRTHDAYS + 1:03d}", birth


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


def _units(government: OrganizationalUnit, present: int, total: int) -> None:
    """The units of people `present` + 1 … `total` by their number, made with their positions."""
    numbers = range(present // PER_UNIT, (total - 1) // PER_UNIT + 1)
    agencies = {number // UNITS_PER_AGENCY for number in numbers}
    known = set(OrganizationalUnit.objects.filter(slug__regex="^(dinas|bidang)-").values_list("slug", flat=True))
    units = [
        _unit(f"Dinas {agency}", f"dinas-{agency}", UnitKind.AGENCY, _path(government, agency))
        for agency in sorted(agencies)
        if f"dinas-{agency}" not in known
    ]
    for number in numbers:
        agency, place = divmod(number, UNITS_PER_AGENCY)
        path = f"{_path(government, agency)}{_step(place + 1)}"
        if f"bidang-{number}" not in known:
            units.append(_unit(f"Bidang {number}", f"bidang-{number}", UnitKind.SECRETARIAT, path))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        made = {unit.slug: unit for unit in OrganizationalUnit.objects.bulk_create(units, batch_size=2000)}
        Position.objects.bulk_create(
            (
                Position(unit=unit, title=title, position_type=PositionType.PELAKSANA)
                for slug, unit in made.items()
                if slug.startswith("bidang-")
                for title in TITLES
            ),
            batch_size=2000,
        )
        cursor.execute("SET session_replication_role = DEFAULT")


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
