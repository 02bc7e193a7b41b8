"""Attendance by list."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import SEATED_STATES, SessionState
from training.models import Attendance, Registration, TrainingSession
from training.services.registration import lock_session


class AttendanceRefused(DomainError):
    """The list cannot be stored like this."""


@transaction.atomic
def record_attendance(
    *,
    session: TrainingSession,
    days: Collection[datetime.date],
    present: Collection[tuple[int, datetime.date]],
    by: Any,
) -> int:
    """Store the lists of `days`: of everybody with a seat, (registration id, day) in `present` was there, others not.

    A day's list replaces what was recorded for that day; other days stay. Returns how many entries changed.
    """
    session = lock_session(session)
    if session.state not in {SessionState.OPEN, SessionState.CLOSED, SessionState.RUNNING}:
        raise AttendanceRefused(_("Attendance is recorded until the session is finished, not afterwards."))
    today = timezone.now().astimezone(session.unit.tz).date()
    if set(days) - set(session.days):
        raise AttendanceRefused(_("Choose days on which the session takes place."))
    if any(day > today for day in days):
        raise AttendanceRefused(_("Attendance cannot be recorded before the day."))
    seated = list(Registration.objects.filter(session=session, state__in=SEATED_STATES).values_list("pk", flat=True))
    known = {
        (row.registration_id, row.day): row
        for row in Attendance.objects.of_session(session).filter(day__in=days, registration__in=seated)
    }
    added, changed, now = [], [], timezone.now()
    for day in sorted(days):
        for registration_id in seated:
            is_present = (registration_id, day) in present
            row = known.get((registration_id, day))
            if row is None:
                added.append(
                    Attendance(registration_id=registration_id, day=day, is_present=is_present, recorded_by=by)
                )
            elif row.is_present != is_present:
                row.is_present, row.recorded_by, row.recorded_at = is_present, by, now
                changed.append(row)
    Attendance.objects.bulk_create(added)
    Attendance.objects.bulk_update(changed, ["is_present", "recorded_by", "recorded_at"])
    if added or changed:
        record_event(
            "training.attendance_recorded",
            by=by,
            obj=session,
            unit_path=session.unit.path,
            days=[day.isoformat() for day in sorted(days)],
            entries=len(added) + len(changed),
        )
    return len(added) + len(changed)
