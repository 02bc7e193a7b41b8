"""Taking an employee on record, and correcting the main data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import Employee, Position
from employees.services.history import add_definitive_position, add_rank

# What a correction may change; unit, position and rank change through their histories.
MAIN_FIELDS = (
    "nip",
    "name",
    "front_title",
    "back_title",
    "employment_type",
    "birth_place",
    "birth_date",
    "sex",
    "phone",
    "email",
    "education",
    "status",
    "nik",
)


@dataclass(frozen=True)
class Decree:
    """The decree (*SK*) on which a history row rests."""

    number: str = ""
    date: datetime.date | None = None


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
    nik = main.pop("nik", "")
    employee = Employee(**main, government=position.unit.government, unit=position.unit, position=position)
    employee.nik = nik
    _validate(employee)
    employee.save()
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
    _validate(employee)
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


def _validate(employee: Employee) -> None:
    """Say a broken constraint in its own words before the database does."""
    try:
        employee.full_clean(exclude=["user", "position"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
