"""Delivering the outbox.

What is promised, and how:

- A mail is never lost. It is a row, written in the transaction of its event. A worker claims it (state "sending", with
  the time) in a transaction of its own, sends, and notes "sent". If the worker dies in between, the claim grows old and
  another worker takes the mail up again.
- Two workers never send the same mail: claiming is `SELECT … FOR UPDATE SKIP LOCKED`, and only the claim's holder may
  note the end.
- A duplicate is possible in one case only: a worker is killed after the mail server accepted the mail and before "sent"
  is committed. Nothing can close that gap over SMTP; the constant Message-ID lets mail programs drop the second copy.
- A mail server that is away costs no attempt: the mails wait. A mail that the server refuses is tried MAX_ATTEMPTS
  times, ever more rarely, and then stands as "given up" on the operator's page.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from asn_portal.documents.models import Document
from asn_portal.notifications.enums import MailState
from asn_portal.notifications.models import OutboxMail

logger = structlog.get_logger(__name__)

# Far longer than the mail server's time limit (EMAIL_TIMEOUT): a living worker is never taken for dead.
SILENCE = timedelta(minutes=10)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
MAX_ATTEMPTS = len(BACKOFF) + 1
SERVER_AWAY = timedelta(minutes=1)
KEPT = timedelta(days=30)
# The server talks to us and refuses this one mail; everything else means that the server itself cannot be used now.
REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ValueError,
    UnicodeError,
)


@dataclass(frozen=True)
class Backlog:
    waiting: int
    oldest: datetime | None
    failed: int


def deliver_due(limit: int = 200) -> int:
    """Send what is due, at most `limit` mails; returns how many were sent."""
    connection = get_connection()
    sent = 0
    try:
        for _round in range(limit):
            mail = claim()
            if mail is None:
                break
            try:
                message(mail, connection).send()
            except REFUSALS as error:
                refused(mail, error)
            except Exception as error:
                # The server, not the mail: the rest would fare no better.
                postpone(mail, error)
                break
            else:
                sent += delivered(mail)
    finally:
        connection.close()
    return sent


def claim() -> OutboxMail | None:
    """Take one due mail for this worker; None when there is none."""
    now = timezone.now()
    while True:
        with transaction.atomic():
            mail: OutboxMail | None = (
                OutboxMail.objects.due(now, silent_since=now - SILENCE)
                .select_for_update(skip_locked=True)
                .order_by("next_attempt_at", "pk")
                .first()
            )
            if mail is None:
                return None
            if mail.attempts >= MAX_ATTEMPTS:
                # Each of its workers fell silent.
                mail.state = MailState.FAILED
                mail.save(update_fields=["state"])
                continue
            mail.state, mail.claimed_at, mail.attempts = MailState.SENDING, now, mail.attempts + 1
            mail.save(update_fields=["state", "claimed_at", "attempts"])
            return mail


def message(mail: OutboxMail, connection: Any) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    built = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        connection=connection,
        headers={
            "Message-ID": f"<outbox-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if mail.html:
        built.attach_alternative(mail.html, "text/html")
    for document in Document.objects.filter(pk__in=mail.documents):
        with document.file.open("rb") as file:
            built.attach(document.name, file.read(), document.content_type)
    return built


def delivered(mail: OutboxMail) -> int:
    return _mine(mail).update(state=MailState.SENT, sent_at=timezone.now(), last_error="")


def refused(mail: OutboxMail, error: Exception) -> None:
    logger.warning("mail_refused", mail=mail.pk, attempt=mail.attempts, error=type(error).__name__)
    if mail.attempts >= MAX_ATTEMPTS:
        _mine(mail).update(state=MailState.FAILED, last_error=str(error)[:2000])
        return
    _mine(mail).update(
        state=MailState.QUEUED,
        next_attempt_at=timezone.now() + BACKOFF[mail.attempts - 1],
        last_error=str(error)[:2000],
    )


def postpone(mail: OutboxMail, error: Exception) -> None:
    logger.warning("mail_server_unavailable", mail=mail.pk, error=repr(error))
    _mine(mail).update(
        state=MailState.QUEUED,
        attempts=mail.attempts - 1,
        next_attempt_at=timezone.now() + SERVER_AWAY,
        last_error=str(error)[:2000],
    )


def retry_failed() -> int:
    """Try all given-up mails again, from the beginning; for operators."""
    return OutboxMail.objects.filter(state=MailState.FAILED).update(
        state=MailState.QUEUED, attempts=0, next_attempt_at=timezone.now()
    )


def forget_old() -> int:
    """Sent mails hold personal data; they go after thirty days."""
    return OutboxMail.objects.filter(state=MailState.SENT, sent_at__lt=timezone.now() - KEPT).delete()[0]


def backlog() -> Backlog:
    """What waits, since when, and what was given up; for the readiness check and the operator."""
    waiting = OutboxMail.objects.filter(Q(state=MailState.QUEUED) | Q(state=MailState.SENDING))
    return Backlog(
        waiting=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("created_at"))["oldest"],
        failed=OutboxMail.objects.filter(state=MailState.FAILED).count(),
    )


def _mine(mail: OutboxMail) -> Any:
    """The row, if this worker still holds the claim."""
    return OutboxMail.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_at=mail.claimed_at)
