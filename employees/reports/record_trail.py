"""Who changed what in a record, and who looked at it."""

from __future__ import annotations

from dataclasses import dataclass

from asn_portal.accounts.models import User
from asn_portal.audit.changes import FieldChange, changes_of
from asn_portal.audit.models import RecordView
from employees.models import Employee

SHOWN_LOOKS = 200
SHOWN_CHANGES = 200


@dataclass(frozen=True)
class ChangeLine:
    change: FieldChange
    by: str


def looks_at(employee: Employee) -> list[RecordView]:
    """Who opened the record, newest first."""
    return list(RecordView.objects.of(employee).select_related("viewer")[:SHOWN_LOOKS])


def field_changes(employee: Employee) -> list[ChangeLine]:
    """Field changes of the main data, newest first."""
    changes = list(changes_of("employees.employee", str(employee.pk)))[-SHOWN_CHANGES:]
    names = dict(
        User.objects.filter(pk__in={change.user_id for change in changes if change.user_id}).values_list("pk", "name")
    )
    return [ChangeLine(change, names.get(change.user_id, "") if change.user_id else "") for change in reversed(changes)]
