"""Telling the class something."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import SEATED_STATES, SessionState
from training.models import ClassMessage, Registration, TrainingSession
from training.services import outcome_notices


class MessageRefused(DomainError):
    """Nobody would read it."""


@transaction.atomic
def send_message(*, session: TrainingSession, text: str, by: Any) -> ClassMessage:
    """To everybody who holds a seat, in the inbox and by mail, each alone."""
    if session.state in {SessionState.DRAFT, SessionState.CANCELLED}:
        raise MessageRefused(_("This session has no class to write to."))
    if not text.strip():
        raise MessageRefused(_("Write the message."))
    registrations = list(
        Registration.objects.filter(session=session, state__in=SEATED_STATES).select_related("employee")
    )
    if not registrations:
        raise MessageRefused(_("Nobody holds a seat yet."))
    message = ClassMessage.objects.create(session=session, text=text.strip(), sent_by=by)
    message.recipients = outcome_notices.class_message(message, registrations)
    message.save(update_fields=["recipients"])
    record_event("training.class_message", by=by, obj=session, unit_path=session.unit.path, people=message.recipients)
    return message
