"""Taking in a file and agreeing on what its columns hold."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_SHEETS, delete_document, store_document
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from asn_portal.locking import lock_row
from asn_portal.tabular.faults import UnreadableSheet
from employees.domain.staff_import.columns import REQUIRED_COLUMNS, Column
from employees.enums import IMPORT_TRANSITIONS, ImportState
from employees.import_texts import COLUMN_LABELS, SHEET_TEXTS
from employees.models import OrganizationalUnit, StaffImport, StaffImportMapping
from employees.services.staff_import.sheet import FoundSheet, find_sheet

# Larger files take longer to open than a browser should wait (a megabyte is about 15,000 rows).
READ_AT_ONCE = 1024 * 1024
# 100,000 rows of a wide list take about 12 MB.
MAXIMUM_SIZE = 20 * 1024 * 1024
STEP = settings.ACCESS_UNIT_STEP


def start_import(*, file: File[bytes], by: Any) -> StaffImport:
    """Store an upload and suggest what its columns hold. Raises DomainError for what is no list."""
    paths = scope_of(by).paths(Permission.EMPLOYEE_IMPORT)
    if not paths:
        raise DomainError(_("You may not import staff lists."))
    area = common_path(paths)
    government = OrganizationalUnit.objects.get(path=paths[0][:STEP])
    with transaction.atomic():
        staff_import = StaffImport(
            government=government, unit_path=area, created_by=by, file_name=(file.name or "")[-200:]
        )
        is_large = (file.size or 0) > READ_AT_ONCE
        if is_large:
            staff_import.state = ImportState.READING
        else:
            _take(staff_import, _find(file))
        staff_import.save()
        staff_import.source = store_document(
            file=file,
            by=by,
            owner=staff_import,
            kind="employees.import_source",
            unit_path=area,
            allowed=ALLOWED_SHEETS,
            max_size=MAXIMUM_SIZE,
        )
        staff_import.file_name = staff_import.source.name
        if is_large:
            staff_import.job = start_job(
                "employees.import_read",
                by=by,
                params={"import_id": staff_import.pk},
                title=_("Reading of %(file)s") % {"file": staff_import.file_name},
                unit_path=area,
            )
        staff_import.save(update_fields=["source", "file_name", "job"])
        record_event("employees.import_uploaded", by=by, obj=staff_import, unit_path=area)
    return staff_import


def read_upload(*, staff_import: StaffImport) -> None:
    """Find the list in a large file, in the background. Safe to repeat."""
    if staff_import.source is None:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    with staff_import.source.file.open("rb") as file:
        found = _find(file)
    with transaction.atomic():
        staff_import = locked(staff_import, ImportState.MAPPING)
        _take(staff_import, found)
        staff_import.save()


@transaction.atomic
def choose_sheet(*, staff_import: StaffImport, sheet_name: str, header_row: int | None, by: Any) -> StaffImport:
    """Look for the titles in another sheet or row."""
    staff_import = locked(staff_import, ImportState.MAPPING, ImportState.CHECKING)
    if staff_import.source is None:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    with staff_import.source.file.open("rb") as file:
        found = _find(file, sheet_name=sheet_name, header_row=header_row)
    _take(staff_import, found)
    staff_import.save()
    return staff_import


@transaction.atomic
def confirm_columns(
    *, staff_import: StaffImport, mapping: dict[int, Column], default_unit: OrganizationalUnit | None, by: Any
) -> Job:
    """Remember what the columns hold and check the list in the background."""
    staff_import = locked(staff_import, ImportState.CHECKING)
    if staff_import.is_under_way and staff_import.job is not None and staff_import.job.is_active:
        raise DomainError(_("The list is being checked already. Wait for the result."))
    faults = column_faults(mapping, default_unit)
    if faults:
        raise DomainError(" ".join(faults))
    staff_import.mapping = {str(index): column.value for index, column in mapping.items()}
    staff_import.default_unit = default_unit
    staff_import.state = ImportState.CHECKING
    StaffImportMapping.objects.update_or_create(
        government_id=staff_import.government_id,
        fingerprint=staff_import.fingerprint,
        defaults={"mapping": staff_import.mapping},
    )
    staff_import.job = start_job(
        "employees.import_preview",
        by=by,
        params={"import_id": staff_import.pk},
        title=_("Check of %(file)s") % {"file": staff_import.file_name},
        unit_path=staff_import.unit_path,
    )
    staff_import.save()
    return staff_import.job


def column_faults(mapping: dict[int, Column], default_unit: Any) -> list[str]:
    """Why a list cannot be read with these columns, in sentences."""
    chosen = list(mapping.values())
    faults = [
        _("No column holds: %(column)s. Without it nobody can be recognised.") % {"column": COLUMN_LABELS[column]}
        for column in REQUIRED_COLUMNS
        if column not in chosen
    ]
    faults += [
        _("Two columns hold: %(column)s. Choose one of them.") % {"column": COLUMN_LABELS[column]}
        for column in Column
        if chosen.count(column) > 1
    ]
    if Column.UNIT not in chosen and default_unit is None:
        faults.append(_("No column holds the unit. Choose the unit to which all rows belong."))
    return faults


@transaction.atomic
def discard_import(*, staff_import: StaffImport, by: Any) -> StaffImport:
    """Drop an upload that was not stored, with everything read from it."""
    staff_import = locked(staff_import, ImportState.DISCARDED)
    staff_import.state = ImportState.DISCARDED
    forget(staff_import, by=by)
    record_event("employees.import_discarded", by=by, obj=staff_import, unit_path=staff_import.unit_path)
    return staff_import


def forget(staff_import: StaffImport, *, by: Any) -> None:
    """Remove the rows and the file; the import remains as a line with its counts."""
    staff_import.rows.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    source, staff_import.source = staff_import.source, None
    staff_import.samples, staff_import.forgotten_at = [], timezone.now()
    staff_import.save()
    if source is not None:
        delete_document(document=source, by=by, reason="employees.import_forgotten")


def locked(staff_import: StaffImport, *allowed: ImportState) -> StaffImport:
    """The import, locked; refused unless it may go to one of `allowed`."""
    staff_import = lock_row(StaffImport.objects, staff_import.pk, "source", "government", "job")
    if not IMPORT_TRANSITIONS[ImportState(staff_import.state)] & set(allowed) and staff_import.state not in allowed:
        raise DomainError(
            _("This list is in the state “%(state)s”; what you asked is no longer possible.")
            % {"state": staff_import.get_state_display()}
        )
    return staff_import


def common_path(paths: tuple[str, ...]) -> str:
    """The path of the lowest unit above or at all `paths` of the first one's government."""
    same = [path for path in paths if path[:STEP] == paths[0][:STEP]]
    length = min(map(len, same))
    while any(not path.startswith(same[0][:length]) for path in same):
        length -= STEP
    return same[0][:length]


def _take(staff_import: StaffImport, found: FoundSheet) -> None:
    known = StaffImportMapping.objects.filter(
        government_id=staff_import.government_id, fingerprint=found.fingerprint
    ).first()
    staff_import.sheet_name, staff_import.sheet_names = found.sheet_name, found.sheet_names
    staff_import.header_row, staff_import.header_end = found.header_row, found.header_end
    staff_import.headers, staff_import.samples = found.headers, found.samples
    staff_import.fingerprint = found.fingerprint
    suggested = {str(index): column.value for index, column in found.mapping.items()}
    staff_import.mapping = known.mapping if known else suggested
    staff_import.state = ImportState.MAPPING


def _find(file: Any, **where: Any) -> FoundSheet:
    try:
        return find_sheet(file, **where)
    except UnreadableSheet as error:
        raise DomainError(str(SHEET_TEXTS[error.code])) from error
