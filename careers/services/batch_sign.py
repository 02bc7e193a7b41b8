"""The chain of signatures: prepared by one HR officer, verified by another, signed by the head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from careers.enums import SIGNATURE_STEPS, BatchKind, BatchState
from careers.models import BatchLine, BatchSignature, CareerBatch
from careers.services import batch_notices
from careers.services.batch import ensure_move, lock_batch, move_batch, refuse_standing, refuse_unread_batch
from careers.services.batch_check import check_lines
from employees.dates import today
from employees.enums import RANKS
from employees.models import Employee
from employees.supervision import employee_of

# Any constant number: with the government's key it names the lock of its decree numbers.
NUMBER_LOCK = 732_006
# Classification of official papers (Permendagri 83/2022, from memory, to be confirmed).
CLASSIFICATION = {
    BatchKind.RANK_PROMOTION: "823",
    BatchKind.SALARY_STEP: "822",
    BatchKind.DECORATION: "861",
    BatchKind.TRANSFER: "824",
}
# Kinds for which somebody above decides first.
BASIS_MISSING = {
    BatchKind.RANK_PROMOTION: lambda: _(
        "Ranks rise with the technical approval of BKN. Enter its number and date in the details; a batch that is "
        "signed already is returned for it."
    ),
    BatchKind.DECORATION: lambda: _(
        "Medals are awarded by the President. Enter number and date of the presidential decree in the details."
    ),
}


@transaction.atomic
def prepare_batch(*, batch: CareerBatch, by: Any, note: str = "", seen: str | None = None) -> CareerBatch:
    """Signed by the HR officer who made the list. DomainError while a line is blocked or something is missing. `seen`
    is the `batch_stamp` of what the signer read, None for any; so in every step."""
    batch = lock_batch(batch)
    if not batch.lines.standing().exists():
        raise DomainError(_("Nobody stands on the batch. Fill it or add people first."))
    if batch.effective_date < today() and not batch.late_reason.strip():
        raise DomainError(
            _("The effective date lies in the past. Say why in the batch's details, or choose a later day.")
        )
    return _sign(batch, BatchState.PREPARED, by, note, seen)


@transaction.atomic
def verify_batch(*, batch: CareerBatch, by: Any, note: str = "", seen: str | None = None) -> CareerBatch:
    """Signed by another HR officer."""
    return _sign(lock_batch(batch), BatchState.VERIFIED, by, note, seen)


@transaction.atomic
def sign_batch(*, batch: CareerBatch, by: Any, note: str = "", seen: str | None = None) -> CareerBatch:
    """Signed by the head. The decree gets its number and each line its place in the annex; the people are told."""
    batch = _sign(lock_batch(batch), BatchState.SIGNED, by, note, seen)
    lines = list(batch.lines.standing().with_people())
    lines.sort(key=lambda line: (-line.employee.rank_order, line.employee.name, line.pk))
    for number, line in enumerate(lines, start=1):
        line.number, line.excerpt_number = number, f"{batch.decree_number}/{number:03d}"
        line.paper = paper_of(line)
    BatchLine.objects.bulk_update(lines, ["number", "excerpt_number", "paper"], batch_size=500)
    batch_notices.tell_signed(batch)
    return batch


@transaction.atomic
def return_batch(*, batch: CareerBatch, reason: str, by: Any, seen: str | None = None) -> CareerBatch:
    """Back to the preparer; all sign again."""
    if not reason.strip():
        raise DomainError(_("Say what should be changed."))
    batch = lock_batch(batch)
    refuse_standing(batch, by)
    ensure_move(batch, BatchState.RETURNED)
    refuse_unread_batch(batch, seen)
    content = batch.content_hash()
    move_batch(batch, BatchState.RETURNED)
    _add_signature(batch, BatchState.RETURNED, by, reason, content)
    batch.round += 1
    batch.save(update_fields=["round"])
    batch_notices.tell_returned(batch, reason=reason.strip(), by=by)
    return batch


@transaction.atomic
def retry_batch(*, batch: CareerBatch, by: Any) -> CareerBatch:
    """After the record was mended: the portal tries the whole batch again, within a minute."""
    batch = lock_batch(batch)
    if batch.state != BatchState.STOPPED:
        raise DomainError(_("Only a batch that was stopped can be tried again."))
    refuse_standing(batch, by)
    move_batch(batch, BatchState.SIGNED)
    batch.fault, batch.fault_line = "", None
    batch.save(update_fields=["fault", "fault_line"])
    record_event("careers.batch_retried", by=by, obj=batch, unit_path=batch.unit.path)
    return batch


def paper_of(line: BatchLine) -> dict[str, Any]:
    """The person as the paper names them."""
    person: Employee = line.employee
    return {
        "name": person.full_name,
        "nip": person.nip,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "education": _in_indonesian(person.get_education_display),
        "rank": person.rank,
        "rank_since": person.rank_since.isoformat() if person.rank_since else "",
        "position": str(person.position or ""),
        "unit": person.unit.name,
        "to_position": str(line.position_to or ""),
        "to_unit": line.position_to.unit.name if line.position_to else "",
    }


def refuse_signer(batch: CareerBatch, by: Any) -> None:
    """DomainError for who signed an earlier step of this round."""
    if batch.signatures.filter(round=batch.round, step__in=SIGNATURE_STEPS, by=by.pk).exists():
        raise DomainError(_("You have signed an earlier step. Somebody else signs this one."))


def _sign(batch: CareerBatch, step: BatchState, by: Any, note: str, seen: str | None) -> CareerBatch:
    ensure_move(batch, step)
    refuse_unread_batch(batch, seen)
    if batch.kind in BASIS_MISSING and not (batch.basis_number and batch.basis_date):
        raise DomainError(BASIS_MISSING[BatchKind(batch.kind)]())
    refuse_signer(batch, by)
    given = list(batch.signatures.filter(round=batch.round, step__in=SIGNATURE_STEPS).order_by("pk"))
    if batch.stands_on_it(by):
        raise DomainError(
            _("You stand on this batch yourself. Another officer signs it, or your line goes to a batch of its own.")
        )
    blocked = sum(line.is_blocked for line in check_lines(batch))
    if blocked:
        raise DomainError(
            ngettext(
                "Something speaks against %(count)s person. Look at the line, take the person off, or give a reason.",
                "Something speaks against %(count)s people. Look at the lines, take them off, or give a reason.",
                blocked,
            )
            % {"count": blocked}
        )
    hashes = batch.content_hashes()
    if given and given[0].content_hash not in hashes:
        raise DomainError(_("The batch changed after it was signed. Return it, so that it is signed again."))
    if step == BatchState.SIGNED:
        _give_number(batch, by)
    move_batch(batch, step)
    _add_signature(batch, step, by, note, hashes[0])
    if step != BatchState.SIGNED:
        batch_notices.tell_next(batch, signed_by=[by.pk, *(signature.by_id for signature in given)])
    return batch


def _add_signature(batch: CareerBatch, step: BatchState, by: Any, note: str, content: str) -> None:
    try:
        with transaction.atomic():
            BatchSignature.objects.create(
                batch=batch,
                step=step,
                round=batch.round,
                by=by,
                position=_as_whom(by)[:250],
                note=note.strip(),
                content_hash=content,
            )
    except IntegrityError as error:
        raise DomainError(_("You have signed an earlier step. Somebody else signs this one.")) from error
    record_event(
        f"careers.batch_{step}", by=by, obj=batch, unit_path=batch.unit.path, reason=note.strip(), content=content
    )


def _give_number(batch: CareerBatch, by: Any) -> None:
    """The next free number of the government's decrees of the kind and year, under a lock of their own. A decree that
    had one keeps it."""
    day = today()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, batch.government_id])
    given = CareerBatch.objects.filter(
        government=batch.government_id, kind=batch.kind, decree_date__year=day.year, decree_sequence__isnull=False
    )
    last = given.order_by("-decree_sequence").values_list("decree_sequence", flat=True).first() or 0
    batch.decree_sequence, batch.decree_date = last + 1, day
    batch.decree_number = f"{CLASSIFICATION[BatchKind(batch.kind)]}/{last + 1:03d}/{day.year}"
    batch.signer = _signer(by)
    batch.save(update_fields=["decree_sequence", "decree_date", "decree_number", "signer"])


def _signer(user: Any) -> dict[str, str]:
    employee = employee_of(user)
    if employee is None:
        return {"name": user.name, "nip": "", "rank": "", "position": ""}
    rank = RANKS[employee.rank].name if employee.rank in RANKS else ""
    return {
        "name": employee.full_name,
        "nip": employee.nip,
        "rank": rank,
        "position": employee.position.title if employee.position else "",
    }


def _in_indonesian(words: Callable[[], Any]) -> str:
    """The paper is in Indonesian, whatever the signer reads."""
    with translation.override("id"):
        return str(words())


def _as_whom(user: Any) -> str:
    employee = employee_of(user)
    return f"{employee.position or ''}, {employee.unit}".strip(", ") if employee else ""
