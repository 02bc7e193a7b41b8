"""Ranks, positions and assignments."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.enums import RANKS, AssignmentKind, EmploymentType, HistoryKind
from employees.models import Employee, Position, PositionHistory, RankHistory
from employees.services.history.current import lock_employee, refresh_current
from employees.services.history.entry import attach_scan, fit_period, plausible_date, refuse_before_service
from employees.services.history.places import check_exists, check_place, lock_places


@transaction.atomic
def add_rank(
    *,
    employee: Employee,
    rank: str,
    effective_date: datetime.date,
    by: Any,
    decree_number: str = "",
    decree_date: datetime.date | None = None,
    scan: File[bytes] | None = None,
    **details: Any,
) -> RankHistory:
    """The employee holds `rank` from `effective_date` on; the rank held until then ends the day before.

    An older entry is fitted in: it runs until the next one. `details`: promotion_kind, service_years, service_months,
    note.
    """
    employee = lock_employee(employee)
    if RANKS[rank].regime != EmploymentType(employee.employment_type).regime:
        raise DomainError(
            _("%(rank)s is not a rank of %(type)s. Choose one from the list for this employment.")
            % {"rank": rank, "type": employee.get_employment_type_display()}
        )
    plausible_date(employee, effective_date, HistoryKind.RANK)
    refuse_before_service(employee, effective_date, HistoryKind.RANK)
    if RankHistory.objects.on(effective_date).filter(employee=employee, rank=rank).exists():
        raise DomainError(
            _("%(name)s already holds %(rank)s on that date. Choose the next rank, or correct the entry on record.")
            % {"name": employee.full_name, "rank": rank}
        )
    period = fit_period(RankHistory.objects, effective_date, employee)
    row = RankHistory.objects.create(
        employee=employee, rank=rank, period=period, decree_number=decree_number, decree_date=decree_date, **details
    )
    attach_scan(row, scan, by=by)
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
    scan: File[bytes] | None = None,
) -> PositionHistory:
    """Place or transfer the employee: the position held until then ends the day before `effective_date`."""
    lock_places(employee, position)
    employee = lock_employee(employee)
    plausible_date(employee, effective_date, HistoryKind.POSITION)
    period = fit_period(PositionHistory.objects.definitive(), effective_date, employee)
    check_place(position, employee, period, AssignmentKind.DEFINITIVE)
    check_exists(position, employee, period)
    with because(reason):
        row = PositionHistory.objects.create(
            employee=employee, position=position, period=period, decree_number=decree_number, decree_date=decree_date
        )
        attach_scan(row, scan, by=by)
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
    scan: File[bytes] | None = None,
) -> PositionHistory:
    """Appoint an acting official (Plt./Plh./Pj.) or give an additional duty between dates (the end is exclusive)."""
    lock_places(employee, position)
    employee = lock_employee(employee)
    check_place(position, employee, period, kind)
    check_exists(position, employee, period)
    plausible_date(employee, period[0], HistoryKind.POSITION)
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
    attach_scan(row, scan, by=by)
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
