"""What mentoring adds to the lines that the portal proposes for a daily report."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from careers.models import MentoringMeeting
from employees.models import Employee
from evaluations.enums import LineSource
from evaluations.line_proposals import ProposedLine

LONGEST_ACTIVITY = 300


def mentoring_meetings(employee: Employee, day: datetime.date) -> Iterator[ProposedLine]:
    """Mentoring meetings of the day that either side noted, for both of them. One query."""
    rows = (
        MentoringMeeting.objects.held()
        .filter(Q(mentorship__mentor=employee) | Q(mentorship__mentee=employee), held_on=day)
        .select_related("mentorship__mentor", "mentorship__mentee")
    )
    for meeting in rows.order_by("pk"):
        mentorship = meeting.mentorship
        if mentorship.mentor_id == employee.pk:
            text, other = _("Mentoring of %(name)s: %(topic)s"), mentorship.mentee
        else:
            text, other = _("Mentoring with %(name)s: %(topic)s"), mentorship.mentor
        yield ProposedLine(
            source=LineSource.MENTORING,
            key=f"mentoring-{meeting.pk}",
            activity=Truncator(text % {"name": other.full_name, "topic": meeting.topic}).chars(LONGEST_ACTIVITY),
            start=meeting.start,
            end=meeting.end,
            minutes=meeting.minutes,
        )
