"""When a participant may take the test before or after a training."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from training.enums import RegistrationState, SessionState, TestMoment
from training.models import Registration, TrainingSession

# The test before is open from so many days before the first day on, the one after until so many after the last.
DAYS_BEFORE = datetime.timedelta(days=7)
DAYS_AFTER = datetime.timedelta(days=14)
TAKING_STATES = frozenset({RegistrationState.APPROVED, RegistrationState.COMPLETED, RegistrationState.NOT_COMPLETED})


def taking_obstacle(registration: Registration, moment: TestMoment, now: datetime.datetime | None = None) -> str:
    """Why the person can't begin this test now, in a sentence; "" when nothing stands in the way."""
    session, now = registration.session, now or timezone.now()
    if registration.state not in TAKING_STATES:
        return _("The test is for participants with an approved seat.")
    if session.state in {SessionState.DRAFT, SessionState.CANCELLED}:
        return _("This session doesn't take place.")
    if moment == TestMoment.PRE:
        if now < session.starts_at - DAYS_BEFORE:
            return _("The test before the training opens a week before its first day.")
        if now > session.ends_at or session.state == SessionState.FINISHED:
            return _("The training is over; the test before it is closed.")
        if now >= _first_meeting_ends(session):
            return _("The first meeting is over; the test before the training is closed.")
        if any(attempt.moment == TestMoment.POST for attempt in registration.test_attempts.all()):
            return _("You have begun the test after the training; the test before it is closed.")
        return ""
    if now.astimezone(session.unit.tz).date() < session.last_day:
        return _("The test after the training opens on its last day.")
    if now > session.ends_at + DAYS_AFTER:
        return _("The test after the training is closed: it was open for two weeks.")
    return ""


def _first_meeting_ends(session: TrainingSession) -> datetime.datetime:
    """That of the session where no meetings are planned."""
    meeting = min(session.meetings.all(), key=lambda each: (each.day, each.starts_at), default=None)
    if meeting is None:
        return session.ends_at
    return datetime.datetime.combine(meeting.day, meeting.ends_at, tzinfo=session.unit.tz)
