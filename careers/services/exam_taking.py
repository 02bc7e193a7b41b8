"""Sitting an exam: starting, saving each answer, the clock, handing in.

The server keeps time and answers; whatever it has acknowledged is stored. Writing from an exam is done row by row under
the lock of the candidate, so a save never falls between the end and the scoring.
"""

from __future__ import annotations

import datetime
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from asn_portal.ratelimit import is_over
from careers.domain.exam_item import clean_answer
from careers.enums import AttendanceState, SittingState
from careers.models import Answer, PaperItem, Sitting, SittingCandidate, TimeAdjustment

# Of guesses at a start code in a minute, for each candidate: enough for typing errors, far too few to find it.
MOST_GUESSES = 6
# Between two notes that a candidate's page is still open.
SEEN_EVERY = datetime.timedelta(seconds=10)
MOST_SEQUENCE = 2**53


class ExamRefused(DomainError):
    """`code` is for the page's script: "device", "over", "ended", "not_started", "unknown"."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class UnknownAnswer(ValueError):
    """What was sent can't come from the page: no such item on the paper, no such option."""


@dataclass(frozen=True)
class Saved:
    """`stored` is False when a newer answer was there already; `sequence` and `value` are what is stored now, `is_same`
    whether that says the same."""

    stored: bool
    is_same: bool
    sequence: int
    value: Any
    at: datetime.datetime
    seconds_left: int


# --- Starting --------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_exam(*, candidate: SittingCandidate, code: str, by: Any) -> SittingCandidate:
    """Begin, or go on with the remaining time: each device needs the start code, and from then on only it may save.

    The clock starts at the first device and never stops.
    """
    if is_over("exam-code", str(candidate.pk), MOST_GUESSES):
        raise ExamRefused("unknown", _("The code was typed too often. Wait a minute, or ask the proctor."))
    candidate = lock_candidate(candidate)
    sitting, now = candidate.sitting, timezone.now()
    if candidate.state == AttendanceState.RUNNING and candidate.is_over(now):
        raise ExamRefused("over", _time_over())
    if candidate.state not in {AttendanceState.INVITED, AttendanceState.RUNNING}:
        raise ExamRefused("ended", _ended(candidate))
    if sitting.state != SittingState.OPEN and now >= sitting.starts_at:
        raise ExamRefused("not_started", _("The exam has not been opened yet. Ask the proctor, then try once more."))
    if sitting.state != SittingState.OPEN or now < sitting.starts_at:
        opens = formats.date_format(sitting.starts_at.astimezone(sitting.unit.tz), "DATETIME_FORMAT")
        raise ExamRefused("not_started", _("The exam is not open yet. It opens on %(moment)s.") % {"moment": opens})
    if not hmac.compare_digest(code.strip().upper().replace("-", "").replace(" ", ""), candidate.start_code):
        raise ExamRefused("unknown", _("This is not your start code. Ask the proctor, who has it."))
    if candidate.state == AttendanceState.INVITED:
        if now > sitting.closes_at:
            raise ExamRefused("over", _("The last start has passed. Speak to the proctor."))
        candidate.state, candidate.started_at = AttendanceState.RUNNING, now
        candidate.deadline = now + datetime.timedelta(minutes=candidate.total_minutes)
    candidate.device += 1
    candidate.last_seen_at = now
    candidate.save(update_fields=["state", "started_at", "deadline", "device", "last_seen_at"])
    event = "careers.exam_started" if candidate.device == 1 else "careers.exam_device_changed"
    _record(event, candidate, by, device=candidate.device)
    return candidate


# --- Saving ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_answer(
    *, candidate_id: int, device: int, paper_item_id: int, sequence: int, value: Any, given_on: int | None = None
) -> Saved:
    """Store one answer; when this returns and the transaction is over, it is kept. Three statements.

    The same save may come twice and in any order: the highest sequence stays. `given_on` is the device number under
    which it was answered, where that lies back: what waited on a device that comes back never replaces what another
    one stored since. Raises ExamRefused where the exam is over or open elsewhere, UnknownAnswer for what no page of
    ours sends.
    """
    if not 1 <= sequence < MOST_SEQUENCE:
        raise UnknownAnswer("The sequence is a whole number from 1.")
    now = timezone.now()
    candidate = _lock_working(candidate_id, device, now)
    row = (
        PaperItem.objects.filter(pk=paper_item_id, paper__candidate=candidate_id)
        .values_list("item__kind", "item__options")
        .first()
    )
    if row is None:
        raise UnknownAnswer("This item is not on the paper.")
    kind, options = row
    try:
        clean = clean_answer(kind, len(options), value)
    except ValueError as error:
        raise UnknownAnswer(str(error)) from error
    given_on = device if given_on is None else min(given_on, device)
    names = {"sequence": sequence, "device": device, "given_on": given_on}
    stored = Answer.objects.put(paper_item=paper_item_id, value=clean, now=now, **names)
    left = candidate.seconds_left(now)
    if stored:
        return Saved(True, True, sequence, clean, now, left)
    kept = Answer.objects.get(paper_item=paper_item_id)
    # The same save once more is as good as stored.
    is_same = kept.value == clean
    return Saved(is_same and kept.sequence == sequence, is_same, kept.sequence, kept.value, kept.saved_at, left)


@transaction.atomic
def save_page(
    *, candidate: SittingCandidate, device: int, answers: Mapping[int, tuple[int, Any]], given_on: int | None = None
) -> dict[int, Saved]:
    """Several answers at once, of a page without a script: {item of the paper: (sequence, answer)}."""
    return {
        key: save_answer(
            candidate_id=candidate.pk,
            device=device,
            paper_item_id=key,
            sequence=sequence,
            value=value,
            given_on=given_on,
        )
        for key, (sequence, value) in answers.items()
    }


@transaction.atomic
def note_seen(*, candidate_id: int, device: int) -> int:
    """The page is still open; returns the seconds that are left. Raises ExamRefused as `save_answer` does."""
    now = timezone.now()
    candidate = _lock_working(candidate_id, device, now)
    if candidate.last_seen_at is None or now - candidate.last_seen_at >= SEEN_EVERY:
        SittingCandidate.objects.filter(pk=candidate_id).update(last_seen_at=now)
    return candidate.seconds_left(now)


def _lock_working(candidate_id: int, device: int, now: datetime.datetime) -> SittingCandidate:
    """Locked, working, in time, on this device; ExamRefused otherwise."""
    rows = SittingCandidate.objects.select_for_update(of=("self",), no_key=True).only(
        "state", "deadline", "device", "last_seen_at", "end_reason"
    )
    candidate = rows.filter(pk=candidate_id).first()
    if candidate is None:
        raise UnknownAnswer("There is no such candidate.")
    if candidate.state != AttendanceState.RUNNING:
        raise ExamRefused("ended", _ended(candidate))
    if candidate.is_over(now):
        raise ExamRefused("over", _time_over())
    if candidate.device != device:
        raise ExamRefused(
            "device",
            _(
                "The exam was opened on another device and goes on there. To go on here, open it again and type the "
                "start code."
            ),
        )
    return candidate  # type: ignore[no-any-return]


# --- Ending ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def hand_in(*, candidate: SittingCandidate, by: Any) -> SittingCandidate:
    """The candidate is done. Handing in twice changes nothing."""
    candidate = lock_candidate(candidate)
    if candidate.has_sat:
        return candidate
    if candidate.state != AttendanceState.RUNNING:
        raise ExamRefused("not_started", _("You have not started this exam."))
    now = timezone.now()
    state = AttendanceState.TIME_OVER if candidate.is_over(now) else AttendanceState.FINISHED
    return _finish(candidate, state, at=min(now, candidate.deadline), by=by)


@transaction.atomic
def end_for(*, candidate: SittingCandidate, reason: str, by: Any) -> SittingCandidate:
    """The proctor ends the exam of one person; what was saved so far is scored."""
    candidate = lock_candidate(candidate)
    if candidate.state != AttendanceState.RUNNING:
        raise DomainError(_("This person is not working on the exam now."))
    candidate.end_reason = reason.strip()
    if not candidate.end_reason:
        raise DomainError(_("Say why the exam of this person is ended."))
    return _finish(candidate, AttendanceState.ENDED, at=timezone.now(), by=by, reason=reason)


def close_overdue(*, sitting: Sitting | None = None) -> int:
    """Score what was left lying when the time was over; by the clock, and when a sitting is closed. One by one."""
    closed, now = 0, timezone.now()
    rows = SittingCandidate.objects.overdue(now)
    if sitting is not None:
        rows = rows.filter(sitting=sitting)
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            candidate = lock_candidate(SittingCandidate(pk=key))
            if candidate.state == AttendanceState.RUNNING and candidate.is_over(timezone.now()):
                _finish(candidate, AttendanceState.TIME_OVER, at=candidate.deadline, by=None)
                closed += 1
    return closed


@transaction.atomic
def add_time(*, candidate: SittingCandidate, minutes: int, reason: str, by: Any) -> SittingCandidate:
    """More time (or less) for one person, before the start or while they work; their page shows it at once."""
    candidate = lock_candidate(candidate)
    if candidate.sitting.state not in {SittingState.PLANNED, SittingState.READY, SittingState.OPEN}:
        raise DomainError(_("The sitting is closed; time can't be changed any more."))
    if candidate.state not in {AttendanceState.INVITED, AttendanceState.RUNNING}:
        raise DomainError(_("This person has finished; time can't be changed any more."))
    _refuse_over(candidate)
    if not minutes or not -120 <= minutes <= 240:
        raise DomainError(_("Enter how many minutes are added, from −120 to 240, not 0."))
    if not reason.strip():
        raise DomainError(_("Say why the time changes."))
    if candidate.total_minutes + minutes < 1:
        raise DomainError(_("At least one minute must remain."))
    if candidate.deadline is not None and candidate.deadline + datetime.timedelta(minutes=minutes) <= timezone.now():
        raise DomainError(
            _(
                "So much time is used already: the exam would be over at once. Take fewer minutes, or end it with a "
                "reason."
            )
        )
    candidate.extra_minutes += minutes
    fields = ["extra_minutes"]
    if candidate.deadline is not None:
        candidate.deadline += datetime.timedelta(minutes=minutes)
        fields.append("deadline")
    candidate.save(update_fields=fields)
    TimeAdjustment.objects.create(candidate=candidate, minutes=minutes, reason=reason.strip(), by=by)
    _record("careers.exam_time_changed", candidate, by, reason=reason, minutes=minutes)
    if candidate.employee.user is not None:
        notify(
            candidate.employee.user,
            kind="careers.exam_time",
            title=lambda: (
                _("Your time in “%(sitting)s” is now %(minutes)s minutes")
                % {"sitting": candidate.sitting, "minutes": candidate.total_minutes}
            ),
            body=reason,
            url=candidate.get_absolute_url(),
            email=False,
        )
    return candidate


@transaction.atomic
def put_on_paper(*, candidate: SittingCandidate, reason: str, by: Any) -> SittingCandidate:
    """Go on with the printed paper: answers saved so far stay until two people have typed in those on paper."""
    candidate = lock_candidate(candidate)
    if candidate.state not in {AttendanceState.INVITED, AttendanceState.RUNNING}:
        raise DomainError(_("This person has finished and can't be moved to paper."))
    if candidate.sitting.state not in {SittingState.READY, SittingState.OPEN}:
        raise DomainError(_("Papers are used from when they are made until the sitting is closed."))
    _refuse_over(candidate)
    candidate.state, candidate.finished_at = AttendanceState.ON_PAPER, timezone.now()
    candidate.save(update_fields=["state", "finished_at"])
    _record("careers.exam_on_paper", candidate, by, reason=reason)
    return candidate


def lock_candidate(candidate: SittingCandidate) -> SittingCandidate:
    locked: SittingCandidate = lock_row(
        SittingCandidate.objects,
        candidate.pk,
        "sitting__unit",
        "sitting__stage__selection__unit",
        "employee__user",
        "candidacy",
        "room",
    )
    return locked


def _refuse_over(candidate: SittingCandidate) -> None:
    if candidate.is_over(timezone.now()):
        raise DomainError(_("The time of this person was over already. Everything that was saved before counts."))


def _finish(
    candidate: SittingCandidate, state: AttendanceState, *, at: datetime.datetime, by: Any, reason: str = ""
) -> SittingCandidate:
    from careers.services.exam_result import score_candidate, seal

    candidate.state, candidate.finished_at = state, at
    candidate.save(update_fields=["state", "finished_at", "end_reason"])
    score_candidate(candidate=candidate)
    event = "careers.exam_ended" if state == AttendanceState.ENDED else "careers.exam_handed_in"
    _record(event, candidate, by, reason=reason)
    seal(candidate=candidate, by=by)
    return candidate


def _time_over() -> str:
    return _("The time is over. Everything that was saved before counts.")


def _ended(candidate: SittingCandidate) -> str:
    if candidate.state == AttendanceState.ENDED:
        return _("The proctor has ended your exam: %(reason)s") % {"reason": candidate.end_reason}
    if candidate.state == AttendanceState.ON_PAPER:
        return _("You go on with this exam on paper.")
    if candidate.state == AttendanceState.INVITED:
        return _("You have not started this exam.")
    if candidate.state == AttendanceState.ABSENT:
        return _("The exam is closed, and you did not start it.")
    return _("You have handed in this exam; nothing can be changed any more.")


def _record(event: str, candidate: SittingCandidate, by: Any, *, reason: str = "", **data: Any) -> None:
    sitting = candidate.sitting
    record_event(
        event, by=by, obj=sitting, unit_path=sitting.unit.path, reason=reason, candidate=candidate.number, **data
    )
