"""When a participant may take the test before or after a training."""

from __future__ import annotations

import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from training.domain.knowledge_test import is_over
from training.enums import RegistrationState, SessionState, TestMoment
from training.models import Registration, TestAttempt, TrainingSession

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
        if now >= _test_before_ends(session):
            return _("The time for the test before the training is over.")
        if any(attempt.moment == TestMoment.POST for attempt in registration.test_attempts.all()):
            return _("You have begun the test after the training; the test before it is closed.")
        return ""
    if now < (opens := _test_after_begins(session)):
        return _("The test after the training opens on %(moment)s.") % {
            "moment": formats.date_format(opens.astimezone(session.unit.tz), "DATETIME_FORMAT")
        }
    if any(_is_running(attempt, now) for attempt in registration.test_attempts.all()):
        return _("You are taking the test before the training. Hand it in first.")
    if now > session.ends_at + DAYS_AFTER:
        return _("The test after the training is closed: it was open for two weeks.")
    return ""


def _test_before_ends(session: TrainingSession) -> datetime.datetime:
    """With the first meeting; where there is but one, in its middle: both tests are taken in class then."""
    times = _times(session)
    begins, ends = times[0]
    return begins + (ends - begins) / 2 if len(times) == 1 else ends


def _test_after_begins(session: TrainingSession) -> datetime.datetime:
    """With the last meeting and on the last day, and never while the test before the training is open."""
    last_day = datetime.datetime.combine(session.last_day, datetime.time(), tzinfo=session.unit.tz)
    return max(_times(session)[-1][0], _test_before_ends(session), last_day)


def _times(session: TrainingSession) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """Beginning and end of each meeting in their order; those of the session where none are planned."""
    zone = session.unit.tz
    times = sorted(
        (
            datetime.datetime.combine(meeting.day, meeting.starts_at, tzinfo=zone),
            datetime.datetime.combine(meeting.day, meeting.ends_at, tzinfo=zone),
        )
        for meeting in session.meetings.all()
    )
    return times or [(session.starts_at, session.ends_at)]


def _is_running(attempt: TestAttempt, now: datetime.datetime) -> bool:
    is_before = attempt.moment == TestMoment.PRE
    return is_before and attempt.submitted_at is None and not is_over(due=attempt.due_at, now=now)
