"""The day comes: a batch is written into the histories as a whole, once, or not at all."""

from __future__ import annotations

import datetime
from typing import Any

import structlog
from django.db import OperationalError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from careers.enums import SIGNATURE_STEPS, BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from careers.services import batch_notices
from careers.services.batch import move_batch
from careers.services.batch_check import check_lines
from employees.dates import today
from employees.enums import AwardKind, HistoryKind
from employees.models import Employee, PositionHistory
from employees.services.history import add_definitive_position, add_entry, add_rank
from employees.services.history.entry import fit_period
from employees.services.history.places import headed_by, lock_positions

logger = structlog.get_logger(__name__)


class LineFault(Exception):
    """One line can't be written, or with None the batch; `words` say why."""

    def __init__(self, line: BatchLine | None, words: str) -> None:
        super().__init__(words)
        self.line, self.words = line, words


def apply_due_batches(*, on: datetime.date | None = None) -> int:
    """Write every signed batch whose day has come; returns how many took effect.

    Safe to call from any number of workers at once, and safe to kill: a batch is taken with SKIP LOCKED and written in
    one transaction together with its new state. What fails is stopped, told to the office, and keeps nothing waiting.
    """
    date = on or today()
    applied = 0
    while (is_applied := _apply_next(date)) is not None:
        applied += is_applied
    return applied


@transaction.atomic
def _apply_next(date: datetime.date) -> bool | None:
    """Whether the next batch took effect; None when none is due."""
    due = CareerBatch.objects.due(date).order_by("effective_date", "pk")
    batch: CareerBatch | None = (
        due.select_for_update(of=("self",), skip_locked=True).select_related("unit", "government").first()
    )
    if batch is None:
        return None
    try:
        # What is told in these moments is kept, so it is in the language of the office.
        with translation.override("id"), transaction.atomic():
            _write(batch)
        return True
    except LineFault as fault:
        _stop(batch, fault.words, fault.line)
    except OperationalError:
        # The database, not the batch: the next tick tries again.
        raise
    except Exception as error:
        # Whatever it is, other batches must not wait; the operator reads the traceback in the log.
        logger.exception("batch_stopped", batch=batch.pk)
        with translation.override("id"):
            words = _("It could not be written (%(error)s). Show this line to the operator.")
            _stop(batch, words % {"error": type(error).__name__}, None)
    return False


def _write(batch: CareerBatch) -> None:
    _refuse_unsigned(batch)
    lines = list(batch.lines.standing().with_people().order_by("number", "pk"))
    people = [line.employee_id for line in lines]
    if batch.kind == BatchKind.TRANSFER:
        lock_positions([*(line.position_to_id for line in lines if line.position_to_id), *headed_by(people)])
    # In one order, so that two batches don't wait for each other crosswise.
    list(Employee.objects.filter(pk__in=people).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    checked = {line.pk: line for line in check_lines(batch)}
    for line in lines:
        if checked[line.pk].is_blocked:
            raise LineFault(
                line, _("By the record of today something speaks against this line. Open the batch and see.")
            )
    if batch.kind == BatchKind.TRANSFER:
        # All leave before anybody arrives: heads may change places.
        for line in lines:
            _attempt(line, _leave)
    for line in lines:
        _attempt(line, _WRITERS[BatchKind(batch.kind)])
    move_batch(batch, BatchState.APPLIED)
    batch.applied_at = timezone.now()
    batch.save(update_fields=["applied_at"])
    batch.lines.update(is_open=False)
    record_event("careers.batch_applied", by=None, obj=batch, unit_path=batch.unit.path, people=len(lines))
    batch_notices.tell_applied(batch)


def _refuse_unsigned(batch: CareerBatch) -> None:
    """What takes effect is what all signed; another content was written past the portal."""
    hashes = batch.content_hashes()
    signed = dict(batch.signatures.filter(round=batch.round).values_list("step", "content_hash"))
    if any(signed.get(step) not in hashes for step in SIGNATURE_STEPS):
        raise LineFault(
            None,
            _("The batch differs from what was signed. Cancel it, prepare another one, and tell the auditor."),
        )


def _attempt(line: BatchLine, write: Any) -> None:
    try:
        write(line)
    except DomainError as error:
        raise LineFault(line, str(error)) from error


def _stop(batch: CareerBatch, words: str, line: BatchLine | None) -> None:
    batch.refresh_from_db()
    move_batch(batch, BatchState.STOPPED)
    batch.fault, batch.fault_line = words, line
    batch.save(update_fields=["fault", "fault_line"])
    record_event(
        "careers.batch_stopped",
        by=None,
        obj=batch,
        unit_path=batch.unit.path,
        reason=words[:250],
        **({"employee": line.employee_id} if line else {}),
    )
    # So that its page shows what speaks against which line.
    check_lines(batch)
    batch_notices.tell_stopped(batch)


def _decree(line: BatchLine) -> dict[str, Any]:
    return {"decree_number": line.batch.decree_number, "decree_date": line.batch.decree_date}


def _write_rank(line: BatchLine) -> None:
    add_rank(
        employee=line.employee,
        rank=line.to_rank,
        effective_date=line.batch.effective_date,
        by=None,
        promotion_kind=line.promotion_kind,
        service_years=line.service_years,
        service_months=line.service_months,
        **_decree(line),
    )


def _write_salary_step(line: BatchLine) -> None:
    values = {
        "period": (line.batch.effective_date, None),
        "base_salary": line.base_salary,
        "service_years": line.service_years,
        "service_months": line.service_months,
        **_decree(line),
    }
    add_entry(employee=line.employee, kind=HistoryKind.SALARY_STEP, values=values, by=None)


def _write_award(line: BatchLine) -> None:
    """The medal's own decree is the President's."""
    values = {
        "date": line.batch.effective_date,
        "kind": AwardKind(line.award),
        "decree_number": line.batch.basis_number,
        "decree_date": line.batch.basis_date,
    }
    add_entry(employee=line.employee, kind=HistoryKind.AWARD, values=values, by=None)


def _leave(line: BatchLine) -> None:
    fit_period(PositionHistory.objects.definitive(), line.batch.effective_date, line.employee)


def _write_transfer(line: BatchLine) -> None:
    add_definitive_position(
        employee=line.employee,
        position=line.position_to,
        effective_date=line.batch.effective_date,
        by=None,
        reason=line.added_reason[:200],
        **_decree(line),
    )


_WRITERS = {
    BatchKind.RANK_PROMOTION: _write_rank,
    BatchKind.SALARY_STEP: _write_salary_step,
    BatchKind.DECORATION: _write_award,
    BatchKind.TRANSFER: _write_transfer,
}
