"""Storing what was confirmed, chunk by chunk.

Each chunk is one transaction that also marks its rows as stored, so that a killed worker's successor goes on where it
stopped and nothing is stored twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from employees.dates import today
from employees.enums import (
    MAIN_SHEET,
    HistoryKind,
    ImportAction,
    ImportOutcome,
    ImportState,
)
from employees.models import Employee, Position, StaffImport, StaffImportRow, StaffImportSheet, StatusHistory
from employees.services.history import add_definitive_position, add_entry, add_rank, correct_history
from employees.services.history.places import headed_by, lock_positions
from employees.services.staff_import import side_by_side
from employees.services.staff_import.apply_entries import apply_entries, entry_chunks
from employees.services.staff_import.conflicts import take_conflicts
from employees.services.staff_import.covered import Covered, covering_sheets
from employees.services.staff_import.new_people import insert_people
from employees.services.staff_import.positions import close_past_positions, create_missing_positions
from employees.services.staff_import.update_people import update_main
from employees.services.staff_import.upload import locked

CHUNK = 1000
# More rows than this are stored side by side.
LONG = 5000
STORED = (ImportAction.INSERT, ImportAction.UPDATE)
# Fields that are dates in the record and text in the stored row.
DATES = frozenset(
    {
        "birth_date",
        "rank_since",
        "position_since",
        "cpns_since",
        "cpns_decree_date",
        "pns_since",
        "pns_decree_date",
    }
)

# What makes a history grow.
GROWING = ("rank", "position", "status")
# Without fresh statistics the planner takes a table that was empty this morning for an empty one.
ANALYZE = "ANALYZE employees_employee, employees_rankhistory, employees_positionhistory, employees_staffimportrow"


@transaction.atomic
def confirm_import(*, staff_import: StaffImport, by: Any, take_file: bool = False) -> Job:
    """Store the list in the background. Of two confirmations the second changes nothing. With `take_file` the values of
    the file replace those that others changed after it was exported."""
    staff_import = locked(staff_import, ImportState.APPLYING)
    if staff_import.state == ImportState.APPLYING and staff_import.job is not None and staff_import.job.is_active:
        return staff_import.job
    if take_file:
        take_conflicts(staff_import)
    if not staff_import.has_changes:
        raise DomainError(_("Nothing in this list would change the records."))
    staff_import.state = ImportState.APPLYING
    staff_import.job = start_job(
        "employees.import_apply",
        by=by,
        params={"import_id": staff_import.pk},
        title=_("Import of %(file)s") % {"file": staff_import.file_name},
        unit_path=staff_import.unit_path,
    )
    staff_import.save(update_fields=["state", "job", "counts"])
    record_event(
        "employees.import_confirmed",
        by=by,
        obj=staff_import,
        unit_path=staff_import.unit_path,
        **{action.value.lower(): staff_import.counts.get(action, 0) for action in ImportAction},
        **{name: staff_import.counts[name] for name in ("entries", "conflicts_taken") if name in staff_import.counts},
    )
    return staff_import.job


def apply_import(*, staff_import: StaffImport, progress: Any) -> None:
    """Insert and update what the check found, except rows whose record changed since: people first, then histories."""
    by = User.objects.get(pk=staff_import.created_by_id)
    progress.total(staff_import.rows.filter(action__in=STORED).count())
    progress.at(staff_import.rows.filter(action__in=STORED).exclude(outcome=ImportOutcome.PENDING).count())
    is_long = staff_import.counts.get("rows", 0) > LONG
    # The trail tells by `import_id` which changes are the import's own.
    with because(_("Import of %(file)s") % {"file": staff_import.file_name}, import_id=staff_import.pk):
        storing = _Storing(staff_import, progress, create_missing_positions(staff_import, by), by)
        for sheet in staff_import.sheets.filter(kind=MAIN_SHEET):
            side_by_side.each(_portions(sheet), storing.people, is_long=is_long)
        if staff_import.counts.get("rows", 0) > CHUNK:
            _run(ANALYZE)
        for chunk in entry_chunks(staff_import, CHUNK):
            storing.entries(chunk)
        close_past_positions(staff_import)
    finish_import(staff_import, by)


def _portions(sheet: StaffImportSheet) -> Iterator[list[int]]:
    """Keys of the rows that wait, in the order of the sheet."""
    waiting = sheet.rows.filter(action__in=STORED, outcome=ImportOutcome.PENDING).order_by("number")
    keys = list(waiting.values_list("pk", flat=True))
    for begin in range(0, len(keys), CHUNK):
        yield keys[begin : begin + CHUNK]


class _Storing:
    """Stores portions of rows, each in one transaction that also tells how far the work is."""

    def __init__(
        self, staff_import: StaffImport, progress: Any, positions: dict[tuple[int, str], Position], by: Any
    ) -> None:
        self.staff_import, self.progress, self.positions, self.by = staff_import, progress, positions, by
        self.sheets = covering_sheets(staff_import)
        self._stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED).count()
        self._lock = Lock()

    @transaction.atomic
    def people(self, keys: list[int]) -> None:
        waiting = self.staff_import.rows.filter(pk__in=keys, outcome=ImportOutcome.PENDING).order_by("number")
        found = list(waiting.select_for_update().values_list("pk", "action", "nip"))
        covers = Covered(self.sheets, [nip for _pk, _action, nip in found])
        new = [pk for pk, action, _nip in found if action == ImportAction.INSERT]
        changed = [pk for pk, action, _nip in found if action == ImportAction.UPDATE]
        stored = insert_people(self.staff_import, new, self.positions, covers)
        stored += update_rows(self.staff_import, changed, self.positions, covers, self.by)
        self._advance(len(found), stored)

    @transaction.atomic
    def entries(self, keys: list[int]) -> None:
        count, stored = apply_entries(self.staff_import, keys, self.positions, self.by)
        self._advance(count, stored)

    def _advance(self, count: int, stored: int) -> None:
        # What the commit would check is checked now: the portion beside this one waits for the job's row, locked below.
        connection.check_constraints()
        with self._lock:
            self._stored += stored
            self.progress.advance(count, _rows_stored(self._stored))
        # Last in the transaction: what is stored and how far the work is are stored together.
        self.progress.save_state()


@transaction.atomic
def finish_import(staff_import: StaffImport, by: Any) -> None:
    staff_import = locked(staff_import, ImportState.APPLIED)
    if staff_import.state == ImportState.APPLIED:
        return
    stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED)
    people, entries = stored.filter(sheet__kind=MAIN_SHEET), stored.exclude(sheet__kind=MAIN_SHEET)
    counts = {
        "inserted": people.filter(action=ImportAction.INSERT).count(),
        "updated": people.filter(action=ImportAction.UPDATE).count(),
        "refused_late": staff_import.rows.filter(outcome=ImportOutcome.REFUSED).count(),
    }
    if "entries" in staff_import.counts:
        counts["entries_added"] = entries.filter(action=ImportAction.INSERT).count()
        counts["entries_corrected"] = entries.filter(action=ImportAction.UPDATE).count()
    staff_import.state, staff_import.applied_at = ImportState.APPLIED, timezone.now()
    staff_import.counts |= counts
    staff_import.save(update_fields=["state", "applied_at", "counts"])
    record_event("employees.import_applied", by=by, obj=staff_import, unit_path=staff_import.unit_path, **counts)


def _rows_stored(count: int) -> str:
    return _("%(count)s rows stored") % {"count": formats.number_format(count)}


def _run(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def update_rows(
    staff_import: StaffImport,
    keys: list[int],
    positions: dict[tuple[int, str], Position],
    covers: Covered,
    by: Any,
) -> int:
    """Corrected main data, and ranks and places that are newer than those on record; returns how many rows."""
    if not keys:
        return 0
    rows = staff_import.rows.filter(pk__in=keys).order_by("number")
    found = list(rows.values_list("pk", "employee_id", "version"))
    people = [person for _pk, person, _version in found]
    known = Employee.objects.filter(pk__in=people).order_by("pk")
    placing = known.filter(pk__in=rows.filter(values__has_key="position").values("employee"))
    if placed := dict(placing.values_list("pk", "unit")):
        named = rows.filter(values__has_key="position").values_list("employee", "values")
        wanted = [positions[each.get("unit", placed[pk]), each["position"].casefold()].pk for pk, each in named]
        lock_positions([*wanted, *headed_by(list(placed))])
    # In two steps, as lock_row does.
    list(known.select_for_update().values_list("pk"))
    versions = dict(known.values_list("pk", "version"))
    fresh = [pk for pk, person, version in found if versions.get(person, 0) == version]
    rows.exclude(pk__in=fresh).update(outcome=ImportOutcome.REFUSED)
    if not fresh:
        return 0
    update_main(fresh)
    growing = list(rows.filter(pk__in=fresh, values__has_any_keys=GROWING))
    if growing:
        employees = known.select_related("unit").in_bulk([row.employee_id for row in growing])
        for row in growing:
            _add_histories(row, employees[row.employee_id], positions, covers, by)
        versions = dict(Employee.objects.filter(pk__in=employees).values_list("pk", "version"))
        for row in growing:
            row.stored_version = versions[row.employee_id]
        StaffImportRow.objects.bulk_update(growing, ["before", "stored_version"], batch_size=CHUNK)
    return len(fresh)


def _add_histories(
    row: StaffImportRow,
    employee: Employee,
    positions: dict[tuple[int, str], Position],
    covers: Covered,
    by: Any,
) -> None:
    values = _dated(row.values)
    added: dict[str, Any] = {}
    try:
        with transaction.atomic():
            if "rank" in values and not covers.has(row.nip, HistoryKind.RANK, values["rank_since"]):
                added["rank_row"] = add_rank(
                    employee=employee, rank=values["rank"], effective_date=values["rank_since"], by=by
                ).pk
            if "position" in values and not covers.has(row.nip, HistoryKind.POSITION, values["position_since"]):
                position = positions[values.get("unit", employee.unit_id), values["position"].casefold()]
                added["position_row"] = add_definitive_position(
                    employee=employee, position=position, effective_date=values["position_since"], by=by
                ).pk
            if "status" in values and not covers.has(row.nip, HistoryKind.STATUS):
                added["status_row"] = _change_status(employee, values["status"], by)
                added["status"] = employee.status
    except DomainError as error:
        # The main data is stored; the history says why it did not grow.
        added = {"history_refused": str(error)}
    row.before |= added


def _change_status(employee: Employee, status: str, by: Any) -> int:
    """A list says how somebody stands now, not since when: it holds from today."""
    begun_today = StatusHistory.objects.valid().filter(employee=employee, period__startswith=today()).first()
    if begun_today is not None:
        row = correct_history(row=begun_today, changes={"status": status}, reason=_("Import of a list"), by=by)
    else:
        values = {"status": status, "period": (today(), None)}
        row = add_entry(employee=employee, kind=HistoryKind.STATUS, values=values, by=by)
    return int(row.pk)


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.date.fromisoformat(value) if name in DATES and isinstance(value, str) else value
        for name, value in values.items()
    }
