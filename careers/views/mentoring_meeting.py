"""Meetings and tasks of a pair."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from careers.enums import MeetingState, PairRole
from careers.forms import MeetingForm, PlanMeetingForm, TaskForm
from careers.models import MentoringMeeting, MentoringTask, Mentorship
from careers.models.mentoring_meeting import GROW
from careers.rules.mentoring import is_mentor
from careers.services.mentoring_meeting import (
    add_task,
    cancel_meeting,
    confirm_meeting,
    drop_task,
    finish_task,
    note_meeting,
    plan_meeting,
)
from careers.views.mentorship_page import MentorshipFormView, MentorshipPageMixin, visible_mentorship
from employees.dates import today
from training.ics import calendar_event

GROW_LABELS = (
    ("goal", gettext_lazy("Goal")),
    ("reality", gettext_lazy("Reality")),
    ("options", gettext_lazy("Options")),
    ("will", gettext_lazy("Will")),
)


def meeting_of(mentorship: Mentorship, pk: int) -> MentoringMeeting:
    meeting = get_object_or_404(MentoringMeeting, pk=pk, mentorship=mentorship)
    meeting.mentorship = mentorship
    return meeting  # type: ignore[no-any-return]


class MeetingPlanView(DraftFormMixin, MentorshipFormView):
    permission = "careers.meet"
    form_class = PlanMeetingForm
    page_title = gettext_lazy("Plan a meeting")
    done = gettext_lazy("Planned. The other one is told and can take it into the calendar.")

    def act(self, form: PlanMeetingForm) -> None:
        plan_meeting(mentorship=self.mentorship, by=self.request.user, **form.cleaned_data)


class MeetingCreateView(DraftFormMixin, MentorshipFormView):
    """A meeting that took place without being planned."""

    permission = "careers.meet"
    form_class = MeetingForm
    page_title = gettext_lazy("Note a meeting")
    submit_label = gettext_lazy("Note the meeting")
    done = gettext_lazy("Noted. It counts once both have confirmed it.")
    # The notes are kept encrypted; a draft is not.
    draft_exclude = GROW
    meeting: MentoringMeeting | None = None

    def get_draft_key(self) -> str:
        return ":".join(["careers.meeting", *(str(value) for value in self.kwargs.values())])

    def get_form_kwargs(self) -> dict[str, Any]:
        has_group = self.meeting is not None and self.meeting.group_key is not None
        is_mine = is_mentor.test(self.request.user, self.mentorship)
        return {**super().get_form_kwargs(), "has_group": has_group and is_mine}

    def act(self, form: MeetingForm) -> None:
        note_meeting(mentorship=self.mentorship, meeting=self.meeting, by=self.request.user, **form.facts())


class MeetingNoteView(MeetingCreateView):
    """A planned one."""

    @cached_property
    def meeting(self) -> MentoringMeeting:  # type: ignore[override]
        meeting = meeting_of(self.mentorship, self.kwargs["meeting_pk"])
        if meeting.state != MeetingState.PLANNED:
            raise Http404
        return meeting

    def get_initial(self) -> dict[str, Any]:
        names = ("topic", "held_on", "start", "end", "place")
        return {**super().get_initial(), **{name: getattr(self.meeting, name) for name in names}}


class MeetingDetailView(MentorshipPageMixin, TemplateView):
    """With the notes of the pair: for the two of them only."""

    permission = "careers.meet"
    template_name = "careers/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = meeting_of(self.mentorship, self.kwargs["meeting_pk"])
        own = PairRole.MENTOR if is_mentor.test(self.request.user, self.mentorship) else PairRole.MENTEE
        notes = meeting.notes
        is_held = meeting.state == MeetingState.HELD
        return super().get_context_data(
            meeting=meeting,
            notes=[(label, notes[name]) for name, label in GROW_LABELS if name in notes],
            may_confirm=is_held and getattr(meeting, f"{own}_confirmed_at") is None,
            may_note=meeting.state == MeetingState.PLANNED and meeting.held_on <= today(),
            may_cancel=meeting.state == MeetingState.PLANNED,
            has_calendar=not is_held and meeting.start is not None,
            **kwargs,
        )


@require_POST
def meeting_confirm(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    meeting = meeting_of(mentorship, meeting_pk)
    return _told(request, mentorship, _("Confirmed."), lambda: confirm_meeting(meeting=meeting, by=request.user))


@require_POST
def meeting_cancel(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    meeting = meeting_of(mentorship, meeting_pk)
    return _told(
        request,
        mentorship,
        _("Called off. The other one is told."),
        lambda: cancel_meeting(meeting=meeting, by=request.user),
    )


def meeting_calendar(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """The meeting as a calendar file; a newer one replaces it, also when it is called off."""
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    meeting = meeting_of(mentorship, meeting_pk)
    if meeting.start is None or meeting.end is None:
        raise Http404
    zone = mentorship.mentee.unit.tz
    other = mentorship.mentee if is_mentor.test(request.user, mentorship) else mentorship.mentor
    title = _("Mentoring with %(name)s: %(topic)s") % {"name": other.full_name, "topic": meeting.topic}
    text = calendar_event(
        uid=f"mentoring-{meeting.pk}@{request.get_host()}",
        title=title,
        starts_at=datetime.datetime.combine(meeting.held_on, meeting.start, zone),
        ends_at=datetime.datetime.combine(meeting.held_on, meeting.end, zone),
        place=meeting.place,
        description="",
        url=request.build_absolute_uri(meeting.address()),
        stamp=timezone.now(),
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(title)[:80]}.ics"'
    return response


class TaskCreateView(DraftFormMixin, MentorshipFormView):
    permission = "careers.meet"
    form_class = TaskForm
    page_title = gettext_lazy("Write down a task")
    intro = gettext_lazy("What the mentee does until a day. Either of you writes it; it stands on the first page.")
    done = gettext_lazy("Written down.")

    def act(self, form: TaskForm) -> None:
        add_task(mentorship=self.mentorship, by=self.request.user, **form.cleaned_data)


@require_POST
def task_finish(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    task = get_object_or_404(MentoringTask, pk=task_pk, mentorship=mentorship)
    return _told(request, mentorship, _("Done."), lambda: finish_task(task=task, by=request.user))


@require_POST
def task_drop(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    task = get_object_or_404(MentoringTask, pk=task_pk, mentorship=mentorship)
    return _told(request, mentorship, _("Dropped."), lambda: drop_task(task=task, by=request.user))


def _told(request: HttpRequest, mentorship: Mentorship, done: str, act: Any) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(mentorship)
