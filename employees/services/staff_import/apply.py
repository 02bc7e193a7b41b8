"""Storing what was confirmed, chunk by chunk.

Each chunk is one transaction that also marks its rows as stored, so that a killed worker's successor goes on where it
stopped and nothing is stored twice.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models.fields.json import KeyTextTransform
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.copying import copy_in
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from employees.domain.staff_import.comparison import COMPARED_FIELDS
from employees.domain.staff_import.words import heads_unit
from employees.enums import RANKS, ImportAction, ImportOutcome, ImportState, LegalStatus
from employees.models import Employee, Position, StaffImport, StaffImportRow
from employees.services.history import add_definitive_position, add_rank
from employees.services.staff_import.upload import locked

CHUNK = 1000
STORED = (ImportAction.INSERT, ImportAction.UPDATE)
# Fields that are dates in the record and text in the stored row.
DATES = frozenset({"birth_date", "rank_since", "position_since"})
POSITION_FIELDS = ("position_type", "echelon", "functional_level")

# The histories follow from the people just inserted. As statements, because a model instance per row would take longer
# than the database does.
ADD_RANKS = """
    INSERT INTO employees_rankhistory (employee_id, rank, period, decree_number, is_void, created_at)
    SELECT id, rank, daterange(rank_since, NULL), '', false, created_at
    FROM employees_employee WHERE id = ANY(%s) AND rank <> ''
"""
ADD_POSITIONS = """
    INSERT INTO employees_positionhistory
        (employee_id, position_id, kind, period, decree_number, is_void, created_at)
    SELECT employee.id, employee.position_id, 'D', daterange(new.since, NULL), '', false, employee.created_at
    FROM unnest(%s::bigint[], %s::date[]) AS new (id, since)
    JOIN employees_employee employee ON employee.id = new.id
    WHERE employee.position_id IS NOT NULL
"""
MARK_STORED = """
    UPDATE employees_staffimportrow AS stored
    SET employee_id = new.employee, stored_version = 1, outcome = %s
    FROM unnest(%s::bigint[], %s::bigint[]) AS new (id, employee)
    WHERE stored.id = new.id
"""
# Without fresh statistics the planner takes a table that was empty this morning for an empty one.
ANALYZE = "ANALYZE employees_employee, employees_rankhistory, employees_positionhistory, employees_staffimportrow"


@transaction.atomic
def confirm_import(*, staff_import: StaffImport, by: Any) -> Job:
    """Store the list in the background. Of two confirmations the second changes nothing."""
    staff_import = locked(staff_import, ImportState.APPLYING)
    if staff_import.state == ImportState.APPLYING and staff_import.job is not None and staff_import.job.is_active:
        return staff_import.job
    if not staff_import.counts.get(ImportAction.INSERT) and not staff_import.counts.get(ImportAction.UPDATE):
        raise DomainError(_("Nothing in this list would change the records."))
    staff_import.state = ImportState.APPLYING
    staff_import.job = start_job(
        "employees.import_apply",
        by=by,
        params={"import_id": staff_import.pk},
        title=_("Import of %(file)s") % {"file": staff_import.file_name},
        unit_path=staff_import.unit_path,
    )
    staff_import.save(update_fields=["state", "job"])
    record_event(
        "employees.import_confirmed",
        by=by,
        obj=staff_import,
        unit_path=staff_import.unit_path,
        **{action.value.lower(): staff_import.counts.get(action, 0) for action in ImportAction},
    )
    return staff_import.job


def apply_import(*, staff_import: StaffImport, progress: Any) -> None:
    """Insert and update what the check found, except rows whose record changed since."""
    by = User.objects.get(pk=staff_import.created_by_id)
    todo = staff_import.rows.filter(action__in=STORED, outcome=ImportOutcome.PENDING)
    progress.total(staff_import.rows.filter(action__in=STORED).count())
    progress.at(staff_import.rows.filter(action__in=STORED).exclude(outcome=ImportOutcome.PENDING).count())
    stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED).count()
    with because(_("Import of %(file)s") % {"file": staff_import.file_name}):
        positions = create_missing_positions(staff_import, by)
        last = 0
        while True:
            with transaction.atomic():
                rows = list(todo.filter(number__gt=last).order_by("number").select_for_update()[:CHUNK])
                if not rows:
                    break
                last = rows[-1].number
                new = [row for row in rows if row.action == ImportAction.INSERT]
                changed = [row for row in rows if row.action == ImportAction.UPDATE]
                stored += insert_rows(staff_import, new, positions)
                stored += update_rows(staff_import, changed, positions, by)
                progress.advance(len(rows), _rows_stored(stored))
                progress.save_state()
    if staff_import.counts.get("rows", 0) > CHUNK:
        _run(ANALYZE)
    finish_import(staff_import, by)


@transaction.atomic
def finish_import(staff_import: StaffImport, by: Any) -> None:
    staff_import = locked(staff_import, ImportState.APPLIED)
    if staff_import.state == ImportState.APPLIED:
        return
    stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED)
    counts = {
        "inserted": stored.filter(action=ImportAction.INSERT).count(),
        "updated": stored.filter(action=ImportAction.UPDATE).count(),
        "refused_late": staff_import.rows.filter(outcome=ImportOutcome.REFUSED).count(),
    }
    staff_import.state, staff_import.applied_at = ImportState.APPLIED, timezone.now()
    staff_import.counts |= counts
    staff_import.save(update_fields=["state", "applied_at", "counts"])
    record_event("employees.import_applied", by=by, obj=staff_import, unit_path=staff_import.unit_path, **counts)


def create_missing_positions(staff_import: StaffImport, by: Any) -> dict[tuple[int, str], Position]:
    """The positions that the rows name, by unit and title in small letters; those that don't exist are created."""
    named = (
        staff_import.rows.filter(action__in=STORED, values__has_key="position")
        .order_by("number")
        .values_list(
            KeyTextTransform("unit", "values"),
            KeyTextTransform("position", "values"),
            *(KeyTextTransform(name, "values") for name in POSITION_FIELDS),
            "employee__unit_id",
        )
    )
    wanted: dict[tuple[int, str], dict[str, str]] = {}
    for unit, title, *rest, present_unit in named.iterator(chunk_size=5000):
        key = (int(unit) if unit else present_unit, title.casefold())
        if key not in wanted:
            wanted[key] = {
                "title": title,
                **{name: value for name, value in zip(POSITION_FIELDS, rest, strict=True) if value},
            }
    with transaction.atomic():
        units = {unit for unit, _title in wanted}
        known = _positions_of(units)
        headed = {position.unit_id for position in known.values() if position.is_head}
        missing = []
        for (unit, title), fields in wanted.items():
            if (unit, title) in known:
                continue
            is_head = heads_unit(title) and unit not in headed
            if is_head:
                headed.add(unit)
            missing.append(Position(unit_id=unit, is_head=is_head, **fields))
        # Another import may create the same position at this moment.
        Position.objects.bulk_create(missing, batch_size=CHUNK, ignore_conflicts=True)
        if missing:
            created = [
                position.pk for key, position in _positions_of(units).items() if key not in known and key in wanted
            ]
            staff_import.counts |= {"created_positions": [*staff_import.counts.get("created_positions", []), *created]}
            staff_import.save(update_fields=["counts"])
            record_event(
                "employees.import_created_positions",
                by=by,
                obj=staff_import,
                unit_path=staff_import.unit_path,
                positions=len(created),
            )
    return _positions_of(units)


def _positions_of(units: set[int]) -> dict[tuple[int, str], Position]:
    return {
        (position.unit_id, position.title.casefold()): position
        for position in Position.objects.filter(unit__in=units).select_related("unit")
    }


def _rows_stored(count: int) -> str:
    return _("%(count)s rows stored") % {"count": formats.number_format(count)}


def insert_rows(
    staff_import: StaffImport, rows: list[StaffImportRow], positions: dict[tuple[int, str], Position]
) -> int:
    """New people with their rank and position; returns how many. Those that somebody took on record meanwhile are
    refused."""
    if not rows:
        return 0
    government = staff_import.government_id
    nips = [row.nip for row in rows]
    hashes = [row.values["nik_hash"] for row in rows if "nik_hash" in row.values]
    present = set(Employee.objects.filter(government=government, nip__in=nips).values_list("nip", flat=True))
    niks = set(Employee.objects.filter(government=government, nik_hash__in=hashes).values_list("nik_hash", flat=True))
    fresh, late = [], []
    for row in rows:
        (late if row.nip in present or row.values.get("nik_hash") in niks else fresh).append(row)
    try:
        with transaction.atomic():
            _insert(government, fresh, positions)
    except IntegrityError:
        # Somebody was faster by a blink: find out who, one by one.
        for row in list(fresh):
            try:
                with transaction.atomic():
                    _insert(government, [row], positions)
            except IntegrityError:
                fresh.remove(row)
                late.append(row)
    if fresh:
        _run(MARK_STORED, ImportOutcome.APPLIED, [row.pk for row in fresh], [row.employee_id for row in fresh])
    StaffImportRow.objects.filter(pk__in=[row.pk for row in late]).update(outcome=ImportOutcome.REFUSED)
    return len(fresh)


def _insert(government: int, rows: list[StaffImportRow], positions: dict[tuple[int, str], Position]) -> None:
    employees = []
    for row in rows:
        values = _dated(row.values)
        position = positions.get((values["unit"], values.get("position", "").casefold()))
        rank = values.get("rank", "") if values.get("rank_since") else ""
        main = {name: values[name] for name in COMPARED_FIELDS if name in values}
        employees.append(
            Employee(
                government_id=government,
                nip=row.nip,
                unit_id=values["unit"],
                position=position,
                nik_encrypted=values.get("nik_encrypted", ""),
                rank=rank,
                rank_order=RANKS[rank].order if rank else 0,
                rank_since=values["rank_since"] if rank else None,
                **{"status": LegalStatus.ACTIVE, **main},
            )
        )
    copy_in(employees)
    for row, employee in zip(rows, employees, strict=True):
        row.employee_id = employee.pk
    if employees:
        ids = [employee.pk for employee in employees]
        _run(ADD_RANKS, ids)
        _run(ADD_POSITIONS, ids, [row.values["position_since"] for row in rows])


def _run(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def update_rows(
    staff_import: StaffImport, rows: list[StaffImportRow], positions: dict[tuple[int, str], Position], by: Any
) -> int:
    """Corrected main data, and ranks and places that are newer than those on record; returns how many rows."""
    if not rows:
        return 0
    known = Employee.objects.filter(pk__in=[row.employee_id for row in rows]).order_by("pk")
    # In two steps, as lock_row does.
    list(known.select_for_update().values_list("pk"))
    employees = {employee.pk: employee for employee in known.select_related("unit")}
    changed, fields = [], set()
    for row in rows:
        employee = employees.get(row.employee_id)
        if employee is None or employee.version != row.version:
            row.outcome = ImportOutcome.REFUSED
            continue
        row.outcome = ImportOutcome.APPLIED
        values = _dated(row.values)
        main = {name: values[name] for name in (*COMPARED_FIELDS, "nik_encrypted") if name in values}
        row.before = {"main": {name: _plain(getattr(employee, name)) for name in main}}
        for name, value in main.items():
            setattr(employee, name, value)
        if main:
            employee.version += 1
            employee.updated_at = timezone.now()
            changed.append(employee)
            fields |= set(main)
    if changed:
        Employee.objects.bulk_update(changed, [*sorted(fields), "version", "updated_at"], batch_size=CHUNK)
    for row in rows:
        if row.outcome == ImportOutcome.APPLIED:
            _add_histories(row, employees[row.employee_id], positions, by)
    versions = dict(Employee.objects.filter(pk__in=employees).values_list("pk", "version"))
    for row in rows:
        row.stored_version = versions.get(row.employee_id)
    StaffImportRow.objects.bulk_update(rows, ["outcome", "before", "stored_version", "problems"], batch_size=CHUNK)
    return sum(row.outcome == ImportOutcome.APPLIED for row in rows)


def _add_histories(
    row: StaffImportRow, employee: Employee, positions: dict[tuple[int, str], Position], by: Any
) -> None:
    values = _dated(row.values)
    try:
        with transaction.atomic():
            if "rank" in values:
                added = add_rank(employee=employee, rank=values["rank"], effective_date=values["rank_since"], by=by)
                row.before["rank_row"] = added.pk
            if "position" in values:
                position = positions[values.get("unit", employee.unit_id), values["position"].casefold()]
                placed = add_definitive_position(
                    employee=employee, position=position, effective_date=values["position_since"], by=by
                )
                row.before["position_row"] = placed.pk
    except DomainError as error:
        # The main data is stored; the history says why it did not grow.
        row.before.pop("rank_row", None)
        row.before["history_refused"] = str(error)


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.date.fromisoformat(value) if name in DATES and isinstance(value, str) else value
        for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
