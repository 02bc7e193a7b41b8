"""Planning a change of the structure, and taking the plan back."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.enums import (
    STRUCTURE_CHANGE_TRANSITIONS,
    Echelon,
    PositionType,
    StructureChangeKind,
    StructureChangeState,
    UnitKind,
)
from employees.models import OrganizationalUnit, Position, StructureChange
from employees.services.structure.apply import put_in_force
from employees.services.structure.obstacles import target_of

SCAN_KIND = "employees.structure_decree"
# Further back, too much has been built on the structure as it was.
EARLIEST = datetime.timedelta(days=366)
FEWEST_PARTS = 2


@transaction.atomic
def plan_change(
    *,
    unit: OrganizationalUnit,
    kind: StructureChangeKind,
    effective_date: datetime.date,
    plan: dict[str, Any],
    decree_number: str,
    by: Any,
    decree_date: datetime.date | None = None,
    reason: str = "",
    scan: File[bytes] | None = None,
) -> StructureChange:
    """Put a change on record. It takes place on its day; today and in the past at once. Raises DomainError.

    What stands in the way of a day to come is only told: it can be cleared until then.
    """
    change = draft_change(
        unit=unit,
        kind=kind,
        effective_date=effective_date,
        plan=plan,
        decree_number=decree_number,
        decree_date=decree_date,
        reason=reason,
        by=by,
    )
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise DomainError(_("Another change of this unit is planned for that day. Cancel it first.")) from error
    if scan is not None:
        store_document(
            file=scan,
            by=by,
            kind=SCAN_KIND,
            owner=change,
            unit_path=unit.path,
            allowed=ALLOWED_PDF | ALLOWED_IMAGES,
        )
    record_event(
        "employees.structure_planned",
        by=by,
        obj=change,
        unit_path=unit.path,
        reason=reason,
        change_kind=kind.value,
        unit=unit.name,
        effective_date=effective_date.isoformat(),
    )
    if effective_date <= today():
        put_in_force(change, by=by)
    return change


def draft_change(
    *, unit: OrganizationalUnit, kind: StructureChangeKind, effective_date: datetime.date, by: Any, **fields: Any
) -> StructureChange:
    """A change that is not saved, checked for what no day would mend. Raises DomainError."""
    # Its name and place as the database has them: a form writes into what it was given.
    unit = OrganizationalUnit.objects.get(pk=unit.pk)
    change = StructureChange(
        government=unit.government, unit=unit, kind=kind, effective_date=effective_date, created_by=by, **fields
    )
    _check_date(change)
    _CHECKS[kind](change)
    try:
        change.full_clean(exclude=["created_by", "plan", "result", "applied_at"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    return change


@transaction.atomic
def cancel_change(*, change: StructureChange, by: Any) -> StructureChange:
    """Take back what has not happened yet. Cancelling twice changes nothing."""
    change = lock_row(StructureChange.objects, change.pk, "unit")
    if change.state == StructureChangeState.CANCELLED:
        return change
    if StructureChangeState.CANCELLED not in STRUCTURE_CHANGE_TRANSITIONS[StructureChangeState(change.state)]:
        raise DomainError(_("This change is in force already. It can't be cancelled; plan another one."))
    change.state = StructureChangeState.CANCELLED
    change.save(update_fields=["state"])
    record_event("employees.structure_cancelled", by=by, obj=change, unit_path=change.unit.path)
    return change


def _check_date(change: StructureChange) -> None:
    date, opened = change.effective_date, change.unit.opened_on
    if date < today() - EARLIEST:
        raise DomainError(_("The date lies more than a year back. Choose a later one."))
    if opened is not None and date <= opened:
        raise DomainError(
            _("The unit exists since %(date)s only. Choose a later date.") % {"date": formats.date_format(opened)}
        )
    if change.unit.is_closed(date):
        raise DomainError(
            _("The unit was closed on %(date)s. Nothing can be changed after that.")
            % {"date": formats.date_format(change.unit.closed_on)}
        )


def _check_rename(change: StructureChange) -> None:
    name = change.plan["name"].strip()
    if not name:
        raise DomainError(_("Enter the new name."))
    if name == change.unit.name:
        raise DomainError(_("The unit is called that already. Enter the new name."))


def _check_no_government(change: StructureChange) -> None:
    if change.unit.is_government:
        raise DomainError(_("A government can only be renamed."))


def _check_merge(change: StructureChange) -> None:
    _check_no_government(change)
    into = OrganizationalUnit.objects.filter(pk=change.plan["into"]).first()
    if into is None or into.pk == change.unit.pk:
        raise DomainError(_("A unit can't be merged into itself. Choose another one."))
    if into.government_path != change.unit.government_path:
        raise DomainError(_("The other unit belongs to another government. Choose one of this government."))
    if into.path.startswith(change.unit.path):
        raise DomainError(_("%(unit)s lies below the unit that would end. Choose one outside of it.") % {"unit": into})
    if not change.plan["head_title"].strip():
        raise DomainError(_("Name the position that the head of the merged unit gets."))
    if change.plan.get("head_type", PositionType.PELAKSANA) not in PositionType.values:
        raise DomainError(_("Choose the kind of the position that the head of the merged unit gets."))
    if change.plan.get("head_echelon", Echelon.NONE) not in Echelon.values:
        raise DomainError(_("Choose the echelon of the position that the head of the merged unit gets."))
    target_of(change)


def _check_split(change: StructureChange) -> None:
    _check_no_government(change)
    parts = change.plan["parts"]
    names = [part["name"].strip().casefold() for part in parts]
    if len(parts) < FEWEST_PARTS:
        raise DomainError(_("A unit is split into two units or more. Name at least two."))
    if not all(names) or len(set(names)) < len(names):
        raise DomainError(_("Give each new unit a name of its own."))
    if any(part["kind"] == UnitKind.GOVERNMENT for part in parts):
        raise DomainError(_("A part of a unit is no government. Choose another kind."))
    chosen = [index for each in change.plan.get("holders", {}).values() for index in each.values()]
    chosen += [int(index) for each in change.plan.get("needs", {}).values() for index in each]
    if any(not 0 <= index < len(parts) for index in (*change.plan["positions"].values(), *chosen)):
        raise DomainError(_("Say for each position to which new unit it goes."))
    heads = set(Position.objects.filter(unit=change.unit, is_head=True).values_list("pk", flat=True))
    if any(int(position) in heads for position in change.plan.get("holders", {})):
        raise DomainError(_("The position that heads the unit goes to one new unit."))


_CHECKS = {
    StructureChangeKind.RENAME: _check_rename,
    StructureChangeKind.MERGE: _check_merge,
    StructureChangeKind.SPLIT: _check_split,
    StructureChangeKind.CLOSE: _check_no_government,
}
