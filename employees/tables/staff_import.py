"""Imports."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.enums import IMPORT_STATE_TONES, ImportState
from employees.models import StaffImport
from employees.texts.record import import_result

# A column of several words, which must not break after each of them.
WORDS = {"td": {"class": "cell-words"}}
# A title much longer than what stands below it.
WRAPPED_TITLE = {"th": {"class": "cell-wrapped"}}


class StaffImportTable(PortalTable):
    file_name = tables.Column(linkify=True, attrs={"td": {"class": "cell-title"}})
    state = BadgeColumn(tones={state.value: IMPORT_STATE_TONES[state] for state in ImportState})
    created_at = tables.DateTimeColumn()
    created_by = tables.Column(accessor="created_by__name", verbose_name=gettext_lazy("Uploaded by"), orderable=False)
    rows = tables.Column(accessor="counts", verbose_name=gettext_lazy("Rows"), orderable=False)
    result = tables.Column(accessor="counts", verbose_name=gettext_lazy("Result"), orderable=False, attrs=WORDS)
    undo_until = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Can be undone until"), orderable=False, attrs=WRAPPED_TITLE
    )

    class Meta(PortalTable.Meta):
        model = StaffImport
        fields = ("file_name", "state", "created_at", "created_by", "rows", "result", "undo_until")

    def render_rows(self, value: dict[str, Any]) -> Any:
        return value.get("rows", "–")

    def render_result(self, value: dict[str, Any]) -> str:
        return import_result(value)

    def render_undo_until(self, record: StaffImport) -> Any:
        if not record.can_be_undone or record.undo_until is None:
            return "–"
        return formats.date_format(timezone.localtime(record.undo_until), "SHORT_DATETIME_FORMAT")
