"""Meetings: planned, noted, confirmed by both, called off; and tasks until the next one."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.errors import DomainError
from careers.enums import MeetingState, MentorshipState, PairRole, TaskState
from careers.models import MentoringMeeting, MentoringTask, MentorOffer, Mentorship
from careers.services.mentorship_records import lock_mentorship, lock_working, record, role_of, tell
from employees.dates import today

OVER = gettext_lazy("Meetings are noted while the mentorship is agreed or running.")
TASKS_OVER = gettext_lazy("Tasks are kept while the mentorship is agreed or running.")


@transaction.atomic
def plan_meeting(
    *,
    mentorship: Mentorship,
    held_on: datetime.date,
    start: datetime.time,
    end: datetime.time,
    topic: str,
    by: Any,
    place: str = "",
    group_key: uuid.UUID | None = None,
) -> MentoringMeeting:
    """Fix a meeting that is to come; the other one is told and can take it into the calendar."""
    mentorship = lock_working(mentorship, OVER)
    role = role_of(mentorship, by)
    if held_on < today():
        raise DomainError(_("This date is past. Note the meeting instead of planning it."))
    meeting = MentoringMeeting(
        mentorship=mentorship,
        state=MeetingState.PLANNED,
        held_on=held_on,
        start=start,
        end=end,
        topic=topic,
        place=place,
        group_key=group_key,
    )
    _store(meeting)
    record("careers.meeting_planned", mentorship, by=by, held_on=held_on.isoformat())
    tell(
        mentorship,
        mentorship.person(role.other),
        "careers.meeting",
        lambda: _("A mentoring meeting is planned: %(topic)s") % {"topic": topic},
        body=lambda: f"{dateformat.format(held_on, 'j F Y')}, {start:%H.%M}–{end:%H.%M}. {place}".strip(),
        url=meeting.address(),
    )
    return meeting


@transaction.atomic
def plan_group_meeting(*, offer: MentorOffer, by: Any, **fields: Any) -> list[MentoringMeeting]:
    """One meeting with everybody of the group who has agreed. All or nothing."""
    members = Mentorship.objects.filter(
        offer=offer, state__in=[MentorshipState.AGREED, MentorshipState.RUNNING]
    ).order_by("pk")
    key = uuid.uuid4()
    meetings = [plan_meeting(mentorship=member, by=by, group_key=key, **fields) for member in members]
    if not meetings:
        raise DomainError(_("Nobody has a place in this group yet. Accept those who ask first."))
    return meetings


@transaction.atomic
def note_meeting(
    *,
    mentorship: Mentorship,
    held_on: datetime.date,
    start: datetime.time | None,
    end: datetime.time | None,
    topic: str,
    by: Any,
    agreed_action: str = "",
    evidence: str = "",
    next_on: datetime.date | None = None,
    place: str = "",
    notes: Mapping[str, str] | None = None,
    meeting: MentoringMeeting | None = None,
    for_group: bool = False,
) -> MentoringMeeting:
    """Note a meeting that took place, a planned one (`meeting`) or another; whoever notes it has confirmed it.

    `for_group`: the same facts, without the notes, for everybody who was planned with it. Raises DomainError.
    """
    mentorship = lock_working(mentorship, OVER)
    role = role_of(mentorship, by)
    if held_on > today():
        raise DomainError(_("This date lies in the future. Note the meeting after it took place."))
    if held_on < mentorship.starts_on:
        raise DomainError(_("The meeting lies before the mentorship begins. Check the date."))
    if meeting is None:
        meeting = MentoringMeeting(mentorship=mentorship)
    else:
        meeting = MentoringMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        if meeting.state != MeetingState.PLANNED:
            raise DomainError(_("This meeting was noted or called off meanwhile. Reload the page."))
    meeting.mentorship = mentorship
    meeting.state = MeetingState.HELD
    meeting.held_on, meeting.start, meeting.end = held_on, start, end
    meeting.topic, meeting.agreed_action, meeting.evidence = topic, agreed_action, evidence
    meeting.next_on, meeting.place = next_on, place
    meeting.set_notes(dict(notes or {}))
    _store(meeting)
    record("careers.meeting_noted", mentorship, by=by, held_on=held_on.isoformat())
    meeting = confirm_meeting(meeting=meeting, by=by)
    if for_group and role == PairRole.MENTOR and meeting.group_key:
        others = MentoringMeeting.objects.planned().filter(group_key=meeting.group_key).select_related("mentorship")
        for other in others.exclude(pk=meeting.pk).order_by("pk"):
            note_meeting(
                mentorship=other.mentorship,
                meeting=other,
                held_on=held_on,
                start=start,
                end=end,
                topic=topic,
                agreed_action=agreed_action,
                evidence=evidence,
                next_on=next_on,
                place=place,
                by=by,
            )
    return meeting


@transaction.atomic
def confirm_meeting(*, meeting: MentoringMeeting, by: Any) -> MentoringMeeting:
    """The mentor or the mentee says that it took place; the first that both confirm makes the mentorship running."""
    mentorship = lock_mentorship(meeting.mentorship)
    role = role_of(mentorship, by)
    meeting = MentoringMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state != MeetingState.HELD:
        raise DomainError(_("This meeting is not noted yet. Note it first, then both confirm it."))
    mark = f"{role}_confirmed_at"
    if getattr(meeting, mark) is None:
        setattr(meeting, mark, timezone.now())
        meeting.save(update_fields=[mark])
        record("careers.meeting_confirmed", mentorship, by=by, held_on=meeting.held_on.isoformat(), as_=str(role))
    if meeting.is_confirmed and mentorship.state == MentorshipState.AGREED:
        mentorship.state = MentorshipState.RUNNING
        mentorship.save(update_fields=["state"])
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: MentoringMeeting, by: Any) -> MentoringMeeting:
    """Call a planned meeting off; the other one is told."""
    mentorship = lock_mentorship(meeting.mentorship)
    role = role_of(mentorship, by)
    meeting = MentoringMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state != MeetingState.PLANNED:
        raise DomainError(_("Only a planned meeting is called off. Reload the page."))
    meeting.state = MeetingState.CANCELLED
    meeting.save(update_fields=["state"])
    record("careers.meeting_cancelled", mentorship, by=by, held_on=meeting.held_on.isoformat())
    tell(
        mentorship,
        mentorship.person(role.other),
        "careers.meeting",
        lambda: _("A mentoring meeting is called off: %(topic)s") % {"topic": meeting.topic},
    )
    return meeting


@transaction.atomic
def add_task(*, mentorship: Mentorship, text: str, due_on: datetime.date, by: Any) -> MentoringTask:
    """Something for the mentee to do; either of the two writes it."""
    mentorship = lock_working(mentorship, TASKS_OVER)
    role = role_of(mentorship, by)
    if due_on < today():
        raise DomainError(_("The day is past already. Choose a later one."))
    task = MentoringTask.objects.create(mentorship=mentorship, text=text, due_on=due_on, given_by=role)
    record("careers.task_added", mentorship, by=by, due_on=due_on.isoformat())
    if role == PairRole.MENTOR:
        tell(
            mentorship,
            mentorship.mentee,
            "careers.task",
            lambda: _("Your mentor wrote down a task: %(task)s") % {"task": text},
        )
    return task


def finish_task(*, task: MentoringTask, by: Any) -> MentoringTask:
    """It is done."""
    return _end_task(task, TaskState.DONE, "careers.task_done", by=by)


def drop_task(*, task: MentoringTask, by: Any) -> MentoringTask:
    """It is no longer needed."""
    return _end_task(task, TaskState.DROPPED, "careers.task_dropped", by=by)


@transaction.atomic
def _end_task(task: MentoringTask, state: TaskState, event: str, *, by: Any) -> MentoringTask:
    mentorship = lock_working(task.mentorship, TASKS_OVER)
    role_of(mentorship, by)
    task = MentoringTask.objects.get(pk=task.pk)
    if task.state != TaskState.OPEN:
        raise DomainError(_("This task is already “%(state)s”.") % {"state": task.get_state_display()})
    task.state, task.ended_at = state, timezone.now()
    task.save(update_fields=["state", "ended_at"])
    record(event, mentorship, by=by)
    return task


def _store(meeting: MentoringMeeting) -> None:
    """Check and save; DomainError for a second meeting on the day or an end before the start."""
    try:
        meeting.full_clean(exclude=["mentorship"], validate_constraints=False)
        with transaction.atomic():
            meeting.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        if "one_a_day" in str(error):
            raise DomainError(_("A meeting on this date is already noted.")) from error
        raise DomainError(_("The meeting must end after it begins.")) from error
