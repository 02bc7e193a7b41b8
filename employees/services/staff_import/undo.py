"""Taking an import back within a day. What somebody has worked with since stays, and is listed."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from asn_portal.locking import lock_row
from employees.enums import MAIN_SHEET, ImportAction, ImportOutcome, ImportState
from employees.histories import HISTORIES
from employees.models import (
    Employee,
    Position,
    PositionHistory,
    RankHistory,
    StaffImport,
    StaffImportRow,
    StatusHistory,
)
from employees.services.history import refresh_current
from employees.services.staff_import.apply import DATES
from employees.services.staff_import.undo_entries import take_back_entries, undo_chunks, worked_with
from employees.services.staff_import.upload import forget, locked

CHUNK = 500
# What an update may have added to the histories, and under which key the row keeps it.
ADDED = ((RankHistory, "rank_row"), (PositionHistory, "position_row"), (StatusHistory, "status_row"))
# Rows and file of an import hold personal data that nobody needs after the undo has ended.
FORGOTTEN_AFTER = datetime.timedelta(days=7)
# What an import remains after its rows are forgotten; all others become discarded.
KEPT_STATES = frozenset({ImportState.APPLIED, ImportState.UNDONE, ImportState.UNCHANGED, ImportState.DISCARDED})


@transaction.atomic
def undo_import(*, staff_import: StaffImport, reason: str, by: Any) -> Job:
    """Take the import back in the background."""
    staff_import = locked(staff_import, ImportState.UNDOING)
    if staff_import.state == ImportState.UNDOING and staff_import.job is not None and staff_import.job.is_active:
        return staff_import.job
    if staff_import.state == ImportState.APPLIED and not staff_import.can_be_undone:
        raise DomainError(_("An import can be undone within 24 hours. Correct the records one by one instead."))
    staff_import.state = ImportState.UNDOING
    staff_import.job = start_job(
        "employees.import_undo",
        by=by,
        params={"import_id": staff_import.pk, "reason": reason},
        title=_("Undo of %(file)s") % {"file": staff_import.file_name},
        unit_path=staff_import.unit_path,
    )
    staff_import.save(update_fields=["state", "job"])
    record_event(
        "employees.import_undo_asked", by=by, obj=staff_import, unit_path=staff_import.unit_path, reason=reason
    )
    return staff_import.job


def take_back(*, staff_import: StaffImport, reason: str, progress: Any) -> None:
    """Remove what was inserted and restore what was updated, each chunk in one transaction. Safe to repeat."""
    stored = staff_import.rows.filter(outcome=ImportOutcome.APPLIED)
    progress.total(stored.count())
    with because(reason, import_id=staff_import.pk):
        for chunk in undo_chunks(staff_import, CHUNK):
            with transaction.atomic():
                take_back_entries(staff_import, chunk)
                progress.advance(len(chunk))
                progress.save_state()
        for sheet in staff_import.sheets.filter(kind=MAIN_SHEET):
            last = 0
            while True:
                with transaction.atomic():
                    waiting = stored.filter(sheet=sheet, number__gt=last).order_by("number")
                    rows = list(waiting.select_for_update()[:CHUNK])
                    if not rows:
                        break
                    last = rows[-1].number
                    _take_back_insertions(staff_import, [row for row in rows if row.action == ImportAction.INSERT])
                    _take_back_updates([row for row in rows if row.action == ImportAction.UPDATE])
                    progress.advance(len(rows))
                    progress.save_state()
        finish_undo(staff_import, reason)


@transaction.atomic
def finish_undo(staff_import: StaffImport, reason: str) -> None:
    staff_import = locked(staff_import, ImportState.UNDONE)
    if staff_import.state == ImportState.UNDONE:
        return
    _remove_unused_positions(staff_import)
    people = staff_import.rows.filter(sheet__kind=MAIN_SHEET)
    entries = staff_import.rows.exclude(sheet__kind=MAIN_SHEET)
    counts = {
        "undone": people.filter(outcome=ImportOutcome.UNDONE).count(),
        "kept": staff_import.rows.filter(outcome=ImportOutcome.KEPT).count(),
    }
    if "entries" in staff_import.counts:
        counts["entries_undone"] = entries.filter(outcome=ImportOutcome.UNDONE).count()
    staff_import.state, staff_import.undone_at = ImportState.UNDONE, timezone.now()
    staff_import.counts |= counts
    staff_import.save(update_fields=["state", "undone_at", "counts"])
    by = User.objects.get(pk=staff_import.created_by_id)
    record_event(
        "employees.import_undone", by=by, obj=staff_import, unit_path=staff_import.unit_path, reason=reason, **counts
    )


def _take_back_insertions(staff_import: StaffImport, rows: list[StaffImportRow]) -> None:
    """The import created these people, so their histories go with them. Whoever was touched since stays."""
    if not rows:
        return
    employees = {
        employee.pk: employee
        for employee in Employee.objects.select_for_update(of=("self",)).filter(
            pk__in=[row.employee_id for row in rows]
        )
    }
    grown: set[int] = set()
    for history in HISTORIES.values():
        grown |= worked_with(staff_import, history.model, employees, are_new=True)
    clean, kept = [], []
    for row in rows:
        employee = employees.get(row.employee_id)
        if employee is None:
            clean.append(row)
        elif employee.version != row.stored_version or employee.user_id is not None or employee.pk in grown:
            kept.append(row)
        else:
            clean.append(row)
    try:
        with transaction.atomic():
            _delete_people([row.employee_id for row in clean if row.employee_id])
    except (IntegrityError, ProtectedError):
        for row in list(clean):
            try:
                with transaction.atomic():
                    _delete_people([row.employee_id])
            except (IntegrityError, ProtectedError):
                # Another part of the portal refers to the person: a training, a report.
                clean.remove(row)
                kept.append(row)
    marked = StaffImportRow.objects
    marked.filter(pk__in=[row.pk for row in clean]).update(outcome=ImportOutcome.UNDONE, employee=None)
    marked.filter(pk__in=[row.pk for row in kept]).update(outcome=ImportOutcome.KEPT)


def _delete_people(ids: list[int]) -> None:
    for history in HISTORIES.values():
        history.model.objects.filter(employee__in=ids)._raw_delete(using=DEFAULT_DB_ALIAS)
    Employee.objects.filter(pk__in=ids).delete()


def _take_back_updates(rows: list[StaffImportRow]) -> None:
    for row in rows:
        employee = lock_row(Employee.objects, row.employee_id, "unit")
        if employee.version != row.stored_version or _histories_went_on(row, employee):
            row.outcome = ImportOutcome.KEPT
            continue
        for model, key in ADDED:
            if key in row.before:
                _remove_history_row(model, row.before[key])
        if "status" in row.before:
            employee.status = row.before["status"]
        for name, value in row.before.get("main", {}).items():
            is_date = name in DATES and isinstance(value, str)
            setattr(employee, name, datetime.date.fromisoformat(value) if is_date else value)
        employee.version += 1
        employee.save()
        refresh_current(employee)
        row.outcome = ImportOutcome.UNDONE
    StaffImportRow.objects.bulk_update(rows, ["outcome"], batch_size=CHUNK)


def _histories_went_on(row: StaffImportRow, employee: Employee) -> bool:
    return any(
        model.objects.valid().filter(employee=employee, pk__gt=row.before[key]).exists()
        or not model.objects.valid().filter(pk=row.before[key]).exists()
        for model, key in ADDED
        if key in row.before
    )


def _remove_history_row(model: Any, pk: int) -> None:
    """Remove the row that the import added and let the one before it run on."""
    added = model.objects.get(pk=pk)
    start = added.period.lower
    model.objects.filter(pk=pk)._raw_delete(using=DEFAULT_DB_ALIAS)
    if added.corrects_id is not None:
        model.objects.filter(pk=added.corrects_id).update(is_void=False)
        return
    before = model.objects.valid().filter(employee_id=added.employee_id, period__endswith=start)
    if model is PositionHistory:
        before = before.definitive()
    previous = before.first()
    if previous is not None:
        previous.period = (previous.period.lower, added.period.upper)
        previous.save(update_fields=["period"])


def _remove_unused_positions(staff_import: StaffImport) -> None:
    for pk in staff_import.counts.get("created_positions", []):
        try:
            with transaction.atomic():
                Position.objects.filter(pk=pk).delete()
        except (IntegrityError, ProtectedError):
            continue


def forget_old_imports(now: datetime.datetime | None = None) -> int:
    """Remove rows and files of imports that can no longer be undone. Returns how many were cleared."""
    moment = (now or timezone.now()) - FORGOTTEN_AFTER
    cleared = 0
    waiting = StaffImport.objects.filter(created_at__lt=moment, forgotten_at=None).exclude(
        state__in=[ImportState.APPLYING, ImportState.UNDOING]
    )
    for pk in waiting.values_list("pk", flat=True)[:100]:
        with transaction.atomic():
            staff_import = (
                StaffImport.objects.select_for_update(of=("self",), skip_locked=True)
                .filter(pk=pk, forgotten_at=None)
                .first()
            )
            if staff_import is None:
                continue
            if staff_import.state not in KEPT_STATES:
                staff_import.state = ImportState.DISCARDED
            forget(staff_import, by=None)
            cleared += 1
    return cleared
