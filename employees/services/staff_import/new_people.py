"""Taking the people of a list on record, inside the database: a model instance per row would take longer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.fields.json import KeyTextTransform

from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.domain.staff_import.comparison import COMPARED_FIELDS
from employees.enums import RANKS, HistoryKind, ImportOutcome, LegalStatus
from employees.models import Employee, OrganizationalUnit, Position, StaffImport, StaffImportRow
from employees.services.history.places import closed_days, double_heads, lock_positions
from employees.services.staff_import.covered import Covered

ENCRYPTED = ("nik_encrypted", "npwp_encrypted", "bpjs_encrypted")
MAIN = (*COMPARED_FIELDS, *ENCRYPTED)


def _value(name: str) -> str:
    """The SQL that takes a field out of the stored row."""
    is_date = isinstance(Employee._meta.get_field(name), models.DateField)
    text = f"""stored."values"->>'{name}'"""
    return f"({text})::date" if is_date else f"COALESCE({text}, '')"


INSERT_PEOPLE = f"""
    INSERT INTO employees_employee
        (government_id, nip, unit_id, position_id, rank, rank_order, rank_since, status, version, created_at,
         updated_at, {", ".join(MAIN)})
    SELECT %s, stored.nip, (stored."values"->>'unit')::bigint, new.position,
        COALESCE(level.rank, ''), COALESCE(level.place, 0),
        CASE WHEN level.rank IS NOT NULL THEN (stored."values"->>'rank_since')::date END,
        COALESCE(stored."values"->>'status', '{LegalStatus.ACTIVE.value}'), 1, now(), now(),
        {", ".join(map(_value, MAIN))}
    FROM employees_staffimportrow stored
    JOIN unnest(%s::bigint[], %s::bigint[]) AS new (id, position) ON new.id = stored.id
    LEFT JOIN unnest(%s::text[], %s::int[]) AS level (rank, place)
        ON level.rank = stored."values"->>'rank' AND stored."values"->>'rank_since' IS NOT NULL
"""  # noqa: S608 - names of our own fields
# The histories follow from the people just inserted.
ADD_RANKS = """
    INSERT INTO employees_rankhistory (employee_id, rank, period, decree_number, is_void, created_at)
    SELECT id, rank, daterange(rank_since, NULL), '', false, created_at
    FROM employees_employee WHERE government_id = %s AND nip = ANY(%s) AND rank <> ''
"""
ADD_POSITIONS = """
    INSERT INTO employees_positionhistory
        (employee_id, position_id, kind, period, decree_number, is_void, created_at)
    SELECT employee.id, employee.position_id, 'D', daterange(new.since, NULL), '', false, employee.created_at
    FROM unnest(%s::text[], %s::date[]) AS new (nip, since)
    JOIN employees_employee employee ON employee.government_id = %s AND employee.nip = new.nip
    WHERE employee.position_id IS NOT NULL
"""
# As the form does it: the status holds since the position. But a list names people who left as well, and doesn't say
# when: they served when they took up the position, and the status holds from today, as in any later change by a list.
ADD_STATUSES = f"""
    INSERT INTO employees_statushistory (employee_id, status, period, decree_number, is_void, created_at)
    SELECT employee.id, standing.status, standing.period, '', false, employee.created_at
    FROM unnest(%s::text[], %s::date[]) AS new (nip, since)
    JOIN employees_employee employee ON employee.government_id = %s AND employee.nip = new.nip
    CROSS JOIN LATERAL (
        SELECT employee.status, daterange(
            CASE WHEN employee.status = '{LegalStatus.ACTIVE.value}' THEN new.since ELSE %s::date END, NULL
        ) AS period
        UNION ALL
        SELECT '{LegalStatus.ACTIVE.value}', daterange(new.since, %s::date)
        WHERE employee.status <> '{LegalStatus.ACTIVE.value}' AND new.since < %s::date
    ) standing
"""  # noqa: S608 - values of our own choices
MARK_STORED = """
    UPDATE employees_staffimportrow AS stored
    SET employee_id = employee.id, stored_version = 1, outcome = %s
    FROM employees_employee employee
    WHERE stored.id = ANY(%s) AND employee.government_id = %s AND employee.nip = stored.nip
"""


@dataclass(frozen=True, slots=True)
class _New:
    id: int
    nip: str
    nik_hash: str | None
    unit: int
    title: str
    rank_since: datetime.date | None
    position_since: datetime.date
    has_left: bool


def insert_people(
    staff_import: StaffImport, keys: list[int], positions: dict[tuple[int, str], Position], covers: Covered
) -> int:
    """New people with their rank and position; returns how many. Those that somebody took on record meanwhile,
    or whose unit was closed, are refused. `keys` are those of their rows."""
    if not keys:
        return 0
    government = staff_import.government_id
    rows = _new(keys)
    present = set(
        Employee.objects.filter(government=government, nip__in=[row.nip for row in rows]).values_list("nip", flat=True)
    )
    hashes = [row.nik_hash for row in rows if row.nik_hash]
    niks = set(Employee.objects.filter(government=government, nik_hash__in=hashes).values_list("nik_hash", flat=True))
    units = OrganizationalUnit.objects.filter(pk__in={row.unit for row in rows}, closed_on__lte=today())
    closed = set(units.values_list("pk", flat=True))
    fresh, late = [], []
    for row in rows:
        is_closed = row.unit in closed and not row.has_left
        (late if is_closed or row.nip in present or row.nik_hash in niks else fresh).append(row)
    try:
        with transaction.atomic():
            _insert(government, fresh, positions, covers)
    except IntegrityError:
        # Somebody was faster by a blink: find out who, one by one.
        for row in list(fresh):
            try:
                with transaction.atomic():
                    _insert(government, [row], positions, covers)
            except IntegrityError:
                fresh.remove(row)
                late.append(row)
    if fresh:
        _run(MARK_STORED, ImportOutcome.APPLIED, [row.id for row in fresh], government)
    if late:
        StaffImportRow.objects.filter(pk__in=[row.id for row in late]).update(outcome=ImportOutcome.REFUSED)
    return len(fresh)


def _new(keys: list[int]) -> list[_New]:
    names = ("nik_hash", "unit", "position", "rank_since", "position_since", "status")
    found = StaffImportRow.objects.filter(pk__in=keys).values_list(
        "pk", "nip", *(KeyTextTransform(name, "values") for name in names)
    )
    return [
        _New(
            pk,
            nip,
            nik_hash,
            int(unit),
            title or "",
            datetime.date.fromisoformat(rank_since) if rank_since else None,
            datetime.date.fromisoformat(position_since),
            status in LEFT,
        )
        for pk, nip, nik_hash, unit, title, rank_since, position_since, status in found
    ]


def _insert(government: int, rows: list[_New], positions: dict[tuple[int, str], Position], covers: Covered) -> None:
    if not rows:
        return
    held = [positions.get((row.unit, row.title.casefold())) for row in rows]
    lock_positions(position.pk for position in held if position is not None)
    closed = closed_days([position.pk for position in held if position is not None])
    for row, position in zip(rows, held, strict=True):
        if position is not None and not row.has_left and closed.get(position.pk, datetime.date.max) <= today():
            raise IntegrityError("The position was closed.")
    places = [position.pk if position is not None else None for position in held]
    ranks = list(RANKS.values())
    _run(
        INSERT_PEOPLE,
        government,
        [row.id for row in rows],
        places,
        [rank.code for rank in ranks],
        [rank.order for rank in ranks],
    )
    ranked = [row.nip for row in rows if not covers.has(row.nip, HistoryKind.RANK, row.rank_since)]
    _run(ADD_RANKS, government, ranked)
    placed = [row for row in rows if not covers.has(row.nip, HistoryKind.POSITION, row.position_since)]
    _run(ADD_POSITIONS, [row.nip for row in placed], [row.position_since for row in placed], government)
    heads = [row.nip for row, position in zip(rows, held, strict=True) if position is not None and position.is_head]
    if heads and double_heads(among=Employee.objects.filter(government=government, nip__in=heads).values("pk")):
        raise IntegrityError("A unit would have two heads at a time.")
    standing = [row for row in rows if not covers.has(row.nip, HistoryKind.STATUS)]
    day = today()
    since = [row.position_since for row in standing]
    _run(ADD_STATUSES, [row.nip for row in standing], since, government, day, day, day)


def _run(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
