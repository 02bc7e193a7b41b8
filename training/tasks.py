"""Work in the background."""

from __future__ import annotations

from typing import Any

import structlog
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.jobs.registry import job
from asn_portal.jobs.ticks import tick
from training.models import Registration, TrainingSession
from training.reports import certificate_pdf
from training.services.certificate import ensure_paper, issue_certificate
from training.services.session import close_due_registrations, start_due_sessions, take_up_lost_certificates

logger = structlog.get_logger(__name__)


# Safe to start again: who has a certificate gets no second one, and only missing papers are made.
@job("training.certificates", label=gettext_lazy("Certificates"), retries=5)
def issue_certificates(progress: Any, *, session_id: int, registration_id: int | None = None) -> None:
    session = TrainingSession.objects.get(pk=session_id)
    due = Registration.objects.awaiting_certificate(session=session, registration_id=registration_id)
    ids = list(due.order_by("sequence").values_list("pk", flat=True))
    progress.total(len(ids))
    for registration in Registration.objects.filter(pk__in=ids).order_by("sequence"):
        certificate = issue_certificate(registration=registration, by=progress.owner)
        ensure_paper(certificate=certificate, make=certificate_pdf)
        progress.advance(message=_("Certificate %(number)s") % {"number": certificate.number})
    progress.result(
        url=reverse("training:session-participants", args=[session.pk]),
        message=ngettext("%(count)s certificate issued.", "%(count)s certificates issued.", len(ids))
        % {"count": len(ids)},
    )


@tick(seconds=60)
def move_sessions_on() -> None:
    """Close registrations and start sessions whose time has come."""
    close_due_registrations()
    start_due_sessions()


@tick(seconds=300)
def issue_lost_certificates() -> None:
    """Certificates whose job never ran to its end."""
    started = take_up_lost_certificates()
    if started:
        logger.warning("certificate_jobs_started_again", number=started)
