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
from training.services.current_level import moved_since, recount_everybody, recount_government, recount_moved
from training.services.evaluation import drop_old_tickets, open_due_reviews, remind_evaluations
from training.services.hours import remind_of_hours
from training.services.knowledge_test import close_overdue_attempts
from training.services.partner import remind_of_agreements
from training.services.promise import remind_promises
from training.services.session import close_due_registrations, start_due_sessions, take_up_lost_certificates
from training.services.sharing import remind_of_sharing
from training.services.study_assignment import fulfil_bonds, move_leaves_on, remind_of_reports
from training.services.study_call import close_due_calls

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


@job("training.levels_recount", label=gettext_lazy("Competency levels"), retries=3)
def recount_levels(progress: Any, *, government_id: int) -> None:
    changed = recount_government(government_id, progress=progress)
    progress.result(
        message=ngettext("%(count)s level worked out anew.", "%(count)s levels worked out anew.", changed)
        % {"count": changed},
    )


@tick(seconds=600)
def renew_levels() -> None:
    """Levels of people who got another position or unit."""
    recount_moved(moved_since())


@tick(seconds=24 * 3600)
def check_levels() -> None:
    """Ratings that ran out, rules that begin to hold, and whatever else disagrees."""
    repaired = recount_everybody()
    if repaired:
        logger.info("competency_levels_repaired", governments=repaired)


@tick(seconds=3600)
def move_studies_on() -> None:
    """Close calls whose last day is over, begin and end leaves, ask for semester reports, end service bonds."""
    close_due_calls()
    move_leaves_on()
    remind_of_reports()
    fulfil_bonds()


@tick(seconds=900)
def remind_of_sharing_sessions() -> None:
    remind_of_sharing()


@tick(seconds=3600)
def remind_of_ending_agreements() -> None:
    """Tell the training offices of agreements with partners that end soon."""
    remind_of_agreements()


@tick(seconds=60)
def close_tests() -> None:
    """Score the tests whose time is over."""
    close_overdue_attempts()


@tick(seconds=3600)
def follow_trainings_up() -> None:
    """Ask for evaluations and for what became of promises, each once; forget who didn't answer; open reviews."""
    remind_evaluations()
    drop_old_tickets()
    open_due_reviews()
    remind_promises()


@tick(seconds=12 * 3600)
def remind_of_missing_hours() -> None:
    """Once a quarter."""
    remind_of_hours()
