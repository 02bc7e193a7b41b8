"""Issuing and revoking certificates."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_PDF, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import Employee, OrganizationalUnit
from employees.supervision import heads_of_chain
from training.domain.numbering import CODE_ALPHABET, CODE_LENGTH, certificate_number
from training.enums import RegistrationState, TrainingForm
from training.models import Certificate, CertificateSeries, Registration, TrainingSession
from training.services import notices

# What paper, notice and verification page name.
ON_PAPER = ("registration__session__unit", "registration__employee__user", "organiser", "document")


class CertificateRefused(DomainError):
    """No certificate can be issued or revoked like this."""


@transaction.atomic
def issue_certificate(*, registration: Registration, by: Any, at: datetime.datetime | None = None) -> Certificate:
    """Number and facts of a completed registration's certificate; the PDF follows (`ensure_paper`).

    `at` is the moment of issue, now unless an earlier one is taken over; number, paper and verification page follow it.

    Numbers of an organiser and year follow one another without gaps: the series' row is locked, and number and
    certificate are stored together or not at all. Whoever has a standing certificate gets that one back.
    """
    registration = Registration.objects.select_related(
        "session__programme", "session__unit", "employee__unit", "employee__position", "employee__government"
    ).get(pk=registration.pk)
    if registration.state != RegistrationState.COMPLETED:
        raise CertificateRefused(_("Only who completed the session gets a certificate."))
    session, now = registration.session, at or timezone.now()
    year = now.astimezone(session.unit.tz).year
    CertificateSeries.objects.get_or_create(organiser=session.unit, year=year)
    series = CertificateSeries.objects.select_for_update().get(organiser=session.unit, year=year)
    standing = Certificate.objects.standing().filter(registration=registration).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    series.last += 1
    series.save(update_fields=["last"])
    programme = session.programme
    certificate = Certificate.objects.create(
        registration=registration,
        organiser=session.unit,
        year=year,
        sequence=series.last,
        number=certificate_number(
            classification=programme.classification,
            sequence=series.last,
            programme=programme.code,
            unit=programme.organiser_code,
            year=year,
        ),
        code="".join(secrets.choice(CODE_ALPHABET) for _position in range(CODE_LENGTH)),
        facts=facts_of(registration),
        issued_at=now,
        issued_by=by,
    )
    record_event(
        "training.certificate_issued",
        by=by,
        obj=certificate,
        unit_path=session.unit.path,
        employee=registration.employee_id,
    )
    return certificate


def facts_of(registration: Registration) -> dict[str, Any]:
    """What the certificate says, as JSON: dates in ISO, hours as text."""
    employee: Employee = registration.employee
    session: TrainingSession = registration.session
    return {
        "name": employee.full_name,
        "nip": employee.nip,
        "birth_place": employee.birth_place,
        "birth_date": employee.birth_date.isoformat(),
        "rank": str(employee.rank_info or ""),
        "position": employee.position.title if employee.position else "",
        "unit": employee.unit.name,
        "government": employee.government.name,
        "programme": session.programme.title,
        "session": session.title,
        "form": TrainingForm(session.programme.form).value,
        "organiser": session.unit.name,
        "place": session.place,
        "first_day": session.first_day.isoformat(),
        "last_day": session.last_day.isoformat(),
        "learning_hours": f"{session.learning_hours.normalize():f}",
        "signer": _signer(session.unit),
    }


def _signer(unit: OrganizationalUnit) -> dict[str, str]:
    """The head of the organising unit, else of the nearest unit above; empty while every post is vacant."""
    heads = heads_of_chain(unit.path)
    if not heads:
        return {"name": "", "nip": "", "rank": "", "position": ""}
    head = Employee.objects.with_place().get(pk=heads[max(heads, key=len)])
    return {
        "name": head.full_name,
        "nip": head.nip,
        "rank": str(head.rank_info or ""),
        "position": head.position.title if head.position else "",
    }


@transaction.atomic
def ensure_paper(
    *, certificate: Certificate, make: Callable[[Certificate], bytes], asked_by: Any = None
) -> Certificate:
    """Store the paper that `make` gives and tell its holder, unless that is who asks for it right now.

    A certificate that has a paper keeps it: of many who ask at once the first makes it while the others wait.
    """
    locked: Certificate = lock_row(Certificate.objects, certificate.pk, *ON_PAPER)
    if locked.document_id:
        return locked
    pdf = make(locked)
    locked.document = store_document(
        file=ContentFile(pdf, name=f"sertifikat-{locked.number.replace('/', '-')}.pdf"),
        by=None,
        owner=locked,
        kind="training.certificate",
        unit_path=locked.organiser.path,
        allowed=ALLOWED_PDF,
    )
    locked.save(update_fields=["document"])
    if asked_by is None or locked.registration.employee.user_id != asked_by.pk:
        notices.certificate_ready(locked)
    return locked


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: Any) -> Certificate:
    """The number stays used, the public page says that it was revoked and why. It cannot be undone; issue a new one."""
    locked: Certificate = lock_row(Certificate.objects, certificate.pk, *ON_PAPER)
    if locked.is_revoked:
        raise CertificateRefused(_("This certificate was revoked already."))
    if not reason.strip():
        raise CertificateRefused(_("Give the reason: it stands on the public verification page."))
    locked.revoked_at = timezone.now()
    locked.revoked_by = by
    locked.revoke_reason = reason
    with because(reason):
        locked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
        record_event("training.certificate_revoked", by=by, obj=locked, unit_path=locked.organiser.path, reason=reason)
    notices.certificate_revoked(locked)
    return locked
