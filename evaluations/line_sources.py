"""What the portal itself knows of a person's day: meetings of trainings that they attended or taught,
sharing sessions, reports of citizens."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employees.models import Employee
from evaluations.enums import LineSource
from evaluations.line_proposals import ProposedLine, register_proposals
from surveys.enums import EntryKind
from surveys.models import ComplaintEntry
from training.enums import SessionState, SharingState
from training.models import Attendance, Meeting, SharingSession

LONGEST_ACTIVITY = 300


def register_line_sources() -> None:
    register_proposals(LineSource.TRAINING, attended_meetings)
    register_proposals(LineSource.MEETING, taught_meetings)
    register_proposals(LineSource.SHARING, sharing_sessions)
    register_proposals(LineSource.COMPLAINT, handled_complaints)


def attended_meetings(employee: Employee, day: datetime.date) -> Iterator[ProposedLine]:
    """Meetings of training sessions at which the person was marked present. One query."""
    rows = Attendance.objects.filter(registration__employee=employee, meeting__day=day, is_present=True)
    for row in rows.select_related("meeting__session"):
        meeting = row.meeting
        title = _("Training: %(title)s") % {"title": meeting.session.title}
        yield ProposedLine(
            source=LineSource.TRAINING,
            key=f"meeting-{meeting.pk}",
            activity=_short(f"{title} – {meeting.topic}" if meeting.topic else title),
            start=meeting.starts_at,
            end=meeting.ends_at,
        )


def taught_meetings(employee: Employee, day: datetime.date) -> Iterator[ProposedLine]:
    """Meetings of training sessions in which the person teaches, unless the session was cancelled. One query."""
    rows = Meeting.objects.filter(day=day, session__trainers__trainer__employee=employee).exclude(
        session__state__in=(SessionState.DRAFT, SessionState.CANCELLED)
    )
    for meeting in rows.select_related("session").distinct():
        title = _("Taught in the training: %(title)s") % {"title": meeting.session.title}
        yield ProposedLine(
            source=LineSource.MEETING,
            key=f"taught-{meeting.pk}",
            activity=_short(f"{title} – {meeting.topic}" if meeting.topic else title),
            start=meeting.starts_at,
            end=meeting.ends_at,
        )


def sharing_sessions(employee: Employee, day: datetime.date) -> Iterator[ProposedLine]:
    """Sharing sessions that the person held, or was marked present at. One query."""
    first, following = _moments(employee, day)
    rows = SharingSession.objects.filter(
        Q(proposer=employee, state=SharingState.HELD) | Q(guests__employee=employee, guests__is_present=True),
        starts_at__lt=following,
        ends_at__gte=first,
    )
    for sharing in rows.distinct():
        is_speaker = sharing.proposer_id == employee.pk
        text = _("Held the sharing session: %(title)s") if is_speaker else _("Sharing session: %(title)s")
        start, end = _within(employee, day, sharing.starts_at, sharing.ends_at)
        yield ProposedLine(
            source=LineSource.SHARING,
            # One that lasts several days is a line on each.
            key=f"sharing-{sharing.pk}-{day:%Y%m%d}",
            activity=_short(text % {"title": sharing.title}),
            start=start,
            end=end,
        )


def handled_complaints(employee: Employee, day: datetime.date) -> Iterator[ProposedLine]:
    """One line for all reports of citizens on which the person did something that day; it names none. One query."""
    if employee.user_id is None:
        return
    first, following = _moments(employee, day)
    entries = ComplaintEntry.objects.filter(
        by=employee.user_id, at__gte=first, at__lt=following, kind__in=(EntryKind.MOVE, EntryKind.REPLY, EntryKind.NOTE)
    )
    number = entries.values("complaint").distinct().count()
    if number:
        yield ProposedLine(
            source=LineSource.COMPLAINT,
            key=f"complaints-{day:%Y%m%d}",
            activity=_("Handled reports from citizens"),
            output=ngettext("report handled", "reports handled", number),
            quantity=Decimal(number),
        )


def _moments(employee: Employee, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """When the day begins and when the next one does, in the zone of the unit."""
    zone = employee.unit.tz
    midnight = datetime.time.min
    return (
        datetime.datetime.combine(day, midnight, tzinfo=zone),
        datetime.datetime.combine(day + datetime.timedelta(days=1), midnight, tzinfo=zone),
    )


def _within(
    employee: Employee, day: datetime.date, starts_at: datetime.datetime, ends_at: datetime.datetime
) -> tuple[datetime.time | None, datetime.time | None]:
    """The times of what began and ended on that day; none for what lasted longer."""
    begin, end = starts_at.astimezone(employee.unit.tz), ends_at.astimezone(employee.unit.tz)
    if begin.date() != day or end.date() != day:
        return None, None
    return begin.time().replace(second=0, microsecond=0), end.time().replace(second=0, microsecond=0)


def _short(text: str) -> str:
    return Truncator(text).chars(LONGEST_ACTIVITY)
