"""Entries of every kind of history: added, corrected by a new row that names the old one, or withdrawn."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.services import attach_document, store_document
from asn_portal.errors import DomainError
from employees.dates import today
from employees.domain.entry_rules import FARTHEST, YOUNGEST, DateFault, begins_too_early, date_fault, leaves_too_early
from employees.enums import AssignmentKind, HistoryKind
from employees.histories import HISTORIES, Span, kind_of
from employees.models import Employee, Position
from employees.models.history import DatedEntry, HistoryEntry, PeriodEntry, PositionHistory
from employees.services.history.current import lock_employee, refresh_current
from employees.services.history.places import check_exists, check_place, lock_places, refuse_second_head

SCAN_KIND = "employees.decree"


@transaction.atomic
def add_entry(
    *,
    employee: Employee,
    kind: HistoryKind,
    values: dict[str, Any],
    by: Any,
    scan: File[bytes] | None = None,
    reason: str = "",
) -> Any:
    """Add an entry. `values` are fields of the history's model; `period` is (first day, first day no longer or None).

    In histories where one entry follows another (`Span.UNTIL_NEXT`) the period may be open: it runs until the next
    entry, and the entry that ran on its first day ends the day before. Raises DomainError.
    """
    history = HISTORIES[kind]
    if kind is HistoryKind.POSITION:
        lock_places(employee, values["position"])
    employee = lock_employee(employee)
    if kind is HistoryKind.POSITION:
        days = _days(values["period"])
        check_place(values["position"], employee, days, values.get("kind", AssignmentKind.DEFINITIVE))
        check_exists(values["position"], employee, days)
    if history.span is Span.UNTIL_NEXT and values["period"][1] is None:
        values = {**values, "period": fit_period(history.model.objects, values["period"][0], employee)}
    if issubclass(history.model, DatedEntry) and _has_same(history.model, employee, values):
        raise DomainError(_("This entry is on record already, with the same values. Correct that one if it is wrong."))
    with because(reason):
        row = _save(history.model(employee=employee, **values))
        attach_scan(row, scan, by=by)
        refresh_current(employee)
        record_event(
            "employees.history_added",
            by=by,
            obj=employee,
            unit_path=employee.unit.path,
            reason=reason,
            history=kind.value,
            effective_date=row.effective_date.isoformat(),
        )
    return row


@transaction.atomic
def correct_history(*, row: Any, changes: dict[str, Any], reason: str, by: Any, scan: File[bytes] | None = None) -> Any:
    """Replace a history row by a corrected one that names it; the corrected row stays, voided."""
    model = type(row)
    if isinstance(row, PositionHistory):
        lock_places(row.employee, {"position": row.position, **changes}["position"])
    employee = lock_employee(row.employee)
    row = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_void:
        raise DomainError(_("This entry was corrected already. Correct the newer entry instead."))
    kept = {"id", "employee", "corrects", "is_void", "created_at", "siasn_id"}
    allowed = {field.name for field in model._meta.concrete_fields} - kept
    if set(changes) - allowed:
        raise ValueError(f"not correctable: {sorted(set(changes) - allowed)}")
    if isinstance(row, PositionHistory):
        _check_corrected_place(row, changes, employee)
        if "position" in changes or "period" in changes:
            full = {"position": row.position, "period": row.period, **changes}
            check_exists(full["position"], employee, _days(full["period"]))
    with because(reason):
        row.is_void = True
        row.save(update_fields=["is_void"])
        _join_neighbour(row, changes)
        values = {name: getattr(row, name) for name in allowed}
        corrected = _save(
            model(**{**values, **changes}, employee=employee, corrects=row, siasn_id=row.siasn_id), is_correction=True
        )
        attach_scan(corrected, scan, by=by)
        refresh_current(employee)
        record_event(
            "employees.history_corrected",
            by=by,
            obj=employee,
            unit_path=employee.unit.path,
            reason=reason,
            history=kind_of(model).value,
            fields=sorted([*changes, *(["scan"] if scan else [])]),
        )
    return corrected


@transaction.atomic
def withdraw_entry(*, row: Any, reason: str, by: Any) -> None:
    """Take an entry back that should never have been made. It stays readable, struck through.

    Where entries follow each other, the one that ran up to this one runs on to where this one ended.
    """
    model = type(row)
    history = HISTORIES[kind_of(model)]
    if isinstance(row, PositionHistory):
        lock_places(row.employee)
    employee = lock_employee(row.employee)
    row = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_void:
        return
    if _is_definitive(row) and not _other_positions(row).exists():
        raise DomainError(_("This is the only position on record. Correct it instead, or change the person's status."))
    previous = _entry_before(row) if history.span is Span.UNTIL_NEXT or _is_definitive(row) else None
    if previous is not None and previous.period.upper != row.period.lower:
        # It had ended before, on a day of its own.
        previous = None
    if isinstance(previous, PositionHistory) and _is_closed(previous.position):
        raise DomainError(
            _("%(position)s no longer exists, so nobody can return to it. Transfer the person, or correct this entry.")
            % {"position": previous.position.title}
        )
    with because(reason):
        row.is_void = True
        row.save(update_fields=["is_void"])
        if previous is not None:
            previous.period = DateRange(previous.period.lower, row.period.upper)
            previous.save(update_fields=["period"])
            _check_longer(previous)
        refresh_current(employee)
        record_event(
            "employees.history_withdrawn",
            by=by,
            obj=employee,
            unit_path=employee.unit.path,
            reason=reason,
            history=kind_of(model).value,
            effective_date=row.effective_date.isoformat(),
        )


def _has_same(model: type[DatedEntry], employee: Employee, values: dict[str, Any]) -> bool:
    """Whether such an entry is on record; words may differ in capitals."""
    written = {f"{name}__iexact" if isinstance(value, str) else name: value for name, value in values.items()}
    return bool(model.objects.valid().filter(employee=employee, **written).exists())


def fit_period(
    rows: Any, effective_date: datetime.date, employee: Employee
) -> tuple[datetime.date, datetime.date | None]:
    """Make room for an entry that begins on a date, between those on record: (from, until or None).

    What ran on that day ends the day before; the new one runs until the next begins.
    """
    rows = rows.valid().filter(employee=employee)
    if (same := rows.filter(period__startswith=effective_date).first()) is not None:
        raise DomainError(
            _("%(name)s already has an entry from %(date)s. Choose another date, or correct that entry.")
            % {"name": employee.full_name, "date": formats.date_format(same.period.lower)}
        )
    running = rows.filter(period__contains=effective_date).first()
    following = rows.filter(period__startswith__gt=effective_date).order_by("period").first()
    until = following.period.lower if following else None
    if running is not None:
        until = running.period.upper
        running.period = DateRange(running.period.lower, effective_date)
        running.save(update_fields=["period"])
    return (effective_date, until)


def plausible_date(employee: Employee, date: datetime.date, kind: HistoryKind, *, is_year_only: bool = False) -> None:
    """Refuse a date on which nothing of this kind can have begun: before the person was of an age for it, too far
    ahead, or still to come for what has happened already."""
    fault = date_fault(kind, date, born=employee.birth_date, on=today(), is_year_only=is_year_only)
    if fault is DateFault.TOO_FAR:
        raise DomainError(
            _("%(date)s lies more than %(years)s years ahead. Correct the date.")
            % {"date": formats.date_format(date), "years": FARTHEST}
        )
    if fault is DateFault.TOO_EARLY:
        raise DomainError(
            _("%(date)s lies before the person was %(age)s years old (born %(birth)s). Correct the date.")
            % {
                "date": formats.date_format(date),
                "age": YOUNGEST,
                "birth": formats.date_format(employee.birth_date),
            }
        )
    if fault is DateFault.IN_FUTURE:
        raise DomainError(
            _("%(date)s lies in the future. What has not happened yet is not put on record.")
            % {"date": date.year if is_year_only else formats.date_format(date)}
        )


def refuse_before_service(employee: Employee, date: datetime.date, kind: HistoryKind) -> None:
    if begins_too_early(kind, date, employee.serves_since):
        raise DomainError(
            _("The entry would begin on %(date)s, before the service began on %(start)s. Correct one of the dates.")
            % {"date": formats.date_format(date), "start": formats.date_format(employee.serves_since)}
        )


def attach_scan(row: Any, scan: File[bytes] | None, *, by: Any) -> None:
    """Store the scanned decree with its entry. A scan that takes another's place leaves that with the older row."""
    if scan is None:
        return
    document = store_document(file=scan, by=by, kind=SCAN_KIND, owner=row, unit_path=row.employee.unit.path)
    attach_document(document=document, owner=row)
    row.scan = document
    row.save(update_fields=["scan"])


def _save(row: HistoryEntry, *, is_correction: bool = False) -> HistoryEntry:
    """Say a broken rule in words before the database does."""
    employee: Employee = row.employee
    if isinstance(row, PeriodEntry) and not isinstance(row.period, DateRange):
        first, until = row.period
        if until is not None and until <= first:
            raise DomainError(_("The last day lies before the first. Correct one of them."))
        row.period = DateRange(first, until)
    plausible_date(employee, row.effective_date, kind_of(type(row)), is_year_only=getattr(row, "is_year_only", False))
    if leaves_too_early(getattr(row, "status", ""), row.effective_date, employee.serves_since):
        raise DomainError(
            _("The person would leave on %(date)s, before the service began on %(start)s. Correct one of the dates.")
            % {
                "date": formats.date_format(row.effective_date),
                "start": formats.date_format(employee.serves_since),
            }
        )
    if not is_correction or row.effective_date != row.corrects.effective_date:
        # A first day of old does not keep anybody from mending the rest.
        refuse_before_service(employee, row.effective_date, kind_of(type(row)))
    overlap = (
        _("The corrected period overlaps another entry. Correct that entry first, or choose other dates.")
        if is_correction
        else _("The period overlaps another entry. Correct that entry first, or choose other dates.")
    )
    try:
        row.clean_fields(exclude=["employee", "corrects", "scan"])
        row.clean()
        row.validate_constraints(exclude=["corrects", "period"] if is_correction else ["corrects"])
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(overlap) from error
    return row


def _entry_before(row: PeriodEntry) -> Any:
    """Of the entries that follow each other the one before `row`."""
    others = type(row).objects.valid().filter(employee=row.employee_id).exclude(pk=row.pk)  # type: ignore[attr-defined]
    following = HISTORIES[kind_of(type(row))].following(others)
    return following.filter(period__startswith__lt=row.period.lower).order_by("-period").first()


def _join_neighbour(row: HistoryEntry, changes: dict[str, Any]) -> None:
    """An entry that ran up to the corrected one runs up to its new beginning."""
    if not isinstance(row, PeriodEntry) or "period" not in changes:
        return
    if HISTORIES[kind_of(type(row))].span is not Span.UNTIL_NEXT and not _is_definitive(row):
        return
    previous, start = _entry_before(row), _first_day(row, changes)
    if previous is not None and previous.period.upper == row.period.lower and previous.period.lower < start:
        previous.period = DateRange(previous.period.lower, start)
        previous.save(update_fields=["period"])
        if start > row.effective_date:
            _check_longer(previous)


def _check_longer(entry: Any) -> None:
    """An entry that ends later than it did: nobody has taken the person's place meanwhile."""
    if isinstance(entry, PositionHistory):
        refuse_second_head(entry.position, entry.employee, (entry.period.lower, entry.period.upper))


def _check_corrected_place(row: PositionHistory, changes: dict[str, Any], employee: Employee) -> None:
    """Only what the correction adds is judged: a fault of old does not keep anybody from mending it."""
    position, kind = changes.get("position", row.position), changes.get("kind", row.kind)
    start, until = _days(changes.get("period", row.period))
    upper = row.period.upper
    is_within = start >= row.period.lower and (upper is None or (until is not None and until <= upper))
    if position.pk != row.position_id or kind != row.kind or not is_within:
        check_place(position, employee, (start, until), kind)


def _first_day(row: HistoryEntry, changes: dict[str, Any]) -> datetime.date:
    period = changes.get("period")
    if period is None:
        return row.effective_date
    return period.lower if isinstance(period, DateRange) else period[0]  # type: ignore[no-any-return]


def _days(period: Any) -> tuple[datetime.date, datetime.date | None]:
    return (period.lower, period.upper) if isinstance(period, DateRange) else tuple(period)


def _is_closed(position: Position) -> bool:
    closed = position.closed_on or position.unit.closed_on
    return closed is not None and closed <= today()


def _is_definitive(row: Any) -> bool:
    return isinstance(row, PositionHistory) and row.kind == AssignmentKind.DEFINITIVE


def _other_positions(row: PositionHistory) -> models.QuerySet[PositionHistory]:
    rows: models.QuerySet[PositionHistory] = (
        PositionHistory.objects.valid().definitive().filter(employee=row.employee_id).exclude(pk=row.pk)
    )
    return rows
