"""From proposing a mentor to closing the mentorship."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.domain.mentoring import Fault, mentor_faults
from careers.enums import MOVES, MentorshipState
from careers.models import MentoringMeeting, Mentorship
from employees.dates import today
from employees.domain.identity import parse_nip
from employees.models import Employee


def faults_in_words() -> dict[Fault, str]:
    return {
        Fault.SAME_PERSON: _("Nobody is their own mentor. Choose another person."),
        Fault.OTHER_GOVERNMENT: _("Mentor and mentee work for different governments. Choose a mentor of yours."),
        Fault.NOT_IN_SERVICE: _("This person is not in active service. Choose another mentor."),
        Fault.TOO_MANY_MENTEES: _("This mentor already guides five people. Choose another mentor."),
        Fault.TOO_SHORT_IN_SERVICE: _("A mentor has at least three years of service. Choose a more senior person."),
    }


@transaction.atomic
def propose_mentorship(
    *, mentor: Employee, mentee: Employee, goal: str, starts_on: datetime.date, ends_on: datetime.date, by: Any
) -> Mentorship:
    """Ask `mentor` to guide `mentee`; the mentor answers. Raises DomainError with every rule that forbids it."""
    # Locked, so that two proposals at once don't both count four other mentees.
    mentor = lock_row(Employee.objects, mentor.pk, "unit", "user")
    faults = mentor_faults(
        same_person=mentor.pk == mentee.pk,
        same_government=mentor.government_id == mentee.government_id,
        in_service=mentor.is_active,
        open_mentees=Mentorship.objects.open().filter(mentor=mentor).count(),
        years_of_service=years_of_service(mentor.nip, today()),
    )
    if faults:
        words = faults_in_words()
        raise DomainError(" ".join(words[fault] for fault in faults))
    mentorship = Mentorship(
        mentor=mentor, mentee=mentee, goal=goal, starts_on=starts_on, ends_on=ends_on, proposed_by=by
    )
    try:
        mentorship.full_clean(exclude=["proposed_by"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    mentorship.save()
    _record("careers.mentorship_proposed", mentorship, by)
    _tell(mentorship, mentor, "careers.proposed", lambda: _("%(name)s asks you to be their mentor") % {"name": mentee})
    return mentorship


def accept_mentorship(*, mentorship: Mentorship, by: Any) -> Mentorship:
    """The mentor agrees."""
    mentorship = _move(mentorship, MentorshipState.AGREED, "careers.mentorship_agreed", by=by)

    def title() -> str:
        return _("%(name)s agreed to be your mentor") % {"name": mentorship.mentor}

    _tell(mentorship, mentorship.mentee, "careers.answered", title)
    return mentorship


def decline_mentorship(*, mentorship: Mentorship, reason: str, by: Any) -> Mentorship:
    """The mentor can't; the mentee reads why."""
    mentorship = _move(mentorship, MentorshipState.DECLINED, "careers.mentorship_declined", by=by, reason=reason)

    def title() -> str:
        return _("%(name)s cannot be your mentor now") % {"name": mentorship.mentor}

    _tell(mentorship, mentorship.mentee, "careers.answered", title, body=reason)
    return mentorship


def complete_mentorship(*, mentorship: Mentorship, reason: str, by: Any) -> Mentorship:
    """The goal is reached or the time is over; `reason` sums up what was achieved."""
    return _move(mentorship, MentorshipState.COMPLETED, "careers.mentorship_completed", by=by, reason=reason)


def stop_mentorship(*, mentorship: Mentorship, reason: str, by: Any) -> Mentorship:
    """End it before its time, without blame."""
    return _move(mentorship, MentorshipState.STOPPED, "careers.mentorship_stopped", by=by, reason=reason)


@transaction.atomic
def note_meeting(
    *, mentorship: Mentorship, held_on: datetime.date, topic: str, agreed_action: str, by: Any
) -> MentoringMeeting:
    """Note a meeting that took place; whoever notes it has confirmed it."""
    mentorship = _lock(mentorship)
    if mentorship.state not in {MentorshipState.AGREED, MentorshipState.RUNNING}:
        raise DomainError(_("Meetings are noted while the mentorship is agreed or running."))
    if held_on > today():
        raise DomainError(_("This date lies in the future. Note the meeting after it took place."))
    if held_on < mentorship.starts_on:
        raise DomainError(_("The meeting lies before the mentorship begins. Check the date."))
    try:
        with transaction.atomic():
            meeting = MentoringMeeting.objects.create(
                mentorship=mentorship, held_on=held_on, topic=topic, agreed_action=agreed_action
            )
    except IntegrityError as error:
        raise DomainError(_("A meeting on this date is already noted.")) from error
    _record("careers.meeting_noted", mentorship, by, held_on=held_on.isoformat())
    return confirm_meeting(meeting=meeting, by=by)


@transaction.atomic
def confirm_meeting(*, meeting: MentoringMeeting, by: Any) -> MentoringMeeting:
    """The mentor or the mentee says that it took place; the first that both confirm makes the mentorship running."""
    mentorship = _lock(meeting.mentorship)
    meeting = MentoringMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    role = "mentor" if mentorship.mentor.user_id == by.pk else "mentee"
    if getattr(meeting, f"{role}_confirmed_at") is None:
        setattr(meeting, f"{role}_confirmed_at", timezone.now())
        meeting.save(update_fields=[f"{role}_confirmed_at"])
        _record("careers.meeting_confirmed", mentorship, by, held_on=meeting.held_on.isoformat(), as_=role)
    if meeting.is_confirmed and mentorship.state == MentorshipState.AGREED:
        mentorship.state = MentorshipState.RUNNING
        mentorship.save(update_fields=["state"])
    return meeting


def years_of_service(number: str, day: datetime.date) -> int:
    """Whole years since the appointment that the NIP tells; that of PPPK names no month, so the year's end counts."""
    nip = parse_nip(number)
    months = (day.year - nip.appointed_year) * 12 + day.month - (nip.appointed_month or 12)
    return max(months // 12, 0)


def _lock(mentorship: Mentorship) -> Mentorship:
    return Mentorship.objects.select_for_update(of=("self",)).with_people().get(pk=mentorship.pk)


@transaction.atomic
def _move(mentorship: Mentorship, state: MentorshipState, event: str, *, by: Any, reason: str = "") -> Mentorship:
    mentorship = _lock(mentorship)
    if state not in MOVES.get(MentorshipState(mentorship.state), ()):
        raise DomainError(
            _("The mentorship is already “%(state)s”. Reload the page to see where it stands.")
            % {"state": mentorship.get_state_display()}
        )
    mentorship.state = state
    mentorship.reason = reason
    mentorship.save(update_fields=["state", "reason"])
    _record(event, mentorship, by, reason=reason)
    return mentorship


def _record(event: str, mentorship: Mentorship, by: Any, *, reason: str = "", **data: Any) -> None:
    record_event(event, by=by, obj=mentorship, unit_path=mentorship.mentee.unit.path, reason=reason, **data)


def _tell(mentorship: Mentorship, employee: Employee, kind: str, title: Any, body: str = "") -> None:
    if employee.user_id:
        notify([employee.user], kind=kind, title=title, body=body, url=mentorship.get_absolute_url())
