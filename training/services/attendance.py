"""Attendance by list. By code: services/presence.py."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import SEATED_STATES, PresenceMethod, SessionState
from training.models import Attendance, Meeting, Registration, TrainingSession
from training.services.registration import lock_session

LISTED_STATES = frozenset({SessionState.OPEN, SessionState.CLOSED, SessionState.RUNNING})


Cell = tuple[int, int]


class AttendanceRefused(DomainError):
    """The list cannot be stored like this."""


class AttendanceConflict(AttendanceRefused):
    """Others recorded something else in `cells`, (registration id, meeting id), while the list was open."""

    def __init__(self, cells: Collection[Cell]) -> None:
        super().__init__(
            _(
                "Attendance was recorded while you had this page open, by somebody else or by you on another page, and "
                "not the same as here. Nothing of this page is stored yet. Compare the entries below; save again to "
                "keep yours."
            )
        )
        self.cells = frozenset(cells)


@transaction.atomic
def record_attendance(
    *,
    session: TrainingSession,
    meetings: Collection[int],
    present: Collection[Cell],
    by: Any,
    method: PresenceMethod = PresenceMethod.LIST,
    seen: Mapping[Cell, bool | None] | None = None,
) -> int:
    """Store the lists of `meetings`: of everybody with a seat, (registration id, meeting id) in `present` was there,
    others not.

    A meeting's list replaces what was recorded for it; other meetings stay. Returns how many entries changed.

    `seen` is what the page showed that the list was ticked on: None where nothing was recorded. With it, an entry that
    was not touched there keeps what others recorded meanwhile, somebody whom the page did not show is left alone, and
    one that was touched on both sides raises AttendanceConflict; then nothing is stored.
    """
    session = lock_session(session)
    planned = listed_meetings(session, meetings)
    refuse_unmarked(session, meetings, present, seen or {})
    seated = list(Registration.objects.filter(session=session, state__in=SEATED_STATES).values_list("pk", flat=True))
    known = {
        (row.registration_id, row.meeting_id): row
        for row in Attendance.objects.filter(meeting__in=planned, registration__in=seated)
    }
    added, changed, conflicts, now = [], [], [], timezone.now()
    for meeting in planned:
        for registration_id in seated:
            cell = (registration_id, meeting.pk)
            is_present, row = cell in present, known.get(cell)
            if seen and cell not in seen:
                continue
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
            elif row.is_present == is_present or (seen is not None and not is_touched(cell, present, seen)):
                continue
            elif seen is not None and seen.get(cell) != row.is_present:
                conflicts.append(cell)
            else:
                row.is_present, row.method, row.recorded_by, row.recorded_at = is_present, method, by, now
                changed.append(row)
    if conflicts:
        raise AttendanceConflict(conflicts)
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


def is_touched(cell: Cell, present: Collection[Cell], seen: Mapping[Cell, bool | None]) -> bool:
    """Whether the box differs from how the page showed it: ticked only for who was recorded as present."""
    return (cell in present) != bool(seen.get(cell))


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


def refuse_unmarked(
    session: TrainingSession, meetings: Collection[int], present: Collection[Cell], seen: Mapping[Cell, bool | None]
) -> None:
    """Nobody's ticks are dropped in silence: refuses changes in meetings whose list is not marked as kept."""
    changed = {cell[1] for cell in {*present, *seen} if cell[1] not in meetings and is_touched(cell, present, seen)}
    if unmarked := list(Meeting.objects.filter(session=session, pk__in=changed).order_by("day", "starts_at")):
        days = [f"{date_format(each.day, 'j F')} {date_format(each.starts_at, 'TIME_FORMAT')}" for each in unmarked]
        raise AttendanceRefused(
            _(
                "On %(days)s you ticked people or took ticks away, but the list is not marked as kept. Tick the box "
                "“List kept” above that day to store it, or undo your changes there."
            )
            % {"days": ", ".join(days)}
        )


def today_of(session: TrainingSession) -> datetime.date:
    """The date where the unit of the session is."""
    return timezone.now().astimezone(session.unit.tz).date()
