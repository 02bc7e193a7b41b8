"""Mentoring pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from careers.domain.mentoring import mentoring_hours
from careers.enums import MentorshipState
from careers.filters.mentoring import MentorshipFilter
from careers.forms import EndForm, MeetingForm, MentorshipForm
from careers.models import MentoringMeeting, Mentorship
from careers.rules import is_mentee, is_mentor, manages
from careers.services.mentoring import (
    accept_mentorship,
    complete_mentorship,
    confirm_meeting,
    decline_mentorship,
    note_meeting,
    propose_mentorship,
    stop_mentorship,
)
from careers.tables.mentoring import MentorshipTable
from employees.models import Employee
from employees.supervision import employee_of


class MentorshipListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.view_mentoring"
    model = Mentorship
    table_class = MentorshipTable
    filterset_class = MentorshipFilter
    template_name = "careers/mentorship_list.html"
    page_title = gettext_lazy("Mentoring")
    export_name = "mentoring"
    fixed_columns = ("mentee",)
    empty_title = gettext_lazy("No mentorships yet")
    empty_text = gettext_lazy("An experienced colleague guides another toward a goal. Propose the first pair.")
    empty_action_label = gettext_lazy("Propose a mentor")
    empty_action_url = reverse_lazy("careers:mentorship-create")
    empty_icon = "mentor"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_people()


class MentorshipCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "careers.propose_mentorship"
    template_name = "careers/mentorship_form.html"
    form_class = MentorshipForm
    draft_key = "careers.mentorship"

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        scope = scope_of(user)
        people = Employee.objects.active().filter(unit__path__startswith=scope.government_path or "-")
        own_area = scope.path_filter(Permission.MENTORING_MANAGE, "unit__path")
        pairs_others = scope.has(Permission.MENTORING_MANAGE)
        return {
            **super().get_form_kwargs(),
            "people": people,
            "mentees": people.filter(own_area) if pairs_others else None,
            "self_employee": employee_of(user),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("careers:mentorship-list"), submit_label=_("Propose"), **kwargs
        )

    def form_valid(self, form: MentorshipForm) -> HttpResponse:
        try:
            mentorship = propose_mentorship(**form.cleaned_data, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Proposed. %(name)s is asked to answer.") % {"name": mentorship.mentor})
        return redirect(mentorship)


class MentorshipPageMixin:
    """For pages about one mentorship; `permission` is asked of it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def mentorship(self) -> Mentorship:
        return visible_mentorship(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.mentorship)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mentorship=self.mentorship, **kwargs)  # type: ignore[misc,no-any-return]


def visible_mentorship(request: HttpRequest, pk: int) -> Mentorship:
    mentorships = Mentorship.objects.visible_to(request.user).with_people()
    return get_object_or_404(mentorships, pk=pk)  # type: ignore[no-any-return]


class MentorshipDetailView(MentorshipPageMixin, TemplateView):
    template_name = "careers/mentorship_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentorship, user = self.mentorship, self.request.user
        meetings = list(mentorship.meetings.all())
        takes_part = (is_mentor | is_mentee).test(user, mentorship)
        own_mark = "mentor_confirmed_at" if is_mentor.test(user, mentorship) else "mentee_confirmed_at"
        running = mentorship.state in {MentorshipState.AGREED, MentorshipState.RUNNING}
        return super().get_context_data(
            meetings=[(meeting, takes_part and getattr(meeting, own_mark) is None) for meeting in meetings],
            hours=mentoring_hours(meeting.held_on for meeting in meetings if meeting.is_confirmed),
            may_answer=mentorship.state == MentorshipState.PROPOSED and is_mentor.test(user, mentorship),
            may_meet=running and takes_part,
            may_end=(takes_part or manages.test(user, mentorship)) and running,
            may_complete=mentorship.state == MentorshipState.RUNNING and takes_part,
            **kwargs,
        )


@require_POST
def mentorship_accept(request: HttpRequest, pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.answer_mentorship", mentorship)
    try:
        accept_mentorship(mentorship=mentorship, by=request.user)
        messages.success(request, _("Agreed. %(name)s is told.") % {"name": mentorship.mentee})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(mentorship)


class _EndView(MentorshipPageMixin, FormView):
    """A page that asks for a reason and then moves the mentorship."""

    template_name = "careers/mentorship_end.html"
    form_class = EndForm
    heading: Any = ""
    consequence: Any = ""
    done: Any = ""

    def perform(self, reason: str) -> None:
        raise NotImplementedError  # pragma: no cover  each subclass names its service

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.heading,
            consequence=self.consequence,
            submit_label=self.heading,
            cancel_url=self.mentorship.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: EndForm) -> HttpResponse:
        try:
            self.perform(form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.mentorship)


class MentorshipDeclineView(_EndView):
    permission = "careers.answer_mentorship"
    heading = gettext_lazy("Decline")
    consequence = gettext_lazy("The mentee reads your reason and can ask somebody else.")
    done = gettext_lazy("Declined. The mentee is told.")

    def perform(self, reason: str) -> None:
        decline_mentorship(mentorship=self.mentorship, reason=reason, by=self.request.user)


class MentorshipCompleteView(_EndView):
    permission = "careers.meet"
    heading = gettext_lazy("Complete the mentorship")
    consequence = gettext_lazy("Sum up what was achieved. No more meetings can be noted afterwards.")
    done = gettext_lazy("Completed. Thank you both.")

    def perform(self, reason: str) -> None:
        complete_mentorship(mentorship=self.mentorship, reason=reason, by=self.request.user)


class MentorshipStopView(_EndView):
    permission = "careers.end_mentorship"
    heading = gettext_lazy("Stop the mentorship")
    consequence = gettext_lazy("It ends now, without blame. Meetings noted so far are kept.")
    done = gettext_lazy("Stopped.")

    def perform(self, reason: str) -> None:
        stop_mentorship(mentorship=self.mentorship, reason=reason, by=self.request.user)


class MeetingCreateView(MentorshipPageMixin, DraftFormMixin, FormView):
    permission = "careers.meet"
    template_name = "careers/meeting_form.html"
    form_class = MeetingForm

    def get_draft_key(self) -> str:
        return f"careers.meeting:{self.kwargs['pk']}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=self.mentorship.get_absolute_url(), submit_label=_("Note the meeting"), **kwargs
        )

    def form_valid(self, form: MeetingForm) -> HttpResponse:
        try:
            note_meeting(mentorship=self.mentorship, **form.cleaned_data, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Noted. It counts once both have confirmed it."))
        return redirect(self.mentorship)


@require_POST
def meeting_confirm(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.meet", mentorship)
    meeting = get_object_or_404(MentoringMeeting, pk=meeting_pk, mentorship=mentorship)
    confirm_meeting(meeting=meeting, by=request.user)
    messages.success(request, _("Confirmed."))
    return redirect(mentorship)
