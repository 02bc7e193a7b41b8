"""What the histories of a file say that its main records say too."""

from __future__ import annotations

import datetime

from employees.enums import AssignmentKind, HistoryKind, ImportAction
from employees.models import StaffImport, StaffImportRow, StaffImportSheet

STORED = (ImportAction.INSERT, ImportAction.UPDATE)
KINDS = (HistoryKind.RANK, HistoryKind.POSITION, HistoryKind.STATUS)


def covering_sheets(staff_import: StaffImport) -> list[StaffImportSheet]:
    """The sheets of histories that a person's main record can rely on."""
    return list(staff_import.sheets.filter(kind__in=KINDS))


class Covered:
    """Which ranks, places and standings of people the file's own histories give: the main record need not add them."""

    def __init__(self, sheets: list[StaffImportSheet], nips: list[str]) -> None:
        self.found: set[tuple[str, str, str]] = set()
        if sheets:
            entries = StaffImportRow.objects.filter(
                staff_import=sheets[0].staff_import_id, sheet__in=sheets, action__in=STORED, nip__in=nips
            ).values_list("nip", "sheet__kind", "values__start", "values__kind")
            for nip, kind, start, assignment in entries:
                if assignment in {None, AssignmentKind.DEFINITIVE}:
                    self.found |= {(nip, kind, start), (nip, kind, "")}

    def has(self, nip: str, kind: HistoryKind, start: datetime.date | None = None) -> bool:
        """Whether an entry begins on that day; without a day, whether there is any."""
        return (nip, kind.value, start.isoformat() if start else "") in self.found
