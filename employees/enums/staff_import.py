"""How far a staff list has come on its way into the records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from employees.enums.record import HistoryKind

# What a sheet can hold: the main record, or one of the histories.
MAIN_SHEET = "main"
SHEET_KINDS = [(MAIN_SHEET, _("Main record")), *HistoryKind.choices]


class ImportState(TextChoices):
    """How far a staff list has come on its way into the records."""

    READING = "READING", _("Being read")
    MAPPING = "MAPPING", _("Columns to be confirmed")
    CHECKING = "CHECKING", _("Being checked")
    CHECKED = "CHECKED", _("Waiting for confirmation")
    UNCHANGED = "UNCHANGED", _("No changes")
    APPLYING = "APPLYING", _("Being stored")
    APPLIED = "APPLIED", _("Stored")
    UNDOING = "UNDOING", _("Being undone")
    UNDONE = "UNDONE", _("Undone")
    DISCARDED = "DISCARDED", _("Discarded")

    @property
    def tone(self) -> str:
        return IMPORT_STATE_TONES[self]


IMPORT_STATE_TONES = {
    ImportState.READING: "info",
    ImportState.MAPPING: "attention",
    ImportState.CHECKING: "info",
    ImportState.CHECKED: "attention",
    ImportState.UNCHANGED: "neutral",
    ImportState.APPLYING: "info",
    ImportState.APPLIED: "good",
    ImportState.UNDOING: "info",
    ImportState.UNDONE: "neutral",
    ImportState.DISCARDED: "neutral",
}

# Which state may follow which. A list is checked again after its columns were changed.
IMPORT_TRANSITIONS = {
    ImportState.READING: frozenset({ImportState.MAPPING, ImportState.DISCARDED}),
    ImportState.MAPPING: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.CHECKING: frozenset(
        {
            ImportState.CHECKING,
            ImportState.CHECKED,
            ImportState.UNCHANGED,
            ImportState.MAPPING,
            ImportState.DISCARDED,
        }
    ),
    ImportState.CHECKED: frozenset({ImportState.CHECKING, ImportState.APPLYING, ImportState.DISCARDED}),
    # Waits for nobody; but perhaps a column was named wrongly.
    ImportState.UNCHANGED: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.APPLYING: frozenset({ImportState.APPLYING, ImportState.APPLIED}),
    ImportState.APPLIED: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDOING, ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.DISCARDED: frozenset(),
}


class ImportAction(TextChoices):
    """What storing a row will do."""

    INSERT = "INSERT", _("New")
    UPDATE = "UPDATE", _("Changes")
    SKIP = "SKIP", _("Nothing changes")
    REFUSE = "REFUSE", _("Refused")

    @property
    def tone(self) -> str:
        return IMPORT_ACTION_TONES[self]


IMPORT_ACTION_TONES = {
    ImportAction.INSERT: "good",
    ImportAction.UPDATE: "info",
    ImportAction.SKIP: "neutral",
    ImportAction.REFUSE: "bad",
}


class ImportOutcome(TextChoices):
    """What came of a row."""

    PENDING = "", _("Not stored")
    APPLIED = "APPLIED", _("Stored")
    REFUSED = "REFUSED", _("Not stored: the record changed meanwhile")
    UNDONE = "UNDONE", _("Undone")
    KEPT = "KEPT", _("Kept: somebody worked with the record since")
