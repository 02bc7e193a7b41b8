"""The attendance list that works without a connection and is sent once there is one."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from training.reports import class_list
from training.services.offline_list import Cell, receive_list, settle_conflicts
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


@require_POST
def offline_list_send(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
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
        messages.error(request, str(error))
        return redirect("training:session-attendance", pk=session.pk)
    if received.is_repeated:
        messages.info(request, _("This list had arrived already; nothing was stored twice."))
        return redirect("training:session-attendance", pk=session.pk)
    messages.success(
        request,
        ngettext("%(count)s line was stored.", "%(count)s lines were stored.", received.changed)
        % {"count": received.changed},
    )
    if received.conflicts:
        with timezone.override(session.unit.tz):
            return render(
                request, "training/session_conflicts.html", {"session": session, "conflicts": received.conflicts}
            )
    return redirect("training:session-attendance", pk=session.pk)


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
    return redirect("training:session-attendance", pk=session.pk)


def attendance_worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it lies here because it may only serve addresses below its own."""
    path = finders.find("js/attendance_worker.js")
    if not isinstance(path, str):
        raise Http404
    return HttpResponse(Path(path).read_text("utf-8"), content_type="text/javascript; charset=utf-8")


def _seen(text: str) -> dict[Cell, bool]:
    try:
        raw = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(raw, dict):
        return {}
    return {cell: value is True for name, value in raw.items() if (cell := read_cell(str(name)))}
