"""A session's way from draft to finished."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from training.domain.attendance import attended_enough
from training.domain.hours import learning_hours
from training.domain.quotas import outermost_sum
from training.enums import (
    SESSION_TRANSITIONS,
    Allocation,
    DrawState,
    RegistrationState,
    SessionState,
    TrainingRuleKey,
)
from training.models import Attendance, Draw, Registration, TrainingProgramme, TrainingSession
from training.services import notices
from training.services.draw import check_seed_day, publish_list, seed_has_come
from training.services.evaluation import issue_tickets
from training.services.meeting import plan_meetings
from training.services.moves import refused_move
from training.services.need import realise_needs
from training.services.registration import fill_freed_seats, lock_session, settle_pending
from training.services.seats import is_list_published, quotas_of
from training.services.session_bounds import session_faults
from training.training_rules import value_of

# Until the session runs, these may change; whoever is registered is told about a new time or place.
CHANGEABLE_FIELDS = (
    "title",
    "starts_at",
    "ends_at",
    "place",
    "seats",
    "registration_opens_at",
    "registration_closes_at",
    "learning_hours",
    "venue",
    "online_url",
    "is_international",
    "partner",
    "plan_item",
    "allocation",
    "by_nomination",
)
# What a published draw stands on.
DRAWN_FIELDS = frozenset({"seats", "allocation", "registration_opens_at", "registration_closes_at"})
TOLD_FIELDS = frozenset({"starts_at", "ends_at", "place", "online_url"})


# A job that failed is tried again after as many hours as there are failed ones.
WAIT_AFTER_JOB = datetime.timedelta(hours=1)
# Older certificates without paper (taken over from elsewhere) get it when somebody asks for it.
PAPERS_KEPT_UP = datetime.timedelta(days=7)


class SessionRefused(DomainError):
    """The session is in a state that does not allow this."""


@transaction.atomic
def create_session(*, programme: TrainingProgramme, by: Any, **fields: Any) -> TrainingSession:
    """A draft, seen only by the organiser's office until `open_registration`."""
    if not programme.is_active:
        raise SessionRefused(_("The programme is no longer in use. Take it into use first."))
    session = TrainingSession(programme=programme, unit=programme.unit, coordinator=by, **fields)
    _validate(session)
    session.save()
    plan_meetings(session)
    record_event("training.session_created", by=by, obj=session, unit_path=session.unit.path)
    return session


@transaction.atomic
def change_session(*, session: TrainingSession, changes: dict[str, Any], by: Any) -> TrainingSession:
    """Change dates, place or seats. More seats go to the waiting list at once; fewer than are held is refused."""
    session = lock_session(session)
    unknown = set(changes) - set(CHANGEABLE_FIELDS)
    if unknown:
        raise ValueError(f"not changeable: {', '.join(sorted(unknown))}")
    if session.state not in {SessionState.DRAFT, SessionState.OPEN, SessionState.CLOSED}:
        raise SessionRefused(
            _("A session that is “%(state)s” can no longer be changed.") % {"state": session.get_state_display()}
        )
    changed = sorted(field for field, value in changes.items() if getattr(session, field) != value)
    if not changed:
        return session
    _check_draw(session, changed)
    if "allocation" in changed:
        _check_allocation(session)
    for field in changed:
        setattr(session, field, changes[field])
    _validate(session)
    if {"starts_at", "registration_closes_at"}.intersection(changed):
        check_seed_day(session)
    if (taken := outermost_sum(quotas_of(session))) > session.seats:
        raise SessionRefused(
            _("The quotas of units take %(taken)s seats. Keep at least as many, or lower the quotas first.")
            % {"taken": taken}
        )
    held = Registration.objects.seated().filter(session=session).count()
    if session.seats < held:
        raise SessionRefused(
            ngettext(
                "%(held)s seat is already held. Keep at least as many, or remove participants first.",
                "%(held)s seats are already held. Keep at least as many, or remove participants first.",
                held,
            )
            % {"held": held}
        )
    session.save()
    if {"starts_at", "ends_at"}.intersection(changed):
        plan_meetings(session, dates_changed=True)
    record_event("training.session_changed", by=by, obj=session, unit_path=session.unit.path, fields=changed)
    if TOLD_FIELDS.intersection(changed):
        notices.session_changed(session, Registration.objects.pending().filter(session=session).with_people())
    fill_freed_seats(session=session, by=by)
    return session


@transaction.atomic
def open_registration(*, session: TrainingSession, by: Any) -> TrainingSession:
    """Publish the session to its government; within its window people register. Also opens a closed one again."""
    session = lock_session(session)
    now = timezone.now()
    # First: a later closing time is refused then as well.
    if is_list_published(session):
        raise SessionRefused(_("The list of the draw is published; nobody can be added to it any more."))
    if not SESSION_TRANSITIONS[SessionState(session.state)] or session.ends_at <= now:
        raise SessionRefused(_("The session is over; nobody registers for it any more. Plan a new one."))
    if session.starts_at <= now:
        raise SessionRefused(_("The session has begun; nobody registers for it any more."))
    if session.registration_closes_at <= now:
        raise SessionRefused(_("The registration window is over. Choose a later closing time first."))
    _move(session, SessionState.OPEN)
    record_event("training.registration_opened", by=by, obj=session, unit_path=session.unit.path)
    return session


@transaction.atomic
def close_registration(*, session: TrainingSession, by: Any) -> TrainingSession:
    """Nobody new registers; the waiting list still fills freed seats. Closing twice changes nothing."""
    session = lock_session(session)
    if session.state == SessionState.CLOSED:
        return session
    _move(session, SessionState.CLOSED)
    record_event("training.registration_closed", by=by, obj=session, unit_path=session.unit.path)
    _publish_draw(session, by=by)
    return session


@transaction.atomic
def start_session(*, session: TrainingSession, by: Any) -> TrainingSession:
    """From now on the list of participants stands. Starting twice changes nothing."""
    session = lock_session(session)
    if session.state == SessionState.RUNNING:
        return session
    if session.first_day > _today(session):
        raise SessionRefused(_("The session has not begun yet. Change its date first if it begins earlier."))
    _move(session, SessionState.RUNNING)
    if not session.meetings.exists():
        plan_meetings(session)
    record_event("training.session_started", by=by, obj=session, unit_path=session.unit.path)
    return session


@transaction.atomic
def finish_session(*, session: TrainingSession, by: Any, results: dict[int, bool] | None = None) -> TrainingSession:
    """Settle every registration by the attendance lists and start the job that issues the certificates.

    Approved people become completed or not completed; registrations that nobody approved and the waiting list lapse.
    `results` (passed or not, by registration) are those of a partner and stand in place of the lists.
    """
    session = lock_session(session)
    _check_move(session, SessionState.FINISHED)
    if obstacle := finish_obstacle(session, needs_lists=results is None):
        raise SessionRefused(obstacle)
    present, held = attendance_of(session)
    completed = 0
    approved = Registration.objects.filter(session=session, state=RegistrationState.APPROVED).order_by("sequence")
    for registration in approved:
        if results is not None:
            earned = results.get(registration.pk, False)
        else:
            earned = attended_enough(
                present=present[registration.pk], held=len(held), minimum_percent=session.programme.min_attendance
            )
        registration.state = RegistrationState.COMPLETED if earned else RegistrationState.NOT_COMPLETED
        registration.save(update_fields=["state"])
        completed += earned
        realise_needs(registration)
    settle_pending(session=session, state=RegistrationState.LAPSED)
    _move(session, SessionState.FINISHED)
    record_event(
        "training.session_finished",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        meetings=len(held),
        completed=completed,
    )
    issue_tickets(session)
    if completed:
        issue_certificates(session=session, by=by)
    return session


def finish_obstacle(session: TrainingSession, *, needs_lists: bool = True) -> str:
    """Why a running session cannot be finished now, in a sentence; "" when it can."""
    if session.last_day > _today(session):
        return _("The session is not over yet. It can be finished from its last day on, %(day)s.") % {
            "day": formats.date_format(session.last_day)
        }
    if needs_lists and not Attendance.objects.of_session(session).exists():
        return _("No attendance list was kept. Record who was present first.")
    return ""


def issue_certificates(*, session: TrainingSession, by: Any, registration: Registration | None = None) -> Any:
    """Start the job that issues missing certificates of a finished session, or the new one of a single person."""
    if session.state != SessionState.FINISHED:
        raise SessionRefused(_("Certificates are issued when the session is finished."))
    only = registration.pk if registration else None
    return start_job(
        "training.certificates",
        by=by,
        params={"session_id": session.pk, "registration_id": only},
        title=_("Certificates: %(session)s") % {"session": session.title},
        unit_path=session.unit.path,
        unique_key=f"training.certificates:{session.pk}:{only or ''}",
    )


def certificates_job(session: TrainingSession) -> Job | None:
    """The job that makes the session's certificates now; None when none waits or runs."""
    jobs = Job.objects.active().filter(kind="training.certificates", params__session_id=session.pk)
    return jobs.select_related("owner", "result").order_by("-created_at").first()  # type: ignore[no-any-return]


def take_up_lost_certificates() -> int:
    """Start the job again for sessions whose certificates were never finished; returns how many it started.

    Safe to run twice: a session has one such job at a time, and the job itself issues only what is missing. Each job
    that failed lengthens the wait; one that somebody stopped stays stopped, they have the button.
    """
    now = timezone.now()
    started = 0
    for session in TrainingSession.objects.lacking_certificates(papers_since=now - PAPERS_KEPT_UP).select_related(
        "unit", "coordinator"
    ):
        jobs = Job.objects.filter(kind="training.certificates", params__session_id=session.pk).order_by("-created_at")
        latest = jobs.first()
        is_waiting = latest is not None and (
            latest.is_active
            or latest.state == JobState.CANCELLED
            or latest.finished_at > now - WAIT_AFTER_JOB * jobs.failed().count()
        )
        if not is_waiting:
            issue_certificates(session=session, by=session.coordinator)
            started += 1
    return started


@transaction.atomic
def cancel_session(*, session: TrainingSession, reason: str, by: Any) -> TrainingSession:
    """Call the session off; everybody who is in or waits is told why."""
    session = lock_session(session)
    if not reason.strip():
        raise SessionRefused(_("Say why the session is cancelled: everybody who registered is told."))
    session.cancel_reason = reason
    with because(reason):
        registrations = settle_pending(session=session, state=RegistrationState.SESSION_CANCELLED, reason=reason)
        _move(session, SessionState.CANCELLED)
        record_event(
            "training.session_cancelled",
            by=by,
            obj=session,
            unit_path=session.unit.path,
            reason=reason,
            registrations=len(registrations),
        )
    notices.session_cancelled(session, registrations)
    return session


def close_due_registrations() -> int:
    """Close the windows that have passed. Safe to run twice; returns how many it closed."""
    return _each_due(TrainingSession.objects.due_to_close(timezone.now()), close_registration)


def start_due_sessions() -> int:
    """Start the sessions whose time has come. Safe to run twice; returns how many it started."""
    due = TrainingSession.objects.due_to_start(timezone.now())
    return _each_due(due, start_session)


def attendance_of(session: TrainingSession) -> tuple[Counter[int], set[int]]:
    """Meetings attended per registration id, and the ids of the meetings at which a list was kept."""
    rows = Attendance.objects.of_session(session).values_list("registration_id", "meeting_id", "is_present")
    present: Counter[int] = Counter()
    held: set[int] = set()
    for registration_id, meeting_id, is_present in rows:
        held.add(meeting_id)
        present[registration_id] += bool(is_present)
    return present, held


def proposed_hours(
    programme: TrainingProgramme, *, days: int, is_international: bool, on: datetime.date
) -> Decimal | None:
    """What the rule of the day makes of a session of so many days; None where its form needs a verified number."""
    table = value_of(TrainingRuleKey.HOURS, programme.unit.government, on)
    hours = programme.learning_hours or None
    try:
        return learning_hours(
            programme.form, days=days, sessions=days, hours=hours, international=is_international, table=table
        )
    except ValueError:
        return None


def _publish_draw(session: TrainingSession, *, by: Any) -> None:
    """The list of a draw stands with its hash from the moment at which registration closes."""
    if session.allocation != Allocation.DRAW:
        return
    draw = Draw.objects.filter(session=session, state=DrawState.PREPARED).first()
    # Too late, registration closes all the same; the office announces a later day and publishes by hand.
    is_ready = draw is not None and draw.seed_day is not None and not seed_has_come(draw, session)
    if is_ready and Registration.objects.waiting().filter(session=session).exists():
        publish_list(session=session, by=by)


def _check_draw(session: TrainingSession, changed: list[str]) -> None:
    if DRAWN_FIELDS.intersection(changed) and is_list_published(session):
        raise SessionRefused(
            _(
                "The list of the draw is published: seats, the way they are given and the times of registration stay "
                "as they were. Plan another session for more people, or cancel this one."
            )
        )


def _check_allocation(session: TrainingSession) -> None:
    if Registration.objects.active().filter(session=session).exists():
        raise SessionRefused(_("People have registered already; how seats are given no longer changes."))


def _each_due(sessions: Any, step: Any) -> int:
    done = 0
    for pk in list(sessions.values_list("pk", flat=True)):
        with transaction.atomic():
            # Locked rows are being moved by somebody else, or by another run of the same tick.
            session = TrainingSession.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
            if session is None or not sessions.filter(pk=pk).exists():
                continue
            step(session=session, by=None)
            done += 1
    return done


def _today(session: TrainingSession) -> datetime.date:
    return timezone.now().astimezone(session.unit.tz).date()


def _check_move(session: TrainingSession, state: SessionState) -> None:
    if state not in SESSION_TRANSITIONS[SessionState(session.state)]:
        raise SessionRefused(refused_move(session, state, _("A session that is “%(now)s” cannot become “%(then)s”.")))


def _move(session: TrainingSession, state: SessionState) -> None:
    _check_move(session, state)
    session.state = state
    session.save(update_fields=["state", "cancel_reason"])


def _validate(session: TrainingSession) -> None:
    """Say a broken constraint in its own words before the database does, and refuse what no session can be."""
    if faults := session_faults(session.programme, vars(session)):
        raise SessionRefused(" ".join(dict.fromkeys(faults.values())))
    try:
        session.full_clean(exclude=["coordinator"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
