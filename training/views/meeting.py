"""Meetings of a session, the changing code on the coordinator's screen, badges."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from asn_portal.qr import qr_svg
from training.domain.presence_code import DIRECTIONS, presence_code, seconds_left, time_step
from training.forms.meeting import MeetingForm
from training.models import Meeting, TrainingSession
from training.reports.badges import badges_pdf
from training.services.attendance import LISTED_STATES
from training.services.meeting import add_missing_meetings, remove_meeting, save_meeting
from training.services.presence import check_hours
from training.views.base import SessionPageMixin, in_zone, refusals_told, visible_session


def visible_meeting(request: HttpRequest, pk: int, session_pk: int | None = None) -> Meeting:
    sessions = TrainingSession.objects.visible_to(request.user)
    meetings = Meeting.objects.filter(session__in=sessions).select_related("session__unit", "session__programme")
    if session_pk is not None:
        meetings = meetings.filter(session=session_pk)
    return get_object_or_404(meetings, pk=pk)


class MeetingListView(SessionPageMixin, TemplateView):
    permission = "training.manage_session"
    template_name = "training/meeting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = list(self.session.meetings.prefetch_related("attendance"))
        known = {meeting.day for meeting in meetings}
        return super().get_context_data(
            rows=[
                {
                    "meeting": meeting,
                    "present": sum(row.is_present for row in meeting.attendance.all()),
                    "is_kept": bool(meeting.attendance.all()),
                    "is_today": meeting.day == timezone.localdate(),
                }
                for meeting in meetings
            ],
            missing_days=[day for day in self.session.days if day not in known],
            is_changeable=self.session.state not in {"finished", "cancelled"},
            has_codes=self.session.state in LISTED_STATES,
            may_manage=True,
            may_see_participants=True,
            **kwargs,
        )


class MeetingFormView(FormView):
    """A new meeting (`pk` names the session) or a changed one (`meeting_pk`)."""

    template_name = "training/outcome_form.html"
    form_class = MeetingForm

    @cached_property
    def meeting(self) -> Meeting:
        if "meeting_pk" in self.kwargs:
            meeting = visible_meeting(self.request, self.kwargs["meeting_pk"])
        else:
            session = visible_session(self.request, self.kwargs["pk"])
            meeting = Meeting(session=session, day=session.first_day)
        require(self.request.user, "training.manage_session", meeting.session)
        return meeting

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return in_zone(self.meeting.session.unit.tz, super().dispatch, request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.meeting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.meeting.session
        url = reverse("training:meeting-list", args=[session.pk])
        return super().get_context_data(
            page_title=_("Change a meeting") if self.meeting.pk else _("Add a meeting"),
            crumbs=[(session.title, session.get_absolute_url()), (_("Meetings"), url)],
            cancel_url=url,
            **kwargs,
        )

    def form_valid(self, form: MeetingForm) -> HttpResponse:
        try:
            save_meeting(meeting=form.instance, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The meeting is stored."))
        return redirect("training:meeting-list", self.meeting.session_id)


@require_POST
def meeting_remove(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    meeting = visible_meeting(request, meeting_pk)
    require(request.user, "training.manage_session", meeting.session)
    with refusals_told(request):
        remove_meeting(meeting=meeting, by=request.user)
        messages.success(request, _("The meeting is removed."))
    return redirect("training:meeting-list", meeting.session_id)


@require_POST
def meetings_complete(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting for every day that has none."""
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        add_missing_meetings(session=session, by=request.user)
        messages.success(request, _("Every day of the session has a meeting."))
    return redirect("training:meeting-list", session.pk)


def meeting_code(request: HttpRequest, pk: int, meeting_pk: int) -> HttpResponse:
    """The code of now, with `?direction=in` or `out`. htmx asks again every few seconds and gets the code alone."""
    meeting = visible_meeting(request, meeting_pk, pk)
    session = meeting.session
    require(request.user, "training.manage_session", session)
    direction = request.GET.get("direction")
    direction = direction if direction in DIRECTIONS else "in"
    now = timezone.now()
    is_open = session.state in LISTED_STATES and meeting.day == now.astimezone(session.unit.tz).date()
    first, last = check_hours(meeting, direction, session.unit.tz)
    code = presence_code(session.presence_secret, meeting=meeting.pk, direction=direction, step=time_step(now))
    address = request.build_absolute_uri(reverse("presence:code", args=[code]))
    marked = "checked_out_at" if direction == "out" else "checked_in_at"
    context = {
        "meeting": meeting,
        "session": session,
        "direction": direction,
        "is_open": is_open,
        "is_in_time": first <= now <= last,
        "first": first,
        "last": last,
        "code": f"{code[:3]} {code[3:]}",
        "qr": qr_svg(address, label=_("Code to scan")) if is_open else "",
        "short_address": request.build_absolute_uri(reverse("presence:entry")),
        "seconds": seconds_left(now),
        "checked": meeting.attendance.filter(**{f"{marked}__isnull": False}).count(),
        "seated": session.registrations.seated().count(),
        "may_manage": True,
        "may_see_participants": True,
    }
    template = "training/_presence_code.html" if request.htmx else "training/meeting_code.html"
    with timezone.override(session.unit.tz):
        response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


def session_badges_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and personal code of everybody with a seat."""
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with timezone.override(session.unit.tz):
        content = badges_pdf(session, address=request.build_absolute_uri(reverse("presence:entry")))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="badges-{session.pk}.pdf"'
    return response
