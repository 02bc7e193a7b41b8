"""Taking an employee on record, and correcting the main data."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_IMAGES, delete_document, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.domain.entry_rules import MAIN_DAYS, MainFault, main_faults
from employees.models import Employee, Position, StatusHistory
from employees.services.history import add_definitive_position, add_rank
from employees.texts.main_data import main_fault_text

# Stored encrypted, found by a keyed hash.
SENSITIVE_FIELDS = ("nik", "npwp", "bpjs")

# What a correction may change; status, unit, position and rank change through their histories.
MAIN_FIELDS = (
    "nip",
    "name",
    "front_title",
    "back_title",
    "employment_type",
    "birth_place",
    "birth_date",
    "sex",
    "religion",
    "marital_status",
    "phone",
    "email",
    "official_email",
    "address",
    "postal_code",
    "education",
    "old_nip",
    "karpeg_number",
    "taspen_number",
    "siasn_id",
    "cpns_since",
    "cpns_decree_number",
    "cpns_decree_date",
    "pns_since",
    "pns_decree_number",
    "pns_decree_date",
    *SENSITIVE_FIELDS,
)


PHOTO_KIND = "employees.photo"
PHOTO_SIZE = (600, 800)


class VersionConflictError(DomainError):
    """Somebody else changed the record after the form was opened."""


@transaction.atomic
def create_employee(
    *,
    main: dict[str, Any],
    position: Position,
    position_since: datetime.date,
    rank: str = "",
    rank_since: datetime.date | None = None,
    by: Any,
) -> Employee:
    """Take a person on record with a definitive position and, if given, a rank. `main` holds MAIN_FIELDS."""
    sensitive = {name: main[name] for name in SENSITIVE_FIELDS if name in main}
    plain = {name: value for name, value in main.items() if name not in sensitive}
    employee = Employee(**plain, government=position.unit.government, unit=position.unit, position=position)
    for name, value in sensitive.items():
        setattr(employee, name, value)
    _validate(employee, MAIN_DAYS)
    employee.save()
    StatusHistory.objects.create(employee=employee, status=employee.status, period=DateRange(position_since, None))
    add_definitive_position(employee=employee, position=position, effective_date=position_since, by=by)
    if rank:
        add_rank(employee=employee, rank=rank, effective_date=rank_since or position_since, by=by)
    record_event("employees.employee_created", by=by, obj=employee, unit_path=employee.unit.path)
    return employee


@transaction.atomic
def correct_employee(
    *, employee: Employee, changes: dict[str, Any], reason: str, by: Any, version: int | None
) -> Employee:
    """Correct main data. `version` is the one the form was opened with; a newer one on record refuses the change."""
    employee = lock_row(Employee.objects, employee.pk, "unit")
    if version is not None and version != employee.version:
        raise VersionConflictError(
            _("Somebody changed this record while you were editing. Compare the values on record and save again.")
        )
    changed = sorted(field for field, value in changes.items() if getattr(employee, field) != value)
    unknown = set(changes) - set(MAIN_FIELDS)
    if unknown:
        raise ValueError(f"not main data: {', '.join(sorted(unknown))}")
    if not changed:
        return employee
    for field in changed:
        setattr(employee, field, changes[field])
    employee.version += 1
    _validate(employee, changed)
    with because(reason):
        employee.save()
        record_event(
            "employees.employee_corrected",
            by=by,
            obj=employee,
            unit_path=employee.unit.path,
            reason=reason,
            fields=changed,
        )
    return employee


@transaction.atomic
def set_photo(*, employee: Employee, photo: File[bytes], by: Any) -> Employee:
    """Put a portrait on the record; the one before is deleted for good. Raises DocumentRejected."""
    employee = lock_row(Employee.objects, employee.pk, "unit")
    former = employee.photo
    employee.photo = store_document(
        file=photo,
        by=by,
        kind=PHOTO_KIND,
        owner=employee,
        unit_path=employee.unit.path,
        allowed=ALLOWED_IMAGES,
        largest_image=PHOTO_SIZE,
    )
    employee.save(update_fields=["photo", "updated_at"])
    if former is not None:
        delete_document(document=former, by=by, reason=_("Replaced by a newer photograph"))
    record_event("employees.photo_replaced", by=by, obj=employee, unit_path=employee.unit.path)
    return employee


def _validate(employee: Employee, changed: Collection[str]) -> None:
    """Say a broken rule in words before the database does. Days that nobody touches may be as odd as they are."""
    days = {name: getattr(employee, name) for name in MAIN_DAYS}
    faults = main_faults(days, on=today()) if set(changed) & set(MAIN_DAYS) else {}
    for name, fault in faults.items():
        if name in changed or (fault is MainFault.SERVES_AS_CHILD and "birth_date" in changed):
            raise DomainError(main_fault_text(fault, days[name]))
    try:
        employee.full_clean(exclude=["user", "position"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
