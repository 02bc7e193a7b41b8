"""What a reporter does: send, follow, answer, be satisfied or not."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.crypto import encrypt, keyed_hash
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, attach_document, store_document
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.tracking import code_from, pin_from
from surveys.enums import (
    COMPLAINT_CLOSED,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
)
from surveys.models import Complaint, ComplaintContact, ComplaintSupport
from surveys.services.clock import set_due_dates
from surveys.services.complaint.steps import PHOTO_KIND, REOPEN_DAYS, add_entry, changed, check_move, locked, move
from surveys.services.telling import tell_officers


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
    add_entry(complaint, EntryKind.MOVE, by=None, at=now)
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
    complaint = locked(complaint)
    if complaint.has_ended:
        raise DomainError(_("This report is closed. Reopen it to add something."))
    add_entry(complaint, EntryKind.CITIZEN, by=None, text=text)
    if complaint.state == ComplaintState.POSTPONED:
        move(complaint, ComplaintState.IN_PROGRESS, by=None, is_by_reporter=True)
    else:
        changed(complaint)
    record_event("surveys.complaint_message", by=None, obj=complaint, unit_path=complaint.unit.path)
    tell_officers(complaint, "surveys.complaint_message", lambda: _("The reporter of %(code)s wrote: %(subject)s"))
    return complaint


@transaction.atomic
def confirm_complaint(*, complaint: Complaint) -> Complaint:
    """The reporter is satisfied."""
    complaint = locked(complaint)
    if complaint.state not in COMPLAINT_CLOSED:
        raise DomainError(_("This report isn't finished yet."))
    complaint.is_satisfied = True
    complaint.save(update_fields=["is_satisfied"])
    record_event("surveys.complaint_confirmed", by=None, obj=complaint, unit_path=complaint.unit.path)
    return complaint


@transaction.atomic
def reopen_complaint(*, complaint: Complaint, text: str = "") -> Complaint:
    """The reporter is not satisfied: the clock starts again."""
    complaint = locked(complaint)
    if complaint.state in COMPLAINT_CLOSED and not can_be_reopened(complaint):
        raise DomainError(
            _("This report was closed more than %(days)d days ago. Please send a new one.") % {"days": REOPEN_DAYS}
        )
    check_move(complaint, ComplaintState.REOPENED)
    complaint.is_satisfied = False
    complaint.reopened_at = timezone.now()
    ComplaintContact.objects.filter(complaint=complaint).update(erase_on=None)
    move(complaint, ComplaintState.REOPENED, by=None, text=text, is_by_reporter=True)
    record_event("surveys.complaint_reopened", by=None, obj=complaint, unit_path=complaint.unit.path)
    tell_officers(complaint, "surveys.complaint_reopened", lambda: _("Report %(code)s was reopened: %(subject)s"))
    return complaint


def can_be_reopened(complaint: Complaint) -> bool:
    return (
        complaint.state in COMPLAINT_CLOSED
        and complaint.closed_at is not None
        and timezone.now() - complaint.closed_at <= timedelta(days=REOPEN_DAYS)
    )


# --- Somebody has the same trouble ----------------------------------------------------------------------------------


@transaction.atomic
def support_complaint(*, complaint: Complaint, key: uuid.UUID) -> bool:
    """ "Me too" in place of a report of one's own. A form counts once, for one report: False when it stands behind
    another one already. No actor: nobody is known, and nothing of the form is kept but a keyed hash of its number."""
    complaint = locked(complaint)
    if complaint.has_ended:
        raise DomainError(_("This report is closed meanwhile. Please send your own."))
    supports = ComplaintSupport.objects.bulk_create(
        [ComplaintSupport(id=support_id(key), complaint=complaint, given_on=today())], ignore_conflicts=True
    )
    # With `ignore_conflicts` the database doesn't say which rows it took.
    return bool(supports) and complaint.supports.filter(pk=support_id(key)).exists()


def support_id(key: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(hex=keyed_hash(f"complaint-support:{key}")[:32])
