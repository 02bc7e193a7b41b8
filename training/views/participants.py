"""The organiser's side of a session: who comes, who waits, who was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.jobs.views import REFRESH
from asn_portal.keys import read_key
from training.enums import SEATED_STATES, RegistrationState, SessionState
from training.models import Certificate, Registration
from training.reports import class_list, class_list_pdf, class_list_xlsx, session_figures
from training.rules import manages_unit
from training.services.attendance import (
    LISTED_STATES,
    AttendanceConflict,
    AttendanceRefused,
    Cell,
    is_touched,
    record_attendance,
)
from training.services.offline_list import open_conflicts
from training.services.seats import awaits_draw
from training.services.session import certificates_job, finish_obstacle, issue_certificates
from training.views.base import SessionPageMixin, refusals_told, visible_session

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ParticipantsView(SessionPageMixin, TemplateView):
    permission = "training.view_participants"
    template_name = "training/session_participants.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificates = Prefetch("certificates", Certificate.objects.select_related("document").order_by("-issued_at"))
        rows = list(
            Registration.objects.filter(session=self.session)
            .with_people()
            .with_attendance()
            .prefetch_related(certificates)
            .order_by("sequence")
        )
        seated = [row for row in rows if row.state in SEATED_STATES]
        return super().get_context_data(
            seated=seated,
            waiting=sorted(
                (row for row in rows if row.state == RegistrationState.WAITING),
                # As `waiting()` has it: as drawn, then as registered.
                key=lambda row: (row.drawn_place is None, row.drawn_place or 0, row.sequence),
            ),
            gone=[
                {"row": row, "reason": _why_gone(row)}
                for row in rows
                if row.state not in SEATED_STATES and row.state != RegistrationState.WAITING
            ],
            figures=session_figures(self.session),
            awaits_draw=awaits_draw(self.session),
            may_manage=manages_unit.test(self.request.user, self.session),
            is_finished=self.session.state == SessionState.FINISHED,
            shows_certificates=self.session.state == SessionState.FINISHED
            or any(row.certificates.all() for row in seated),
            **self._certificates(seated),
            **kwargs,
        )

    def _certificates(self, seated: list[Registration]) -> dict[str, Any]:
        """Whether some are missing that nobody makes just now; the job that makes them, with its progress."""
        lacking = any(row.state == RegistrationState.COMPLETED and not row.certificates.all() for row in seated)
        job = certificates_job(self.session) if self.session.state == SessionState.FINISHED else None
        if job is None:
            return {"lacks_certificates": lacking, "job": None}
        return {
            "lacks_certificates": False,
            "job": job,
            # Others than its owner can't ask for its progress.
            "is_open": job.is_open_to(self.request.user),
            "elapsed": job.elapsed(),
            "remaining": job.remaining(),
            "refresh": REFRESH,
        }


def _why_gone(registration: Registration) -> str:
    """The reason on record, or what the state itself says."""
    if registration.reason:
        return str(registration.reason)
    if registration.state == RegistrationState.LAPSED:
        return _("Without a seat, or not approved, when the session ended.")
    return _("No reason given.")


# How the page carries what it showed of an entry.
SEEN_MARKS: dict[bool | None, str] = {True: "p", False: "a", None: "-"}


@dataclass(frozen=True)
class SentList:
    """What came from the grid, and what the grid had shown."""

    meetings: frozenset[int]
    present: frozenset[Cell]
    seen: dict[Cell, bool | None]


class AttendanceView(SessionPageMixin, TemplateView):
    """A grid of people × meetings. A meeting's list is stored when its box "List kept" is ticked.

    Each row carries what it showed, so that an older page undoes nothing that others recorded meanwhile.
    """

    permission = "training.manage_session"
    template_name = "training/session_attendance.html"
    http_method_names = ["get", "post"]

    def get_context_data(
        self, sent: SentList | None = None, refusal: AttendanceRefused | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """`sent` comes back as it was ticked; entries that were not touched show what is recorded now."""
        conflict = refusal if isinstance(refusal, AttendanceConflict) else None
        report = class_list(self.session)
        today = timezone.localdate()
        meetings = [
            {
                "meeting": meeting,
                "is_kept": meeting.pk in (sent.meetings if sent else report.held)
                or (not sent and meeting.day == today),
                "is_future": meeting.day > today,
            }
            for meeting in report.meetings
        ]
        rows, conflicts = [], []
        for row in report.rows:
            cells, seen = [], []
            for each in meetings:
                meeting = each["meeting"]
                cell = (row.registration_id, meeting.pk)
                recorded = meeting.pk in row.meetings_present if meeting.pk in row.meetings_recorded else None
                is_own = sent is not None and is_touched(cell, sent.present, sent.seen)
                is_ticked = cell in sent.present if sent and is_own else bool(recorded)
                cells.append({**each, "key": f"{cell[0]}:{cell[1]}", "is_present": is_ticked})
                seen.append(f"{meeting.pk}{SEEN_MARKS[recorded]}")
                if conflict and cell in conflict.cells:
                    conflicts.append({"row": row, "meeting": meeting, "theirs": recorded, "yours": is_ticked})
            rows.append({"row": row, "cells": cells, "seen": f"{row.registration_id}:{','.join(seen)}"})
        return super().get_context_data(
            meetings=meetings,
            rows=rows,
            refusal=refusal,
            conflicts=conflicts,
            open_conflicts=len(open_conflicts(self.session, by=self.request.user)),
            may_record=self.session.state in LISTED_STATES and any(not each["is_future"] for each in meetings),
            may_manage=True,
            finish_obstacle=finish_obstacle(self.session) if self.session.state == SessionState.RUNNING else "",
            may_see_participants=True,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = SentList(
            meetings=frozenset(key for key in map(read_key, request.POST.getlist("kept")) if key is not None),
            present=frozenset(cell for cell in map(read_cell, request.POST.getlist("present")) if cell),
            seen=read_seen(request.POST.getlist("seen")),
        )
        try:
            changed = record_attendance(
                session=self.session,
                meetings=sent.meetings,
                present=sent.present,
                seen=sent.seen,
                by=request.user,
            )
        except AttendanceRefused as refusal:
            return self.render_to_response(self.get_context_data(sent=sent, refusal=refusal), status=422)
        if changed:
            messages.success(request, _("Attendance saved."))
        else:
            messages.info(request, _("Nothing changed."))
        return redirect("training:session-attendance", pk=self.session.pk)


def read_seen(rows: Iterable[str]) -> dict[Cell, bool | None]:
    """`registration:meeting mark,meeting mark`, as the grid wrote it, without the blanks; nonsense is left out."""
    values = {mark: value for value, mark in SEEN_MARKS.items()}
    seen = {}
    for row in rows:
        number, _separator, entries = row.partition(":")
        for entry in entries.split(","):
            if (cell := read_cell(f"{number}:{entry[:-1]}")) and entry[-1] in values:
                seen[cell] = values[entry[-1]]
    return seen


def read_cell(text: str) -> tuple[int, int] | None:
    """`registration:meeting`."""
    number, _separator, meeting = text.partition(":")
    key, other = read_key(number), read_key(meeting)
    return (key, other) if key is not None and other is not None else None


def session_class_list_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.view_participants", session)
    with timezone.override(session.unit.tz):
        content = class_list_pdf(class_list(session))
    return _download(content, "application/pdf", f"class-list-{session.pk}.pdf")


def session_class_list_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.view_participants", session)
    return _download(class_list_xlsx(class_list(session)), XLSX, f"class-list-{session.pk}.xlsx")


@require_POST
def session_issue_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    with refusals_told(request):
        return redirect(issue_certificates(session=session, by=request.user))
    return redirect("training:session-participants", pk=session.pk)


@require_POST
def registration_issue_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """A new certificate for one person, for instance after the first was revoked for a wrong name."""
    visible = Registration.objects.visible_to(request.user).with_session()
    registration = get_object_or_404(visible, pk=pk)
    require(request.user, "training.manage_session", registration.session)
    with refusals_told(request):
        return redirect(issue_certificates(session=registration.session, by=request.user, registration=registration))
    return redirect("training:session-participants", pk=registration.session_id)


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
