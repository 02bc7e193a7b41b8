"""The meetings of a session: one per day unless the coordinator plans otherwise."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import SessionState
from training.models import Meeting, TrainingSession
from training.services.registration import lock_session

DAY_LENGTH = datetime.timedelta(hours=8)
LAST_MINUTE = datetime.time(23, 59)


class MeetingRefused(DomainError):
    """The meeting cannot be planned, changed or removed like this."""


def plan_meetings(session: TrainingSession, *, dates_changed: bool = False) -> int:
    """One meeting for every day of the session that has none; returns how many were made.

    After a change of dates, meetings on days that no longer belong to the session go, unless a list was kept on them.
    Called inside the transaction that plans or changes the session.
    """
    days, known = set(session.days), {}
    for meeting in Meeting.objects.filter(session=session):
        known.setdefault(meeting.day, []).append(meeting)
    if dates_changed:
        stale = [meeting.pk for day, rows in known.items() if day not in days for meeting in rows]
        Meeting.objects.filter(pk__in=stale, attendance=None).delete()
    starts, ends = _hours(session)
    made = Meeting.objects.bulk_create(
        Meeting(session=session, day=day, starts_at=starts, ends_at=ends) for day in sorted(days - set(known))
    )
    return len(made)


@transaction.atomic
def add_missing_meetings(*, session: TrainingSession, by: Any) -> int:
    """For sessions that were planned before meetings were kept."""
    session = _lock_changeable(session)
    made = plan_meetings(session)
    if made:
        record_event("training.meetings_changed", by=by, obj=session, unit_path=session.unit.path, added=made)
    return made


@transaction.atomic
def save_meeting(*, meeting: Meeting, by: Any) -> Meeting:
    """Add a meeting or store a changed one. Its day lies within the session; one that has a list keeps its day."""
    session = _lock_changeable(meeting.session)
    if not session.first_day <= meeting.day <= session.last_day:
        raise MeetingRefused(_("Choose a day between the session's first and last day."))
    stored = Meeting.objects.filter(pk=meeting.pk).first() if meeting.pk else None
    if stored is not None and stored.day != meeting.day and stored.attendance.exists():
        raise MeetingRefused(_("Attendance is recorded for this meeting; its day stays. Add another meeting instead."))
    try:
        meeting.full_clean()
    except ValidationError as error:
        raise MeetingRefused(" ".join(error.messages)) from error
    meeting.save()
    record_event("training.meetings_changed", by=by, obj=session, unit_path=session.unit.path, meeting=meeting.pk)
    return meeting


@transaction.atomic
def remove_meeting(*, meeting: Meeting, by: Any) -> None:
    """Only a meeting without a list; certificates rest on lists."""
    session = _lock_changeable(meeting.session)
    if meeting.attendance.exists():
        raise MeetingRefused(_("Attendance is recorded for this meeting, so it stays."))
    record_event("training.meetings_changed", by=by, obj=session, unit_path=session.unit.path, removed=meeting.pk)
    meeting.delete()


def _lock_changeable(session: TrainingSession) -> TrainingSession:
    session = lock_session(session)
    if session.state in {SessionState.FINISHED, SessionState.CANCELLED}:
        raise MeetingRefused(_("The session is over; its meetings no longer change."))
    return session


def _hours(session: TrainingSession) -> tuple[datetime.time, datetime.time]:
    """When each day begins and ends: as the session does; eight hours where that makes no day."""
    zone = session.unit.tz
    starts = session.starts_at.astimezone(zone).time().replace(second=0, microsecond=0)
    ends = session.ends_at.astimezone(zone).time().replace(second=0, microsecond=0)
    if ends > starts:
        return starts, ends
    later = datetime.datetime.combine(session.first_day, starts) + DAY_LENGTH
    if later.date() == session.first_day:
        return starts, later.time()
    return (starts, LAST_MINUTE) if starts < LAST_MINUTE else (datetime.time(23), LAST_MINUTE)
