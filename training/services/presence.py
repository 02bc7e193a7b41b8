"""Check-in and check-out by the changing code. By list: services/attendance.py."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from training.domain.presence_code import Direction, read_personal_code, read_presence_code
from training.enums import PresenceMethod
from training.models import Attendance, Meeting, Registration
from training.services.attendance import LISTED_STATES, today_of
from training.services.registration import lock_session

# Whoever opened the page in time has so long to sign in or to type the personal code.
PASS_SECONDS = 5 * 60
# So long before a meeting people come, and after it they leave.
AROUND = datetime.timedelta(hours=2)
_SALT = "training.presence"


class PresenceRefused(DomainError):
    """Nobody can check in or out like this."""


@dataclass(frozen=True)
class Visit:
    """A meeting whose code somebody showed, and what for."""

    meeting: Meeting
    direction: Direction

    @property
    def is_leaving(self) -> bool:
        return self.direction == "out"


@dataclass(frozen=True)
class Stored:
    """What is on record after a check. `is_new`: stored just now; otherwise it was there already."""

    attendance: Attendance
    direction: Direction
    is_new: bool

    @property
    def moment(self) -> datetime.datetime | None:
        """When the person came, or left, whichever was checked."""
        return self.attendance.checked_out_at if self.direction == "out" else self.attendance.checked_in_at


def check_hours(
    meeting: Meeting, direction: Direction, zone: datetime.tzinfo
) -> tuple[datetime.datetime, datetime.datetime]:
    """In from two hours before the meeting until it ends, out from its beginning until two hours after it."""
    begins, ends = (
        datetime.datetime.combine(meeting.day, hour, tzinfo=zone) for hour in (meeting.starts_at, meeting.ends_at)
    )
    return (begins, ends + AROUND) if direction == "out" else (begins - AROUND, ends)


def visit_of_code(text: str) -> Visit | None:
    """The meeting whose code this is at this moment; None for yesterday's, a guessed or a mistyped one. One query."""
    now = timezone.now()
    nearby = [now.date() + datetime.timedelta(days=shift) for shift in (-1, 0, 1)]
    meetings = {
        meeting.pk: meeting
        for meeting in Meeting.objects.filter(day__in=nearby, session__state__in=LISTED_STATES).select_related(
            "session__unit"
        )
        if meeting.day == today_of(meeting.session)
    }
    shown = read_presence_code(
        text, {key: meeting.session.presence_secret for key, meeting in meetings.items()}, at=now
    )
    return Visit(meetings[shown.meeting], shown.direction) if shown else None


def pass_for(visit: Visit) -> str:
    """Carries a shown code for five minutes through signing in; worth nothing afterwards."""
    return signing.dumps([visit.meeting.pk, visit.direction], salt=_SALT)


def visit_of_pass(token: str) -> Visit | None:
    """What `pass_for` carried; None when it has run out or was forged, or the session keeps no lists any more."""
    try:
        key, direction = signing.loads(token, salt=_SALT, max_age=PASS_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    meeting = Meeting.objects.select_related("session__unit").filter(pk=key, session__state__in=LISTED_STATES).first()
    return Visit(meeting, direction) if meeting else None


def registration_of_person(visit: Visit, employee_id: int | None) -> Registration | None:
    """The seat of a signed-in person in the class."""
    if employee_id is None:
        return None
    return _seated(visit).filter(employee=employee_id).first()  # type: ignore[no-any-return]


def registration_of_code(visit: Visit, text: str) -> Registration | None:
    """The seat of whoever knows the personal code."""
    session = visit.meeting.session
    seated = {row.pk: row for row in _seated(visit)}
    found = read_personal_code(text, session.presence_secret, seated)
    return seated[found] if found is not None else None


@transaction.atomic
def store_check(*, visit: Visit, registration: Registration, by: Any) -> Stored:
    """Write down that the person came or left. The first moment stands: a second check changes nothing.

    `by` is the signed-in person, or None when only the personal code was typed.
    """
    session = lock_session(visit.meeting.session)
    if session.state not in LISTED_STATES or visit.meeting.day != today_of(session):
        raise PresenceRefused(_("Checking in and out is possible on the day of the meeting only."))
    # Read again under the lock: the seat may have been given up meanwhile.
    if not _seated(visit).filter(pk=registration.pk).exists():
        raise PresenceRefused(_("You have no seat in this training."))
    _check_hour(visit, session)
    row = Attendance.objects.filter(registration=registration, meeting=visit.meeting).first()
    if visit.is_leaving and (row is None or not row.is_present):
        raise PresenceRefused(_("You haven't checked in at this meeting. Ask the coordinator to put you on the list."))
    row = row or Attendance(registration=registration, meeting=visit.meeting, is_present=True)
    field = "checked_out_at" if visit.is_leaving else "checked_in_at"
    if getattr(row, field) is not None and row.is_present:
        return Stored(row, visit.direction, is_new=False)
    if getattr(row, field) is None:
        setattr(row, field, timezone.now())
    row.is_present, row.method, row.recorded_by = True, PresenceMethod.CODE, by
    row.save()
    return Stored(row, visit.direction, is_new=True)


def _check_hour(visit: Visit, session: Any) -> None:
    first, last = check_hours(visit.meeting, visit.direction, session.unit.tz)
    if not first <= timezone.now() <= last:
        raise PresenceRefused(
            _("This is possible from %(first)s to %(last)s. Ask the coordinator to put you on the list.")
            % {
                "first": formats.time_format(first.timetz(), "TIME_FORMAT"),
                "last": formats.time_format(last.timetz(), "TIME_FORMAT"),
            }
        )


def _seated(visit: Visit) -> Any:
    rows = Registration.objects.seated().filter(session=visit.meeting.session_id)
    return rows.select_related("employee", "session__unit")
