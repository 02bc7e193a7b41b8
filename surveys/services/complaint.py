"""Reports from citizens: receiving, handling, closing, and what the reporter says to it."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, attach_document, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.tracking import code_from, pin_from
from surveys.enums import (
    SILENCE_DAYS,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
    RejectReason,
)
from surveys.models import Complaint, ComplaintContact, ComplaintEntry, Holiday
from surveys.services.clock import set_due_dates, working_days_after
from surveys.services.telling import forget_mails_of, tell_officers, tell_reporter

PHOTO_KIND = "surveys.complaint_photo"
# The reporter's contact is erased two years after closing (retention schedule, domain.md §9.1).
CONTACT_YEARS = 2
# The same words may be reopened as often as needed, but not forever: after this time a new report is right.
REOPEN_DAYS = 30


def pin_hash(code: str, pin: str) -> str:
    """Keyed: without the key, which no backup holds, the million PINs can't be tried."""
    return keyed_hash(f"complaint-pin:{code}:{pin}")


@dataclass(frozen=True)
class Receipt:
    """What the reporter takes home. `is_new` is False when the same form had been sent before."""

    complaint: Complaint
    pin: str
    is_new: bool


@dataclass(frozen=True)
class Report:
    """What the form says."""

    kind: ComplaintKind
    visibility: ComplaintVisibility
    subject: str
    text: str
    place: str = ""
    name: str = ""
    address: str = ""


# --- The citizen ----------------------------------------------------------------------------------------------------


def keep_photo(*, file: File[bytes]) -> Document:
    """Store a photo before its report is sent, without its metadata; unused ones are removed after two days."""
    return store_document(file=file, by=None, kind=PHOTO_KIND, allowed=ALLOWED_IMAGES)


def submit_complaint(
    *, unit: OrganizationalUnit, key: uuid.UUID, report: Report, language: str, photo: Document | None = None
) -> Receipt:
    """Store a report; the same key gives the same receipt and stores nothing again. No actor: nobody is known.

    Code and PIN follow from the key, so that a second sending can show them although only their hashes are kept.
    """
    seal = keyed_hash(f"complaint:{key}")
    secret = hashlib.sha512(bytes.fromhex(keyed_hash(f"complaint-receipt:{key}"))).digest()
    code, pin = code_from(secret[:32]), pin_from(secret[32:])
    known = Complaint.objects.select_related("unit").filter(submission_hash=seal).first()
    if known is None:
        try:
            complaint = _store_complaint(unit, seal, code, pin, report, language, photo)
            return Receipt(complaint, pin, is_new=True)
        except IntegrityError:
            # Sent twice at the same moment; a code that two forms share (1 in 10¹¹) raises again here.
            known = Complaint.objects.select_related("unit").get(submission_hash=seal)
    return Receipt(known, pin, is_new=False)


@transaction.atomic
def _store_complaint(
    unit: OrganizationalUnit, seal: str, code: str, pin: str, report: Report, language: str, photo: Document | None
) -> Complaint:
    now = timezone.now()
    complaint = Complaint(
        unit=unit,
        submission_hash=seal,
        code=code,
        pin_hash=pin_hash(code, pin),
        kind=report.kind,
        visibility=report.visibility,
        subject=report.subject,
        text=report.text,
        place=report.place,
        language=language,
        received_at=now,
        state_since=now,
    )
    set_due_dates(complaint)
    complaint.save(force_insert=True)
    if report.name or report.address:
        ComplaintContact.objects.create(
            complaint=complaint, name_encrypted=encrypt(report.name), address_encrypted=encrypt(report.address)
        )
    if photo is not None:
        attach_document(document=photo, owner=complaint, unit_path=unit.path)
    _add_entry(complaint, EntryKind.MOVE, by=None, at=now)
    record_event("surveys.complaint_received", by=None, obj=complaint, unit_path=unit.path, report_kind=report.kind)
    tell_officers(complaint, "surveys.complaint_received", lambda: _("New report %(code)s: %(subject)s"))
    return complaint


def find_complaint(*, code: str, pin: str) -> Complaint | None:
    """The report with this code if the PIN is right. Takes the same way for an unknown code as for a wrong PIN."""
    complaint = Complaint.objects.select_related("unit").filter(code=code).first() if code else None
    expected = complaint.pin_hash if complaint else "0" * 64
    is_right = hmac.compare_digest(expected, pin_hash(code, pin))
    return complaint if complaint is not None and pin and is_right else None


@transaction.atomic
def add_citizen_message(*, complaint: Complaint, text: str) -> Complaint:
    """The reporter adds something; a report that waited for them goes on."""
    complaint = _locked(complaint)
    if complaint.has_ended:
        raise DomainError(_("This report is closed. Reopen it to add something."))
    _add_entry(complaint, EntryKind.CITIZEN, by=None, text=text)
    if complaint.state == ComplaintState.POSTPONED:
        _move(complaint, ComplaintState.IN_PROGRESS, by=None, is_by_reporter=True)
    record_event("surveys.complaint_message", by=None, obj=complaint, unit_path=complaint.unit.path)
    tell_officers(complaint, "surveys.complaint_message", lambda: _("The reporter of %(code)s wrote: %(subject)s"))
    return complaint


@transaction.atomic
def confirm_complaint(*, complaint: Complaint) -> Complaint:
    """The reporter is satisfied."""
    complaint = _locked(complaint)
    if complaint.state != ComplaintState.DONE:
        raise DomainError(_("This report isn't finished yet."))
    complaint.is_satisfied = True
    complaint.save(update_fields=["is_satisfied"])
    record_event("surveys.complaint_confirmed", by=None, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def reopen_complaint(*, complaint: Complaint, text: str = "") -> Complaint:
    """The reporter is not satisfied: the clock starts again."""
    complaint = _locked(complaint)
    if complaint.state == ComplaintState.DONE and not can_be_reopened(complaint):
        raise DomainError(
            _("This report was closed more than %(days)d days ago. Please send a new one.") % {"days": REOPEN_DAYS}
        )
    _check_move(complaint, ComplaintState.REOPENED)
    complaint.is_satisfied = False
    complaint.reopened_at = timezone.now()
    ComplaintContact.objects.filter(complaint=complaint).update(erase_on=None)
    _move(complaint, ComplaintState.REOPENED, by=None, text=text, is_by_reporter=True)
    record_event("surveys.complaint_reopened", by=None, obj=complaint, unit_path=complaint.unit.path)
    tell_officers(complaint, "surveys.complaint_reopened", lambda: _("Report %(code)s was reopened: %(subject)s"))
    return complaint


def can_be_reopened(complaint: Complaint) -> bool:
    return (
        complaint.state == ComplaintState.DONE
        and complaint.closed_at is not None
        and timezone.now() - complaint.closed_at <= timedelta(days=REOPEN_DAYS)
    )


# --- The office -----------------------------------------------------------------------------------------------------


@transaction.atomic
def verify_complaint(*, complaint: Complaint, is_supervisory: bool, by: Any) -> Complaint:
    """The report is clear and ours. A supervisory one, which needs an examination, has 60 working days."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.VERIFIED)
    complaint.verified_at = timezone.now()
    complaint.is_supervisory = is_supervisory
    _move(complaint, ComplaintState.VERIFIED, by=by)
    record_event(
        "surveys.complaint_verified",
        by=by,
        obj=complaint,
        unit_path=complaint.unit.path,
        is_supervisory=is_supervisory,
    )
    return complaint


@transaction.atomic
def reject_complaint(*, complaint: Complaint, reason: RejectReason, text: str, by: Any) -> Complaint:
    """The report isn't taken up; the reporter reads why."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.REJECTED)
    if not text.strip():
        raise DomainError(_("Say in a sentence why, so that the reporter knows what to do."))
    complaint.reject_reason = reason
    _move(complaint, ComplaintState.REJECTED, by=by, text=text)
    record_event(
        "surveys.complaint_rejected", by=by, obj=complaint, unit_path=complaint.unit.path, reason=text, code=reason
    )
    return complaint


@transaction.atomic
def forward_complaint(*, complaint: Complaint, unit: OrganizationalUnit, text: str, by: Any) -> Complaint:
    """Hand the report over to another unit of the same government, with a reason that the reporter reads."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.FORWARDED)
    former = complaint.unit
    if unit.government_path != former.government_path:
        raise DomainError(_("A report can only go to a unit of the same government."))
    if unit.pk == former.pk:
        raise DomainError(_("This unit has the report already. Choose another one."))
    if not text.strip():
        raise DomainError(_("Say why this unit is the right one; the reporter reads it."))
    complaint.unit = unit
    _move(complaint, ComplaintState.FORWARDED, by=by, text=text)
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
def start_complaint(*, complaint: Complaint, by: Any) -> Complaint:
    """Somebody works on it now."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.IN_PROGRESS)
    _move(complaint, ComplaintState.IN_PROGRESS, by=by)
    record_event("surveys.complaint_started", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def reply_to_complaint(*, complaint: Complaint, text: str, by: Any) -> Complaint:
    """Tell the reporter how things stand, without closing."""
    complaint = _locked(complaint)
    if complaint.has_ended or complaint.state == ComplaintState.NEW:
        raise DomainError(_("A reply is possible after verification and before the report is closed."))
    _note_answer(complaint)
    complaint.save(update_fields=["answered_at"])
    tell_reporter(_add_entry(complaint, EntryKind.REPLY, by=by, text=_required(text)))
    record_event("surveys.complaint_replied", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def postpone_complaint(*, complaint: Complaint, text: str, by: Any) -> Complaint:
    """Ask the reporter something and wait, at most ten working days; then the report closes by itself."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.POSTPONED)
    _note_answer(complaint)
    holidays = Holiday.objects.dates_for(complaint.unit.government_path)
    complaint.silent_until = working_days_after(complaint, timezone.now(), SILENCE_DAYS, holidays)
    _move(complaint, ComplaintState.POSTPONED, by=by, text=_required(text))
    record_event("surveys.complaint_postponed", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def close_complaint(*, complaint: Complaint, text: str, by: Any) -> Complaint:
    """Answer and close."""
    complaint = _locked(complaint)
    _check_move(complaint, ComplaintState.DONE)
    _note_answer(complaint)
    _move(complaint, ComplaintState.DONE, by=by, text=_required(text))
    record_event("surveys.complaint_closed", by=by, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def add_note(*, complaint: Complaint, text: str, by: Any) -> ComplaintEntry:
    """A note that stays inside the office."""
    complaint = _locked(complaint)
    entry = _add_entry(complaint, EntryKind.NOTE, by=by, text=_required(text))
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
    record_event("surveys.contact_read", by=by, obj=complaint, unit_path=complaint.unit.path, reason=_required(reason))
    return contact


# --- The clock ------------------------------------------------------------------------------------------------------


def close_silent_complaints() -> int:
    """Close what waited for its reporter beyond its time. Safe to run twice and at the same time."""
    closed = 0
    waiting = Complaint.objects.filter(state=ComplaintState.POSTPONED, silent_until__lt=today())
    for pk in waiting.values_list("pk", flat=True):
        with transaction.atomic():
            complaint = (
                waiting.select_for_update(of=("self",), skip_locked=True).select_related("unit").filter(pk=pk).first()
            )
            if complaint is None:
                continue
            _move(complaint, ComplaintState.DONE, by=None)
            record_event("surveys.complaint_closed_silent", by=None, obj=complaint, unit_path=complaint.unit.path)
            closed += 1
    return closed


def erase_old_contacts() -> int:
    """Erase the contacts whose time is over; what remains is a report without a person."""
    with transaction.atomic():
        due = ComplaintContact.objects.filter(erase_on__lte=today()).select_related("complaint__unit")
        contacts = list(due.select_for_update(of=("self",), skip_locked=True))
        for contact in contacts:
            record_event(
                "surveys.contact_erased", by=None, obj=contact.complaint, unit_path=contact.complaint.unit.path
            )
        ComplaintContact.objects.filter(pk__in=[contact.pk for contact in contacts]).delete()
        forget_mails_of([contact.complaint_id for contact in contacts])
    return len(contacts)


# --- Parts ----------------------------------------------------------------------------------------------------------


def _locked(complaint: Complaint) -> Complaint:
    """The report as it is now; refused where it went to another office since the caller's right was looked at."""
    locked: Complaint = lock_row(Complaint.objects, complaint.pk, "unit")
    if locked.unit_id != complaint.unit_id:
        raise DomainError(_("This report was forwarded to another office meanwhile. Reload the page."))
    return locked


def _check_move(complaint: Complaint, state: ComplaintState) -> None:
    if not complaint.may_become(state):
        raise DomainError(
            _("This report is now “%(state)s”; that step isn't possible. Reload the page to see what happened.")
            % {"state": complaint.get_state_display()}
        )


def _move(
    complaint: Complaint, state: ComplaintState, *, by: Any, text: str = "", is_by_reporter: bool = False
) -> None:
    """Change the state with everything that follows from it: due days, times, timeline, a mail to the reporter."""
    now = timezone.now()
    complaint.state = state
    complaint.state_since = now
    complaint.closed_at = now if complaint.has_ended else None
    if state != ComplaintState.POSTPONED:
        complaint.silent_until = None
    complaint.version += 1
    set_due_dates(complaint)
    complaint.save()
    if complaint.has_ended:
        erase_on = _years_after(now, CONTACT_YEARS)
        ComplaintContact.objects.filter(complaint=complaint).update(erase_on=erase_on)
    entry = _add_entry(complaint, EntryKind.MOVE, by=by, text=text, at=now)
    if not is_by_reporter:
        tell_reporter(entry)


def _add_entry(
    complaint: Complaint, kind: EntryKind, *, by: Any, text: str = "", at: datetime | None = None
) -> ComplaintEntry:
    return ComplaintEntry.objects.create(
        complaint=complaint,
        kind=kind,
        state=complaint.state if kind == EntryKind.MOVE else "",
        text=text.strip(),
        by=by,
        unit=complaint.unit,
        at=at or timezone.now(),
    )


def _note_answer(complaint: Complaint) -> None:
    if complaint.answered_at is None:
        complaint.answered_at = timezone.now()


def _required(text: str) -> str:
    if not text.strip():
        raise DomainError(_("Write what you want to say."))
    return text.strip()


def _years_after(moment: datetime, years: int) -> Any:
    date = timezone.localdate(moment)
    try:
        return date.replace(year=date.year + years)
    except ValueError:  # 29 February
        return date.replace(year=date.year + years, day=28)
