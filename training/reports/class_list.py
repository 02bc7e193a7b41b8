"""The list of a class, on paper and as a sheet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.pdf import render_pdf
from asn_portal.tabular.writing import write_xlsx
from employees.reports.letterhead import letterhead_of
from training.domain.attendance import attended_percent
from training.models import Attendance, Meeting, Registration, TrainingSession


@dataclass(frozen=True)
class ParticipantRow:
    """One line of a class list. No NIK, birth date or rating: it lies on a table in the room."""

    registration_id: int
    # Of the registration: sheets with scores and results name people by it.
    number: int
    name: str
    nip: str
    position: str
    unit: str
    state: str
    state_label: str
    tone: str
    # Ids of meetings.
    meetings_present: frozenset[int]
    meetings_recorded: frozenset[int]
    percent: Decimal | None


@dataclass(frozen=True)
class ClassList:
    """The class in one piece, for page, PDF and sheet."""

    session: TrainingSession
    meetings: list[Meeting]
    # Ids of the meetings at which an attendance list was kept.
    held: frozenset[int]
    rows: list[ParticipantRow]


def class_list(session: TrainingSession) -> ClassList:
    """The people who hold a seat, by name, with their attendance. Three queries."""
    present: dict[int, set[int]] = {}
    recorded: dict[int, set[int]] = {}
    held: set[int] = set()
    for registration_id, meeting_id, is_present in Attendance.objects.of_session(session).values_list(
        "registration_id", "meeting_id", "is_present"
    ):
        held.add(meeting_id)
        recorded.setdefault(registration_id, set()).add(meeting_id)
        if is_present:
            present.setdefault(registration_id, set()).add(meeting_id)
    registrations = (
        Registration.objects.seated().filter(session=session).with_people().order_by("employee__name", "sequence")
    )
    rows = [
        ParticipantRow(
            registration_id=registration.pk,
            number=registration.sequence,
            name=registration.employee.full_name,
            nip=registration.employee.nip,
            position=registration.employee.position.title if registration.employee.position else "",
            unit=registration.employee.unit.name,
            state=registration.state,
            state_label=registration.get_state_display(),
            tone=registration.tone,
            meetings_present=frozenset(present.get(registration.pk, ())),
            meetings_recorded=frozenset(recorded.get(registration.pk, ())),
            percent=attended_percent(present=len(present.get(registration.pk, ())), held=len(held)) if held else None,
        )
        for registration in registrations
    ]
    return ClassList(session=session, meetings=list(session.meetings.all()), held=frozenset(held), rows=rows)


def class_list_pdf(report: ClassList) -> bytes:
    return render_pdf(
        "pdf/training/class_list.html",
        {"report": report, "session": report.session, "letterhead": letterhead_of(report.session.unit)},
    )


def class_list_xlsx(report: ClassList) -> bytes:
    """One column per meeting at which a list was kept; the NIP is text, so that no spreadsheet rounds it."""
    stream = io.BytesIO()
    headers = [_("Participant number"), _("Name"), _("NIP"), _("Position"), _("Unit"), _("State")]
    kept = [meeting for meeting in report.meetings if meeting.pk in report.held]
    headers += [
        f"{formats.date_format(meeting.day, 'SHORT_DATE_FORMAT')} {formats.time_format(meeting.starts_at)}"
        for meeting in kept
    ]
    rows = (
        [
            row.number,
            row.name,
            row.nip,
            row.position,
            row.unit,
            row.state_label,
            *(_("present") if meeting.pk in row.meetings_present else _("absent") for meeting in kept),
        ]
        for row in report.rows
    )
    write_xlsx(stream, headers, rows, text_columns={_("NIP")}, sheet_name=_("Class list")[:31])
    return stream.getvalue()
