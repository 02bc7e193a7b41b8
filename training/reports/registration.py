"""The course of a registration."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from asn_portal.audit.models import Event
from asn_portal.audit.registry import label_of_event
from training.enums import RegistrationState
from training.models import Registration


@dataclass(frozen=True)
class Step:
    """One line in the course of a registration."""

    at: datetime.datetime
    title: str
    by: str
    reason: str
    tone: str


STEP_TONES = {
    "training.moved_up": "good",
    "training.registration_approved": "good",
    "training.registration_refused": "bad",
    "training.registration_removed": "bad",
}


def course_of_events(registration: Registration) -> list[Step]:
    """What happened to a registration, newest first: its business events and, in the end, the session's outcome.

    One query. Needs the session.
    """
    steps = [
        Step(event.at, label_of_event(event.kind), event.actor.name if event.actor else "", event.reason, tone)
        for event in Event.objects.about(registration).select_related("actor")
        for tone in [STEP_TONES.get(event.kind, "neutral")]
    ]
    if not steps or steps[-1].at > registration.registered_at + datetime.timedelta(minutes=1):
        # Registrations that were taken over from elsewhere have no events of their own.
        steps.append(Step(registration.registered_at, label_of_event("training.registered"), "", "", "neutral"))
    if registration.state in {RegistrationState.COMPLETED, RegistrationState.NOT_COMPLETED}:
        outcome = Step(registration.session.ends_at, registration.get_state_display(), "", "", registration.tone)
        steps = sorted([outcome, *steps], key=lambda step: step.at, reverse=True)
    return steps
