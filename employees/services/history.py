"""Adding to the histories, and keeping the current values of the employee in step with them."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.enums import RANKS, AssignmentKind, EmploymentType
from employees.models import Employee, Position, PositionHistory, RankHistory

LOOKED_BACK = datetime.timedelta(days=40)


@transaction.atomic
def add_rank(
    *,
    employee: Employee,
    rank: str,
    effective_date: datetime.date,
    by: Any,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
) -> RankHistory:
    """The employee holds `rank` from `effective_date` on; the rank held until then ends the day before."""
    employee = _lock(employee)
    if RANKS[rank].regime != EmploymentType(employee.employment_type).regime:
        raise DomainError(
            _("%(rank)s is not a rank of %(type)s. Choose one from the list for this employment.")
            % {"rank": rank, "type": employee.get_employment_type_display()}
        )
    period = _open_period(RankHistory.objects.filter(employee=employee), effective_date, employee)
    row = RankHistory.objects.create(
        employee=employee, rank=rank, period=period, decree_number=decree_number, decree_date=decree_date
    )
    refresh_current(employee)
    record_event(
        "employees.rank_added",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        rank=rank,
        effective_date=effective_date.isoformat(),
    )
    return row


@transaction.atomic
def add_definitive_position(
    *,
    employee: Employee,
    position: Position,
    effective_date: datetime.date,
    by: Any,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
    reason: str = "",
) -> PositionHistory:
    """Place or transfer the employee: the position held until then ends the day before `effective_date`."""
    employee = _lock(employee)
    if position.unit.government_path != employee.unit.government_path:
        raise DomainError(_("The position belongs to another government. Choose one of this government."))
    if position.is_head:
        _refuse_second_head(position, employee, effective_date)
    definitive = PositionHistory.objects.definitive().filter(employee=employee)
    period = _open_period(definitive, effective_date, employee)
    with because(reason):
        row = PositionHistory.objects.create(
            employee=employee, position=position, period=period, decree_number=decree_number, decree_date=decree_date
        )
        refresh_current(employee)
    record_event(
        "employees.position_added",
        by=by,
        obj=employee,
        unit_path=position.unit.path,
        reason=reason,
        position=position.title,
        unit=position.unit.name,
        effective_date=effective_date.isoformat(),
    )
    return row


@transaction.atomic
def appoint_acting(
    *,
    employee: Employee,
    position: Position,
    kind: AssignmentKind,
    period: tuple[datetime.date, datetime.date | None],
    by: Any,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
) -> PositionHistory:
    """Appoint an acting official (Plt./Plh./Pj.) or give an additional duty between dates (the end is exclusive)."""
    employee = _lock(employee)
    if position.unit.government_path != employee.unit.government_path:
        raise DomainError(_("The position belongs to another government. Choose one of this government."))
    try:
        with transaction.atomic():
            row = PositionHistory.objects.create(
                employee=employee,
                position=position,
                kind=kind,
                period=period,
                decree_number=decree_number,
                decree_date=decree_date,
            )
    except IntegrityError as error:
        raise DomainError(_("The employee already has this assignment in this period.")) from error
    record_event(
        "employees.acting_appointed",
        by=by,
        obj=employee,
        unit_path=position.unit.path,
        kind=kind,
        position=position.title,
        start=period[0].isoformat(),
        end=period[1].isoformat() if period[1] else "",
    )
    return row


@transaction.atomic
def correct_history(*, row: RankHistory | PositionHistory, changes: dict[str, Any], reason: str, by: Any) -> Any:
    """Replace a history row by a corrected one that names it; the corrected row stays, voided."""
    employee = _lock(row.employee)
    model = type(row)
    row = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_void:
        raise DomainError(_("This entry was corrected already. Correct the newer entry instead."))
    allowed = {"period", "decree_number", "decree_date", "rank" if model is RankHistory else "position"}
    if set(changes) - allowed:
        raise ValueError(f"not correctable: {sorted(set(changes) - allowed)}")
    with because(reason):
        row.is_void = True
        row.save(update_fields=["is_void"])
        values = {
            field.name: getattr(row, field.name)
            for field in model._meta.concrete_fields
            if field.name not in {"id", "corrects", "is_void", "created_at"}
        }
        try:
            with transaction.atomic():
                corrected = model.objects.create(**{**values, **changes}, corrects=row)
        except IntegrityError as error:
            raise DomainError(
                _("The corrected period overlaps another entry. Correct that entry first, or choose other dates.")
            ) from error
        refresh_current(employee)
        record_event(
            "employees.history_corrected",
            by=by,
            obj=employee,
            unit_path=employee.unit.path,
            reason=reason,
            history=model._meta.model_name,
            fields=sorted(changes),
        )
    return corrected


def refresh_current(employee: Employee, on: datetime.date | None = None) -> bool:
    """Set the employee's unit, position and rank to what the histories say for a date; True if anything changed.

    A row that begins in the future takes effect through `apply_due_histories`.
    """
    date = on or today()
    rank = RankHistory.objects.on(date).filter(employee=employee).first()
    placed = (
        PositionHistory.objects.on(date).definitive().filter(employee=employee).select_related("position__unit").first()
    )
    values: dict[str, Any] = {
        "rank": rank.rank if rank else "",
        "rank_order": rank.rank_info.order if rank else 0,
        "rank_since": rank.period.lower if rank else None,
    }
    if placed:
        values |= {"position": placed.position, "unit": placed.position.unit}
    changed = [field for field, value in values.items() if getattr(employee, field) != value]
    for field in changed:
        setattr(employee, field, values[field])
    if changed:
        employee.version += 1
        employee.save(update_fields=[*changed, "version", "updated_at"])
    return bool(changed)


def apply_due_histories(on: datetime.date | None = None) -> int:
    """Bring employees in step whose rank or position began lately; safe to repeat. Returns how many changed.

    Looks back some weeks, so that a portal that was off on the day itself catches up.
    """
    date = on or today()
    lately = date - LOOKED_BACK
    ranks = (
        RankHistory.objects.on(date)
        .filter(period__startswith__gte=lately)
        .exclude(employee__rank=F("rank"), employee__rank_since=F("period__startswith"))
    )
    places = (
        PositionHistory.objects.on(date)
        .definitive()
        .filter(period__startswith__gte=lately)
        .exclude(employee__position=F("position"), employee__unit=F("position__unit"))
    )
    due = {*ranks.values_list("employee_id", flat=True), *places.values_list("employee_id", flat=True)}
    changed = 0
    for pk in sorted(due):
        with transaction.atomic():
            changed += refresh_current(Employee.objects.select_for_update(of=("self",)).get(pk=pk), date)
    return changed


def disagreeing_employees(on: datetime.date | None = None) -> list[Employee]:
    """Employees whose current values differ from their histories: empty, or there is a fault to mend."""
    date = on or today()
    ranks = dict(RankHistory.objects.on(date).values_list("employee_id", "rank"))
    places = dict(PositionHistory.objects.on(date).definitive().values_list("employee_id", "position_id"))
    return [
        employee
        for employee in Employee.objects.iterator(chunk_size=2000)
        if employee.rank != ranks.get(employee.pk, "")
        or (employee.pk in places and employee.position_id != places[employee.pk])
    ]


def _lock(employee: Employee) -> Employee:
    """Two writers of one person's histories wait for each other."""
    return lock_row(Employee.objects, employee.pk, "unit", "position")


def _open_period(rows: Any, effective_date: datetime.date, employee: Employee) -> tuple[datetime.date, None]:
    """End what runs on `effective_date` the day before, and open a new period there."""
    later = rows.valid().filter(period__startswith__gte=effective_date).order_by("period").first()
    if later is not None:
        raise DomainError(
            _("%(name)s already has an entry from %(date)s. Choose a later date, or correct that entry.")
            % {"name": employee.full_name, "date": formats.date_format(later.period.lower)}
        )
    running = rows.on(effective_date).first()
    if running is not None:
        running.period = (running.period.lower, effective_date)
        running.save(update_fields=["period"])
    return (effective_date, None)


def _refuse_second_head(position: Position, employee: Employee, date: datetime.date) -> None:
    holder = (
        PositionHistory.objects.on(date)
        .definitive()
        .filter(position=position)
        .exclude(employee=employee)
        .select_related("employee")
        .first()
    )
    if holder is not None:
        raise DomainError(
            _("%(name)s still holds %(position)s. Transfer them first, or appoint an acting official.")
            % {"name": holder.employee.full_name, "position": position.title}
        )
