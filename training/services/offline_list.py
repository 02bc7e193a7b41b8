"""A list that was kept on a device without a connection, and came in later."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from asn_portal.audit.services import record_event
from asn_portal.drafts.models import Draft
from asn_portal.drafts.services import discard_draft, save_draft
from training.enums import SEATED_STATES, PresenceMethod
from training.models import Attendance, Meeting, OfflineBatch, Registration, TrainingSession
from training.services.attendance import listed_meetings, refuse_unmarked
from training.services.registration import lock_session

Cell = tuple[int, int]


@dataclass(frozen=True)
class Conflict:
    """The portal says something else than the list, and said so only after the device took its copy."""

    registration: Registration
    meeting: Meeting
    stored: bool
    sent: bool

    @property
    def key(self) -> str:
        """Registration and meeting with a colon between, as the form names the choice."""
        return f"{self.registration.pk}:{self.meeting.pk}"


@dataclass(frozen=True)
class Received:
    """`changed` lines were stored; `is_repeated`: the same list had arrived before and nothing was done."""

    changed: int
    conflicts: tuple[Conflict, ...]
    is_repeated: bool = False


@transaction.atomic
def receive_list(
    *,
    session: TrainingSession,
    key: uuid.UUID,
    meetings: Collection[int],
    present: Collection[Cell],
    seen: Mapping[Cell, bool],
    by: Any,
) -> Received:
    """Store the lists of `meetings` as the device kept them.

    `seen` is what the device had from the portal when it took its copy. Where the portal says something else by now,
    and something else than the device, neither is thrown away: the line stays as it is and is returned as a conflict,
    which waits for `by` until it is settled (`open_conflicts`).
    """
    session = lock_session(session)
    _batch, is_new = OfflineBatch.objects.get_or_create(key=key, defaults={"session": session})
    if not is_new:
        return Received(0, (), is_repeated=True)
    planned = listed_meetings(session, meetings)
    refuse_unmarked(session, meetings, present, seen)
    seated = {row.pk: row for row in Registration.objects.seated().filter(session=session).with_people()}
    known = {
        (row.registration_id, row.meeting_id): row
        for row in Attendance.objects.filter(meeting__in=planned, registration__in=seated)
    }
    added, changed, conflicts, now = [], [], [], timezone.now()
    for meeting in planned:
        for registration_id, registration in seated.items():
            cell = (registration_id, meeting.pk)
            sent, row = cell in present, known.get(cell)
            if row is None:
                added.append(_line(registration, meeting, sent, by))
            elif row.is_present == sent:
                continue
            elif seen.get(cell) != row.is_present:
                conflicts.append(Conflict(registration, meeting, stored=row.is_present, sent=sent))
            else:
                row.is_present, row.method, row.recorded_by, row.recorded_at = sent, PresenceMethod.OFFLINE, by, now
                changed.append(row)
    Attendance.objects.bulk_create(added)
    Attendance.objects.bulk_update(changed, ["is_present", "method", "recorded_by", "recorded_at"])
    record_event(
        "training.offline_list",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        days=sorted({meeting.day.isoformat() for meeting in planned}),
        entries=len(added) + len(changed),
        conflicts=len(conflicts),
    )
    if conflicts:
        sent_lines = {each.key: _word(each.sent) for each in conflicts}
        save_draft(by=by, key=_waiting_key(session), data={**_waiting(session, by), **sent_lines})
    return Received(len(added) + len(changed), tuple(conflicts))


def open_conflicts(session: TrainingSession, *, by: Any) -> list[Conflict]:
    """The lines of `by`'s lists that the portal still has otherwise."""
    waiting = _waiting(session, by)
    rows = Attendance.objects.filter(registration__session=session, registration__state__in=SEATED_STATES)
    found = []
    for row in rows.select_related("registration__employee", "meeting").order_by("meeting", "registration"):
        conflict = Conflict(row.registration, row.meeting, stored=row.is_present, sent=not row.is_present)
        if waiting.get(conflict.key) == _word(conflict.sent):
            found.append(conflict)
    return found


@transaction.atomic
def settle_conflicts(*, session: TrainingSession, chosen: Mapping[Cell, bool], by: Any) -> int:
    """Store what the coordinator chose for lines that were in conflict. Returns how many changed."""
    session = lock_session(session)
    listed_meetings(session, {meeting for _registration, meeting in chosen})
    rows = Attendance.objects.filter(
        registration__session=session,
        registration__state__in=SEATED_STATES,
        meeting__in={meeting for _registration, meeting in chosen},
    )
    changed = [
        row for row in rows if chosen.get((row.registration_id, row.meeting_id), row.is_present) != row.is_present
    ]
    for row in changed:
        row.is_present = not row.is_present
        row.method, row.recorded_by = PresenceMethod.OFFLINE, by
        row.save()
    settled = {f"{registration}:{meeting}" for registration, meeting in chosen}
    if left := {cell: word for cell, word in _waiting(session, by).items() if cell not in settled}:
        save_draft(by=by, key=_waiting_key(session), data=left)
    else:
        discard_draft(by=by, key=_waiting_key(session))
    if changed:
        record_event(
            "training.attendance_recorded", by=by, obj=session, unit_path=session.unit.path, entries=len(changed)
        )
    return len(changed)


def _waiting_key(session: TrainingSession) -> str:
    return f"training:offline-conflicts:{session.pk}"


def _waiting(session: TrainingSession, by: Any) -> dict[str, str]:
    draft = Draft.objects.filter(user=by, key=_waiting_key(session)).first()
    return {cell: values[0] for cell, values in draft.data.items()} if draft else {}


def _word(is_present: bool) -> str:
    return "present" if is_present else "absent"


def _line(registration: Registration, meeting: Meeting, sent: bool, by: Any) -> Attendance:
    return Attendance(
        registration=registration, meeting=meeting, is_present=sent, method=PresenceMethod.OFFLINE, recorded_by=by
    )
