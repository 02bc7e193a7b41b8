"""What officers do with a report. `seen` is the version that the officer looked at: where somebody was faster, the
step is refused with a sentence that names them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from surveys.enums import SILENCE_DAYS, ComplaintState, ComplaintVisibility, EntryKind, RejectReason
from surveys.models import Complaint, ComplaintContact, ComplaintEntry, Holiday
from surveys.services.clock import working_days_after
from surveys.services.complaint.steps import (
    PHOTO_KIND,
    add_entry,
    changed,
    check_move,
    locked,
    move,
    note_answer,
    required,
)
from surveys.services.telling import handlers_of, tell_officers, tell_reporter


@transaction.atomic
def verify_complaint(*, complaint: Complaint, is_supervisory: bool, by: Any, seen: int | None = None) -> Complaint:
    """The report is clear and ours. A supervisory one, which needs an examination, has 60 working days."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.VERIFIED)
    complaint.verified_at = timezone.now()
    complaint.is_supervisory = is_supervisory
    move(complaint, ComplaintState.VERIFIED, by=by)
    record_event(
        "surveys.complaint_verified",
        by=by,
        obj=complaint,
        unit_path=complaint.unit.path,
        is_supervisory=is_supervisory,
    )
    return complaint


@transaction.atomic
def reject_complaint(
    *, complaint: Complaint, reason: RejectReason, text: str, by: Any, seen: int | None = None
) -> Complaint:
    """The report isn't taken up; the reporter reads why."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.REJECTED)
    if not text.strip():
        raise DomainError(_("Say in a sentence why, so that the reporter knows what to do."))
    complaint.reject_reason = reason
    move(complaint, ComplaintState.REJECTED, by=by, text=text)
    record_event(
        "surveys.complaint_rejected", by=by, obj=complaint, unit_path=complaint.unit.path, reason=text, code=reason
    )
    return complaint


@transaction.atomic
def forward_complaint(
    *, complaint: Complaint, unit: OrganizationalUnit, text: str, by: Any, seen: int | None = None
) -> Complaint:
    """Hand the report over to another unit of the same government, with a reason that the reporter reads."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.FORWARDED)
    former = complaint.unit
    if unit.government_path != former.government_path:
        raise DomainError(_("A report can only go to a unit of the same government."))
    if unit.pk == former.pk:
        raise DomainError(_("This unit has the report already. Choose another one."))
    if not handlers_of(unit.path).exists():
        raise DomainError(
            _(
                "Nobody handles reports at %(unit)s: it would lie there unread. Choose another unit, or ask the "
                "operator to give somebody there the role first."
            )
            % {"unit": unit.name}
        )
    if not text.strip():
        raise DomainError(_("Say why this unit is the right one; the reporter reads it."))
    complaint.unit = unit
    # Whoever has it there is for the other office to say, unless the same officer answers for both.
    if complaint.assignee is not None and not may_handle(complaint.assignee, complaint):
        complaint.assignee = None
    move(complaint, ComplaintState.FORWARDED, by=by, text=text)
    for photo in Document.objects.filter(kind=PHOTO_KIND, owner_id=str(complaint.pk)):
        photo.unit_path = unit.path
        photo.save(update_fields=["unit_path"])
    record_event(
        "surveys.complaint_forwarded",
        by=by,
        obj=complaint,
        unit_path=former.path,
        reason=text,
        to_unit=unit.pk,
        to_path=unit.path,
    )
    tell_officers(
        complaint, "surveys.complaint_forwarded", lambda: _("Report %(code)s was forwarded to you: %(subject)s")
    )
    return complaint


@transaction.atomic
def start_complaint(*, complaint: Complaint, by: Any, seen: int | None = None) -> Complaint:
    """Somebody works on it now."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.IN_PROGRESS)
    move(complaint, ComplaintState.IN_PROGRESS, by=by)
    record_event("surveys.complaint_started", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def reply_to_complaint(*, complaint: Complaint, text: str, by: Any, seen: int | None = None) -> Complaint:
    """Tell the reporter how things stand, without closing."""
    complaint = locked(complaint, seen)
    if complaint.has_ended or complaint.state == ComplaintState.NEW:
        raise DomainError(_("A reply is possible after verification and before the report is closed."))
    note_answer(complaint)
    changed(complaint, "answered_at")
    tell_reporter(add_entry(complaint, EntryKind.REPLY, by=by, text=required(text)))
    record_event("surveys.complaint_replied", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def postpone_complaint(*, complaint: Complaint, text: str, by: Any, seen: int | None = None) -> Complaint:
    """Ask the reporter something and wait, at most ten working days; reminded once, the report then closes by
    itself."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.POSTPONED)
    note_answer(complaint)
    holidays = Holiday.objects.dates_for(complaint.unit.government_path)
    complaint.silent_until = working_days_after(complaint, timezone.now(), SILENCE_DAYS, holidays)
    move(complaint, ComplaintState.POSTPONED, by=by, text=required(text))
    record_event("surveys.complaint_postponed", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def close_complaint(*, complaint: Complaint, text: str, by: Any, seen: int | None = None) -> Complaint:
    """Answer and close."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.DONE)
    note_answer(complaint)
    move(complaint, ComplaintState.DONE, by=by, text=required(text))
    record_event("surveys.complaint_closed", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def close_unfixed_complaint(
    *, complaint: Complaint, why: str, remains: str, by: Any, seen: int | None = None
) -> Complaint:
    """Close what isn't fixed, and say so: why not, and what remains to be done. Counted apart from what is done."""
    complaint = locked(complaint, seen)
    check_move(complaint, ComplaintState.NOT_FIXED)
    if not why.strip() or not remains.strip():
        raise DomainError(_("Say why it isn't fixed and what remains; the reporter reads both."))
    note_answer(complaint)
    with translation.override(complaint.language):
        rest = _("What remains: %(text)s") % {"text": remains.strip()}
        text = f"{why.strip()}\n\n{rest}"
    move(complaint, ComplaintState.NOT_FIXED, by=by, text=text)
    record_event("surveys.complaint_not_fixed", by=by, obj=complaint, unit_path=complaint.unit.path, reason=why.strip())
    return complaint


def may_handle(user: Any, complaint: Complaint) -> bool:
    return bool(user.is_active and scope_of(user).covers(Permission.COMPLAINT_HANDLE, complaint.unit.path))


@transaction.atomic
def add_note(*, complaint: Complaint, text: str, by: Any) -> ComplaintEntry:
    """A note that stays inside the office."""
    complaint = locked(complaint)
    entry = add_entry(complaint, EntryKind.NOTE, by=by, text=required(text))
    record_event("surveys.complaint_note", by=by, obj=complaint, unit_path=complaint.unit.path)
    return entry


@transaction.atomic
def read_contact(*, complaint: Complaint, reason: str, by: Any) -> ComplaintContact:
    """Open the reporter's name and number of an open report, leaving a trace with the reason."""
    if complaint.visibility != ComplaintVisibility.OPEN:
        raise DomainError(_("The reporter chose to stay unknown to the office."))
    contact = ComplaintContact.objects.filter(complaint=complaint).first()
    if contact is None:
        raise DomainError(_("The reporter left no contact."))
    record_event("surveys.contact_read", by=by, obj=complaint, unit_path=complaint.unit.path, reason=required(reason))
    return contact
