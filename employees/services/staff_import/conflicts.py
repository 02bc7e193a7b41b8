"""Rows of an export that differ from what others changed in the portal meanwhile."""

from __future__ import annotations

from django.db import connection

from employees.enums import ImportAction
from employees.models import StaffImport, StaffImportSheet

# What a row keeps in `before`: the values of the file, of the export and of the record when it was checked.
KEPT = ("conflict", "exported", "portal")
TAKE = """
    UPDATE employees_staffimportrow
    SET action = %s, "values" = "values" || (before->'conflict'), before = before - %s::text[]
    WHERE staff_import_id = %s AND action IN (%s, %s) AND before ? 'conflict'
"""


def take_conflicts(staff_import: StaffImport) -> None:
    """Let the rows store what the file says. The caller has locked the import and saves its counts."""
    counts = staff_import.counts
    conflicts = counts.pop("conflicts", 0)
    if not conflicts:
        return
    sheets = list(staff_import.sheets.exclude(kind=""))
    for sheet in sheets:
        added = sheet.rows.filter(action=ImportAction.SKIP, before__has_key="conflict").count()
        sheet.counts.pop("conflicts", None)
        for each in (sheet.counts, counts if sheet.is_main else counts["entries"]):
            each[ImportAction.SKIP] -= added
            each[ImportAction.UPDATE] += added
    StaffImportSheet.objects.bulk_update(sheets, ["counts"])
    counts["conflicts_taken"] = conflicts
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [ImportAction.UPDATE, list(KEPT), staff_import.pk, ImportAction.SKIP, ImportAction.UPDATE])
