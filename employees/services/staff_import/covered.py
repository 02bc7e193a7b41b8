"""What the histories of a file say that its main records say too."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from employees.enums import AssignmentKind, HistoryKind, ImportAction
from employees.models import StaffImport

STORED = (ImportAction.INSERT, ImportAction.UPDATE)


class Covered:
    """Which ranks, places and standings of people the file's own histories give: the main record need not add them."""

    KINDS = (HistoryKind.RANK, HistoryKind.POSITION, HistoryKind.STATUS)

    def __init__(self, staff_import: StaffImport) -> None:
        self.staff_import = staff_import
        self.sheets = list(staff_import.sheets.filter(kind__in=self.KINDS))
        self.found: set[tuple[str, str, str]] = set()

    def look_at(self, nips: Iterable[str]) -> None:
        self.found = set()
        if self.sheets:
            entries = self.staff_import.rows.filter(
                sheet__in=self.sheets, action__in=STORED, nip__in=list(nips)
            ).values_list("nip", "sheet__kind", "values__start", "values__kind")
            for nip, kind, start, assignment in entries:
                if assignment in {None, AssignmentKind.DEFINITIVE}:
                    self.found |= {(nip, kind, start), (nip, kind, "")}

    def has(self, nip: str, kind: HistoryKind, start: datetime.date | None = None) -> bool:
        """Whether an entry begins on that day; without a day, whether there is any."""
        return (nip, kind.value, start.isoformat() if start else "") in self.found
