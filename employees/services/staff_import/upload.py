"""Taking in a file and agreeing on what its columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
from asn_portal.tabular.mapping import normalise_label
from employees.domain.staff_import.columns import REQUIRED_COLUMNS, Column
from employees.domain.staff_import.entry_columns import ENTRY_SHEETS, EntryColumn
from employees.enums import IMPORT_TRANSITIONS, MAIN_SHEET, HistoryKind, ImportState
from employees.models import OrganizationalUnit, StaffImport, StaffImportMapping, StaffImportSheet
from employees.services.staff_import.sheet import FoundSheet, find_sheet, find_sheets
from employees.services.staff_import.titles import columns_of, known_titles
from employees.texts.import_entries import entry_label
from employees.texts.staff_import import COLUMN_LABELS, SHEET_TEXTS

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
            found = _found(file)
        staff_import.save()
        if not is_large:
            _take(staff_import, found)
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
        found = _found(file)
    with transaction.atomic():
        staff_import = locked(staff_import, ImportState.MAPPING)
        staff_import.state = ImportState.MAPPING
        staff_import.save(update_fields=["state"])
        _take(staff_import, found)


@transaction.atomic
def choose_sheet(*, sheet: StaffImportSheet, kind: str, header_row: int | None, by: Any) -> StaffImportSheet:
    """Read a sheet as something else, or look for its titles in another row. With kind "" it is left out."""
    staff_import = locked(sheet.staff_import, ImportState.MAPPING, ImportState.CHECKING)
    if staff_import.source is None:
        raise DomainError(_("The file is no longer kept. Upload it again."))
    if kind:
        with staff_import.source.file.open("rb") as file, _sentences():
            found = find_sheet(file, place=sheet.place, kind=kind, header_row=header_row)
        _fill(sheet, found)
    sheet.kind = kind
    sheet.save()
    if staff_import.state != ImportState.CHECKING:
        staff_import.state = ImportState.MAPPING
        staff_import.save(update_fields=["state"])
    return sheet


@transaction.atomic
def confirm_columns(
    *,
    staff_import: StaffImport,
    mappings: dict[int, dict[int, str]],
    default_unit: OrganizationalUnit | None,
    by: Any,
) -> Job:
    """Remember what the columns hold and check the file in the background. `mappings` by the key of each sheet."""
    staff_import = locked(staff_import, ImportState.CHECKING)
    if staff_import.is_under_way and staff_import.job is not None and staff_import.job.is_active:
        raise DomainError(_("The list is being checked already. Wait for the result."))
    sheets = {sheet.pk: sheet for sheet in staff_import.sheets.exclude(kind="") if sheet.pk in mappings}
    faults = sheet_faults(sheets.values(), by)
    for pk, sheet in sheets.items():
        faults += column_faults(sheet.kind, mappings[pk], default_unit, sheet.name if len(sheets) > 1 else "")
    if faults:
        raise DomainError(" ".join(faults))
    for pk, sheet in sheets.items():
        sheet.mapping = {str(index): str(column) for index, column in mappings[pk].items()}
        sheet.save(update_fields=["mapping"])
        StaffImportMapping.objects.update_or_create(
            government_id=staff_import.government_id,
            fingerprint=sheet.fingerprint,
            defaults={"mapping": sheet.mapping, "kind": sheet.kind},
        )
    staff_import.default_unit = default_unit
    staff_import.state = ImportState.CHECKING
    staff_import.job = start_job(
        "employees.import_preview",
        by=by,
        params={"import_id": staff_import.pk},
        title=_("Check of %(file)s") % {"file": staff_import.file_name},
        unit_path=staff_import.unit_path,
    )
    staff_import.save()
    return staff_import.job


def sheet_faults(sheets: Iterable[StaffImportSheet], by: Any) -> list[str]:
    """Why these sheets can't be imported together, in sentences."""
    kinds = [sheet.kind for sheet in sheets]
    if not kinds:
        return [_("No sheet is chosen. Say of at least one what it holds.")]
    if HistoryKind.DISCIPLINE in kinds and not scope_of(by).has(Permission.DISCIPLINE_VIEW):
        return [_("You may not read disciplinary sanctions, so you can't import them. Leave out that sheet.")]
    return []


def column_faults(kind: str, mapping: dict[int, str], default_unit: Any, sheet: str = "") -> list[str]:
    """Why a sheet cannot be read with these columns, in sentences."""
    chosen = list(mapping.values())
    columns = columns_of(kind)
    labels = labels_of(kind)
    faults = []
    if kind == MAIN_SHEET:
        faults += [
            _("No column holds: %(column)s. Without it nobody can be recognised.") % {"column": labels[column]}
            for column in REQUIRED_COLUMNS
            if column not in chosen
        ]
    else:
        faults += [
            _("No column holds: %(column)s.") % {"column": _(" or ").join(str(labels[column]) for column in group)}
            for group in ((EntryColumn.NIP, EntryColumn.PNS_ID), *ENTRY_SHEETS[HistoryKind(kind)].needed)
            if not set(group).intersection(chosen)
        ]
    faults += [
        _("Two columns hold: %(column)s. Choose one of them.") % {"column": labels[column]}
        for column in columns
        if chosen.count(column) > 1
    ]
    if kind == MAIN_SHEET and Column.UNIT not in chosen and default_unit is None:
        faults.append(_("No column holds the unit. Choose the unit to which all rows belong."))
    return [f"{sheet}: {fault}" for fault in faults] if sheet else faults


def recognised_sheets(staff_import: StaffImport, sheets: Iterable[StaffImportSheet]) -> set[int]:
    """Keys of the sheets about which nothing has to be asked: all titles are ours, or this government has said before
    what they hold."""
    sheets = [sheet for sheet in sheets if sheet.kind]
    known = {
        (each.fingerprint, each.kind): each.mapping
        for each in StaffImportMapping.objects.filter(
            government_id=staff_import.government_id, fingerprint__in=[sheet.fingerprint for sheet in sheets]
        )
    }
    return {
        sheet.pk
        for sheet in sheets
        if known.get((sheet.fingerprint, sheet.kind)) == sheet.mapping or _has_known_titles(sheet)
    }


def _has_known_titles(sheet: StaffImportSheet) -> bool:
    titles = known_titles(sheet.kind)
    return bool(sheet.headers) and all(
        titles.get(normalise_label(title)) == sheet.mapping.get(str(index), "")
        for index, title in enumerate(sheet.headers)
    )


def labels_of(kind: str) -> dict[Any, Any]:
    """The columns that a sheet of this kind can have, with their labels."""
    if kind == MAIN_SHEET:
        return dict(COLUMN_LABELS)
    history = HistoryKind(kind)
    return {
        EntryColumn(field.name): entry_label(history, EntryColumn(field.name)) for field in ENTRY_SHEETS[history].fields
    }


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
    staff_import.sheets.update(samples=[])
    staff_import.forgotten_at = timezone.now()
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


def _take(staff_import: StaffImport, found: list[FoundSheet]) -> None:
    """Keep what was found; of titles seen before, what they were said to hold."""
    staff_import.sheets.all().delete()
    known = {
        each.fingerprint: each
        for each in StaffImportMapping.objects.filter(
            government_id=staff_import.government_id, fingerprint__in=[each.fingerprint for each in found]
        )
    }
    for place, each in enumerate(found):
        sheet = StaffImportSheet(staff_import=staff_import, place=place, kind=each.kind, has_formulas=each.has_formulas)
        _fill(sheet, each)
        remembered = known.get(each.fingerprint) if each.headers else None
        if remembered is not None:
            sheet.kind, sheet.mapping = remembered.kind, remembered.mapping
        sheet.save()


def _fill(sheet: StaffImportSheet, found: FoundSheet) -> None:
    sheet.name = found.name[:250]
    sheet.header_row, sheet.header_end = found.header_row, found.header_end
    sheet.headers, sheet.samples, sheet.fingerprint = found.headers, found.samples, found.fingerprint
    sheet.mapping = {str(index): name for index, name in found.mapping.items()}


def _found(file: Any) -> list[FoundSheet]:
    with _sentences():
        return find_sheets(file)


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except UnreadableSheet as error:
        raise DomainError(str(SHEET_TEXTS[error.code])) from error
