"""Attendance by list. By code: services/presence.py."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import SEATED_STATES, PresenceMethod, SessionState
from training.models import Attendance, Meeting, Registration, TrainingSession
from training.services.registration import lock_session

LISTED_STATES = frozenset({SessionState.OPEN, SessionState.CLOSED, SessionState.RUNNING})


class AttendanceRefused(DomainError):
    """The list cannot be stored like this."""


@transaction.atomic
def record_attendance(
    *,
    session: TrainingSession,
    meetings: Collection[int],
    present: Collection[tuple[int, int]],
    by: Any,
    method: PresenceMethod = PresenceMethod.LIST,
) -> int:
    """Store the lists of `meetings`: of everybody with a seat, (registration id, meeting id) in `present` was there,
    others not.

    A meeting's list replaces what was recorded for it; other meetings stay. Returns how many entries changed.
    """
    session = lock_session(session)
    planned = listed_meetings(session, meetings)
    seated = list(Registration.objects.filter(session=session, state__in=SEATED_STATES).values_list("pk", flat=True))
    known = {
        (row.registration_id, row.meeting_id): row
        for row in Attendance.objects.filter(meeting__in=planned, registration__in=seated)
    }
    added, changed, now = [], [], timezone.now()
    for meeting in planned:
        for registration_id in seated:
            is_present = (registration_id, meeting.pk) in present
            row = known.get((registration_id, meeting.pk))
            if row is None:
                added.append(
                    Attendance(
                        registration_id=registration_id,
                        meeting=meeting,
                        is_present=is_present,
                        method=method,
                        recorded_by=by,
                    )
                )
            elif row.is_present != is_present:
                row.is_present, row.method, row.recorded_by, row.recorded_at = is_present, method, by, now
                changed.append(row)
    Attendance.objects.bulk_create(added)
    Attendance.objects.bulk_update(changed, ["is_present", "method", "recorded_by", "recorded_at"])
    if added or changed:
        record_event(
            "training.attendance_recorded",
            by=by,
            obj=session,
            unit_path=session.unit.path,
            days=sorted({meeting.day.isoformat() for meeting in planned}),
            entries=len(added) + len(changed),
        )
    return len(added) + len(changed)


def listed_meetings(session: TrainingSession, meetings: Collection[int]) -> list[Meeting]:
    """Those of the meetings of a locked session that may get a list now; refuses the others in a sentence."""
    if session.state not in LISTED_STATES:
        raise AttendanceRefused(_("Attendance is recorded until the session is finished, not afterwards."))
    planned = list(Meeting.objects.filter(session=session, pk__in=meetings))
    if len(planned) != len(set(meetings)):
        raise AttendanceRefused(_("Choose meetings of this session."))
    today = today_of(session)
    if any(meeting.day > today for meeting in planned):
        raise AttendanceRefused(_("Attendance cannot be recorded before the day."))
    return planned


def today_of(session: TrainingSession) -> datetime.date:
    """The date where the unit of the session is."""
    return timezone.now().astimezone(session.unit.tz).date()
