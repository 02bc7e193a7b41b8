"""The attendance list that works without a connection and is sent once there is one."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from training.reports import class_list
from training.services.offline_list import Cell, open_conflicts, receive_list, settle_conflicts
from training.views.base import SessionPageMixin, refusals_told, visible_session
from training.views.participants import read_cell


class OfflineListView(SessionPageMixin, TemplateView):
    """Today's meetings of the session, with what the portal knew when the device took its copy."""

    permission = "training.manage_session"
    template_name = "training/session_offline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = class_list(self.session)
        today = timezone.localdate()
        meetings = [meeting for meeting in report.meetings if meeting.day <= today][-3:]
        seen = {
            f"{row.registration_id}:{meeting.pk}": meeting.pk in row.meetings_present
            for meeting in meetings
            if meeting.pk in report.held
            for row in report.rows
        }
        return super().get_context_data(
            meetings=meetings,
            today=today,
            rows=[
                {
                    "row": row,
                    "cells": [
                        {
                            "meeting": meeting,
                            "key": f"{row.registration_id}:{meeting.pk}",
                            "is_present": meeting.pk in row.meetings_present,
                        }
                        for meeting in meetings
                    ],
                }
                for row in report.rows
            ],
            seen=json.dumps(seen),
            key=uuid.uuid4(),
            taken_at=timezone.now(),
            **kwargs,
        )


@require_http_methods(["GET", "POST"])
def offline_list_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The page's script asks for JSON: only an answer with the list's own key lets the device forget it.

    GET comes from a sign-in after the session had ended: back to the page that has the list.
    """
    # Before anything else: whoever else is signed in now may not even manage the session.
    if request.method == "POST" and (refusal := _refusal_of_others(request)):
        return _refused(request, pk, refusal)
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    if request.method == "GET":
        return redirect("training:session-offline", pk=session.pk)
    is_script = request.headers.get("Accept") == "application/json"
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise Http404 from None
    meetings = {found for found in map(read_key, request.POST.getlist("kept")) if found is not None}
    present = {cell for cell in map(read_cell, request.POST.getlist("present")) if cell}
    try:
        received = receive_list(
            session=session,
            key=key,
            meetings=meetings,
            present=present,
            seen=_seen(request.POST.get("seen", "")),
            by=request.user,
        )
    except DomainError as error:
        return _refused(request, pk, str(error))
    if received.is_repeated:
        messages.info(request, _("This list had arrived already; nothing was stored twice."))
    else:
        messages.success(
            request,
            ngettext("%(count)s line was stored.", "%(count)s lines were stored.", received.changed)
            % {"count": received.changed},
        )
    page = reverse("training:session-conflicts", args=[session.pk])
    return JsonResponse({"received": str(key), "page": page}) if is_script else redirect(page)


class ConflictsView(SessionPageMixin, TemplateView):
    """What the portal has otherwise than the lists that this user sent; nothing left leads to the attendance."""

    permission = "training.manage_session"
    template_name = "training/session_conflicts.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        conflicts = open_conflicts(self.session, by=request.user)
        if not conflicts:
            return redirect("training:session-attendance", pk=self.session.pk)
        return self.render_to_response(self.get_context_data(conflicts=conflicts))


@require_POST
def conflicts_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """`choice-<registration>:<meeting>` is "present" or "absent"."""
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    chosen: dict[Cell, bool] = {}
    for name, value in request.POST.items():
        cell = read_cell(name.removeprefix("choice-")) if name.startswith("choice-") else None
        if cell and value in {"present", "absent"}:
            chosen[cell] = value == "present"
    with refusals_told(request):
        settle_conflicts(session=session, chosen=chosen, by=request.user)
        messages.success(request, _("Attendance saved."))
    return redirect("training:session-conflicts", pk=session.pk)


def attendance_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it lies here because it may only serve addresses below its own."""
    path = finders.find("js/attendance_worker.js")
    if not isinstance(path, str):
        raise Http404
    return HttpResponse(Path(path).read_text("utf-8"), content_type="text/javascript; charset=utf-8")


def _refusal_of_others(request: HttpRequest) -> str:
    """The page names whom it was drawn for: meanwhile somebody else may have signed in on the same device. "" for one's
    own list."""
    if request.POST.get("owner", str(request.user.pk)) == str(request.user.pk):
        return ""
    return _("Another account ticked this list. Sign in with that account and open the list again to send it.")


def _refused(request: HttpRequest, session: int, sentence: str) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": sentence}, status=422)
    messages.error(request, sentence)
    return redirect("training:session-attendance", pk=session)


def _seen(text: str) -> dict[Cell, bool]:
    try:
        raw = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(raw, dict):
        return {}
    return {cell: value is True for name, value in raw.items() if (cell := read_cell(str(name)))}
