"""Writing a batch: begun, filled by the eligibility rules, corrected by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_changed, refuse_replacing, stamp_of
from careers.domain.batch import NOT_DUE, FindingCode, Weight, blocking, passable
from careers.enums import BATCH_MOVES, BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from careers.services import batch_notices
from careers.services.batch_check import check_lines, judge, read_records
from employees.dates import today
from employees.domain.outlook import ServiceRules
from employees.domain.service_life import promotion_period
from employees.domain.service_life.months import add_months
from employees.enums import EmploymentType
from employees.models import Employee, OrganizationalUnit, Position, SalaryStepHistory
from employees.service_rules import rules_on

CHUNK = 1000
# A decree with more people is no decree that anybody reads.
MOST_LINES = 2000
# Nobody prepares a decree for a later day, nor for an earlier one.
FARTHEST_DAYS = 400
OLDEST_YEARS = 10
# A line for which no written reason holds.
NOTHING_ALLOWED: dict[str, Any] = {"allowed": [], "allowed_reason": "", "allowed_by": None}


@transaction.atomic
def create_batch(*, unit: OrganizationalUnit, kind: str, effective_date: datetime.date, by: Any, **fields: Any) -> Any:
    """A draft without people. `fields`: basis_number, basis_date, late_reason, note. Raises DomainError for a day on
    which such a thing doesn't take effect."""
    batch = CareerBatch(
        unit=unit, government=unit.government, kind=kind, effective_date=effective_date, created_by=by, **fields
    )
    _check_day(batch)
    _save(batch)
    record_event("careers.batch_created", by=by, obj=batch, unit_path=unit.path, batch_kind=kind)
    return batch


DETAILS = ("effective_date", "basis_number", "basis_date", "late_reason", "note")


def details_stamp(batch: CareerBatch) -> str:
    return stamp_of(*(getattr(batch, name) for name in DETAILS))


@transaction.atomic
def change_batch(*, batch: CareerBatch, changes: Mapping[str, Any], by: Any, seen: str | None = None) -> CareerBatch:
    """Another day or other words; the lines are judged anew. `seen` is the `details_stamp` of what `by` read, None for
    any."""
    batch = lock_open(batch)
    refuse_replacing(seen, details_stamp(batch))
    day = batch.effective_date
    if changes.get("effective_date", day) != day:
        refuse_standing(batch, by)
    for name, value in changes.items():
        setattr(batch, name, value)
    _check_day(batch)
    _save(batch)
    if batch.effective_date != day:
        # What was let pass was let pass for the day that it was.
        batch.lines.standing().exclude(allowed_reason="").update(**NOTHING_ALLOWED)
    check_lines(batch)
    record_event("careers.batch_changed", by=by, obj=batch, unit_path=batch.unit.path, fields=sorted(changes))
    return batch


@transaction.atomic
def fill_batch(*, batch: CareerBatch, by: Any) -> int:
    """Add everybody of the unit whose time has come on the day, also those against whom something speaks; returns how
    many are new. Whoever stands on another open batch of the kind, or was taken off this one, is left out."""
    batch = lock_open(batch)
    if batch.kind == BatchKind.TRANSFER:
        raise DomainError(_("Transfers follow from no rule. Add the people one by one, each with the new position."))
    room = MOST_LINES - batch.lines.standing().count()
    found = list(islice(due_lines(batch), room))
    BatchLine.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
    check_lines(batch)
    record_event("careers.batch_filled", by=by, obj=batch, unit_path=batch.unit.path, people=len(found))
    return len(found)


def due_lines(batch: CareerBatch) -> Iterator[BatchLine]:
    """Lines, judged but not saved, of everybody of the unit whose time has come on the day and who is free."""
    people, last = _candidates(batch), 0
    while chunk := list(people.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        yield from _due_among(batch, chunk)


@transaction.atomic
def add_line(
    *,
    batch: CareerBatch,
    employee: Employee,
    reason: str,
    by: Any,
    position_to: Position | None = None,
    base_salary: Any = None,
) -> BatchLine:
    """Put one person on the batch. Raises DomainError for somebody of another unit, or who stands on an open batch of
    the kind already."""
    batch = lock_open(batch)
    _say_why(reason)
    _refuse_own(employee, by)
    if not employee.unit.path.startswith(batch.unit.path):
        raise DomainError(_("%(name)s does not work in %(unit)s.") % {"name": employee, "unit": batch.unit})
    _check_target(batch, position_to)
    line = BatchLine(
        batch=batch,
        employee=employee,
        kind=batch.kind,
        added_reason=reason.strip(),
        position_to=position_to,
        base_salary=base_salary,
    )
    _refuse_double(line)
    _save(line)
    check_lines(batch, changed=[line.pk])
    _record_line("careers.batch_line_added", line, by, reason)
    line.refresh_from_db()
    return line


@transaction.atomic
def change_line(*, line: BatchLine, changes: Mapping[str, Any], by: Any, seen: str | None = None) -> BatchLine:
    """Another target position or base salary. What a written reason let pass has to be looked at anew. `seen` is the
    `line_stamp` of what `by` read, None for any."""
    batch, line = _lock_line(line)
    _refuse_unread_line(line, seen)
    _refuse_own(line.employee, by)
    if any(getattr(line, name) != value for name, value in changes.items()):
        changes = {**changes, **NOTHING_ALLOWED}
    for name, value in changes.items():
        setattr(line, name, value)
    _check_target(batch, line.position_to)
    _save(line)
    check_lines(batch, changed=[line.pk])
    _record_line("careers.batch_line_changed", line, by)
    line.refresh_from_db()
    return line


@transaction.atomic
def remove_line(*, line: BatchLine, reason: str, by: Any) -> None:
    """Take a person off. The line stays readable with the reason. Doing it again changes nothing."""
    _batch, line = _lock_line(line)
    _say_why(reason)
    _refuse_own(line.employee, by)
    if line.is_removed:
        return
    _take_off([line], reason)
    check_lines(line.batch, changed=[])
    _record_line("careers.batch_line_removed", line, by, reason)


@transaction.atomic
def remove_blocked(*, batch: CareerBatch, reason: str, by: Any) -> int:
    """Take everybody off against whom something speaks that no written reason let pass; returns how many. The own line
    stays for another officer."""
    batch = lock_open(batch)
    _say_why(reason)
    blocked = [line for line in check_lines(batch) if line.is_blocked and line.employee.user_id != by.pk]
    _take_off(blocked, reason)
    for line in blocked:
        _record_line("careers.batch_line_removed", line, by, reason)
    return len(blocked)


@transaction.atomic
def let_pass(*, line: BatchLine, reason: str, by: Any, seen: str | None = None) -> BatchLine:
    """Let what speaks against a line pass, with a written reason that stands on the batch for ever. Raises DomainError
    where the law allows no exception. `seen` is the `line_stamp` of what `by` read, None for any; what comes up only
    now, by the records of this moment, is not let pass unread."""
    batch, line = _lock_line(line)
    _refuse_unread_line(line, seen)
    read = passable(line.findings)
    _say_why(reason)
    _refuse_own(line.employee, by)
    check_lines(batch, changed=[line.pk])
    line.refresh_from_db()
    never = [each for each in line.findings if each["weight"] == Weight.NEVER]
    if never:
        raise DomainError(NEVER_WORDS.get(never[0]["code"], NEVER_WORDS[""])())
    if not blocking(line.findings):
        raise DomainError(_("Nothing speaks against this person. No exception is needed."))
    keys = passable(line.findings)
    line.allowed = keys if seen is None else [key for key in keys if key in read]
    line.allowed_reason, line.allowed_by = reason.strip(), by
    line.is_blocked = bool(blocking(line.findings, line.allowed))
    line.save(update_fields=["allowed", "allowed_reason", "allowed_by", "is_blocked"])
    _record_line("careers.batch_exception_made", line, by, reason)
    return line


def line_stamp(line: BatchLine) -> str:
    """Of what the line proposes, and what speaks against it."""
    proposal = [line.to_rank, line.award, line.position_to_id, line.base_salary]
    return stamp_of(line.pk, proposal, [[each["key"], each["weight"]] for each in line.findings])


def _refuse_unread_line(line: BatchLine, seen: str | None) -> None:
    refuse_changed(
        seen,
        line_stamp(line),
        _("What speaks against this person, or the proposal, changed since you opened this page. Read it again."),
    )


NEVER_WORDS = {
    "ceiling": lambda: _(
        "The education ceiling can't be passed by a written reason. A higher diploma has to be recognised first."
    ),
    "sanction": lambda: _(
        "A disciplinary sanction is in force. No written reason helps; wait for its end and take the person off."
    ),
    FindingCode.EDUCATION_MISSING: lambda: _("Enter the education in the record first: the verdict depends on it."),
    FindingCode.HEAD_TAKEN: lambda: _(
        "A unit has one head. Put the present head on this batch too, or choose another."
    ),
    FindingCode.SELECTION_RUNS: lambda: _(
        "A selection for this position runs. Appoint through it, or cancel it first."
    ),
    FindingCode.NO_TARGET: lambda: _("Choose the new position first."),
    "": lambda: _("The law or the record allows no exception here. Correct the record, or take the person off."),
}


@transaction.atomic
def check_batch(*, batch: CareerBatch, by: Any) -> int:
    """Judge the lines anew, by the records as they are now; returns how many are blocked."""
    batch = lock_batch(batch)
    if batch.state in {BatchState.APPLIED, BatchState.CANCELLED}:
        raise DomainError(_("The batch is closed; there is nothing left to check."))
    blocked = sum(line.is_blocked for line in check_lines(batch))
    record_event("careers.batch_checked", by=by, obj=batch, unit_path=batch.unit.path, blocked=blocked)
    return blocked


@transaction.atomic
def cancel_batch(*, batch: CareerBatch, reason: str, by: Any, seen: str | None = None) -> CareerBatch:
    """Before it takes effect. The people are free for another batch; those who hold an excerpt are told."""
    batch = lock_batch(batch)
    _say_why(reason)
    refuse_standing(batch, by)
    ensure_move(batch, BatchState.CANCELLED)
    refuse_unread_batch(batch, seen)
    was_signed = bool(batch.decree_number)
    move_batch(batch, BatchState.CANCELLED)
    batch.cancel_reason = reason.strip()
    batch.save(update_fields=["cancel_reason"])
    batch.lines.update(is_open=False)
    record_event("careers.batch_cancelled", by=by, obj=batch, unit_path=batch.unit.path, reason=reason.strip())
    batch_notices.tell_cancelled(batch, was_signed=was_signed, by=by)
    return batch


# --- Shared with the signatures and the effect ------------------------------------------------------------------------


def lock_batch(batch: CareerBatch) -> CareerBatch:
    locked: CareerBatch = lock_row(CareerBatch.objects.all(), batch.pk, "unit", "government")
    return locked


def lock_open(batch: CareerBatch) -> CareerBatch:
    batch = lock_batch(batch)
    if not batch.is_editable:
        raise DomainError(_("The batch was signed. It can be changed after it is returned."))
    return batch


def ensure_move(batch: CareerBatch, state: BatchState) -> None:
    """DomainError for a move that isn't possible now."""
    if state not in BATCH_MOVES[BatchState(batch.state)]:
        raise DomainError(
            _("The batch is “%(state)s”; this can't be done now. Open it anew.") % {"state": batch.get_state_display()}
        )


def move_batch(batch: CareerBatch, state: BatchState) -> None:
    """Change the state of a locked batch; DomainError for a move that isn't possible."""
    ensure_move(batch, state)
    batch.state, batch.state_since = state, timezone.now()
    batch.save(update_fields=["state", "state_since"])


def batch_stamp(batch: CareerBatch) -> str:
    """Of what whoever signs, returns or cancels has read. Two queries."""
    passed = list(batch.lines.standing().order_by("pk").values_list("pk", "allowed_reason"))
    texts = (batch.note, batch.late_reason)
    return stamp_of(batch.pk, batch.state, batch.round, batch.content_hash(), texts, passed)


def refuse_unread_batch(batch: CareerBatch, seen: str | None) -> None:
    refuse_changed(
        seen,
        "" if seen is None else batch_stamp(batch),
        _("The batch changed since you opened this page. Open the list and read it again, then decide."),
    )


# --- Parts ------------------------------------------------------------------------------------------------------------


def _candidates(batch: CareerBatch) -> Any:
    """Those of the unit for whom something may be due; what can be told in SQL keeps the others out."""
    rules: ServiceRules = rules_on(batch.government_id, batch.effective_date)
    others = BatchLine.objects.filter(employee=OuterRef("pk"), kind=batch.kind, is_open=True)
    taken_off = BatchLine.objects.filter(employee=OuterRef("pk"), batch=batch)
    people = (
        Employee.objects.active()
        .filter(unit__path__startswith=batch.unit.path)
        .exclude(Exists(others))
        .exclude(Exists(taken_off))
        .select_related("unit", "position__unit")
    )
    if batch.kind == BatchKind.RANK_PROMOTION:
        years = min(rules.functional_promotion_years, rules.promotion_years)
        since = add_months(batch.effective_date, -12 * years)
        return people.filter(employment_type=EmploymentType.PNS, rank_since__lte=since)
    if batch.kind == BatchKind.SALARY_STEP:
        since = add_months(batch.effective_date, -rules.salary_step_months)
        newer = SalaryStepHistory.objects.valid().filter(employee=OuterRef("pk"), period__startswith__gt=since)
        return people.exclude(Exists(newer))
    return people.filter(employment_type=EmploymentType.PNS)


def _due_among(batch: CareerBatch, people: Sequence[Employee]) -> list[BatchLine]:
    records = read_records(batch, people)
    found = []
    for person in people:
        line = BatchLine(batch=batch, employee=person, kind=batch.kind)
        judge(batch, line, records)
        if _is_due(line):
            found.append(line)
    return found


def _is_due(line: BatchLine) -> bool:
    return not any(each["code"] in NOT_DUE for each in line.findings)


def _check_day(batch: CareerBatch) -> None:
    day = batch.effective_date
    if (day - today()).days > FARTHEST_DAYS:
        raise DomainError(_("The effective date lies more than a year ahead. Choose an earlier one."))
    earliest = add_months(today(), -12 * OLDEST_YEARS)
    if day < earliest:
        raise DomainError(
            _("The effective date lies too far back. Choose %(day)s or a later day.")
            % {"day": formats.date_format(earliest)}
        )
    if batch.kind == BatchKind.RANK_PROMOTION and (day.day != 1 or day.month not in promotion_period(day)):
        raise DomainError(_("Rank promotions take effect on the first of a month. Choose such a day."))


def _check_target(batch: CareerBatch, position: Position | None) -> None:
    if position is not None and not position.unit.path.startswith(batch.unit.path):
        raise DomainError(_("The position belongs to another unit. Choose one within %(unit)s.") % {"unit": batch.unit})


def _refuse_double(line: BatchLine) -> None:
    other = BatchLine.objects.filter(employee=line.employee_id, kind=line.kind, is_open=True).select_related(
        "batch__unit"
    )
    if (found := other.first()) is None:
        return
    if found.batch_id == line.batch_id:
        raise DomainError(_("%(name)s already stands on this batch.") % {"name": line.employee})
    raise DomainError(
        _("%(name)s already stands on an open batch: %(batch)s. Take the person off there first.")
        % {"name": line.employee, "batch": found.batch}
    )


def _lock_line(line: BatchLine) -> tuple[CareerBatch, BatchLine]:
    batch = lock_open(line.batch)
    fresh = BatchLine.objects.with_people().select_related("batch__unit").get(pk=line.pk)
    if fresh.is_removed:
        raise DomainError(_("The person was taken off this batch already."))
    fresh.batch = batch
    return batch, fresh


def _take_off(lines: Sequence[BatchLine], reason: str) -> None:
    for line in lines:
        line.is_open, line.is_removed, line.removed_reason = False, True, reason.strip()
    BatchLine.objects.bulk_update(lines, ["is_open", "is_removed", "removed_reason"])


def _refuse_own(employee: Employee, by: Any) -> None:
    if employee.user_id == by.pk:
        raise DomainError(_("This line is about you. Leave it to another officer."))


def refuse_standing(batch: CareerBatch, by: Any) -> None:
    if batch.stands_on_it(by):
        raise DomainError(_("You stand on this batch yourself. Leave this to another officer."))


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Give a reason: it stays with the batch."))


def _record_line(event: str, line: BatchLine, by: Any, reason: str = "") -> None:
    record_event(
        event,
        by=by,
        obj=line.batch,
        unit_path=line.batch.unit.path,
        reason=reason.strip(),
        employee=line.employee_id,
    )


def _save(row: Any) -> None:
    try:
        row.full_clean(exclude=["government", "created_by"])
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("Somebody was faster by a moment. Open the batch anew.")) from error
