"""How the time of a report stands, in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employees.dates import today
from surveys.domain.deadlines import working_days_between
from surveys.enums import FOLLOW_UP_DAYS, VERIFY_DAYS, ComplaintState
from surveys.models import Complaint, Holiday
from surveys.services.clock import days_to_complete


@dataclass(frozen=True)
class ClockWords:
    """`percent` of the time is used; a bar shows it, the sentence says it."""

    text: str
    percent: int
    tone: str
    due: datetime.date


def clock_words(complaint: Complaint) -> ClockWords | None:
    """Working days left or late until the day that counts now; None when nothing is due from us. One query."""
    due, date = complaint.next_due, today()
    if due is None:
        return None
    holidays = Holiday.objects.dates_for(complaint.unit.government_path)
    if due < date:
        late = working_days_between(due, date, holidays)
        text = ngettext("%(count)d working day late", "%(count)d working days late", late) % {"count": late}
        return ClockWords(text if late else _("Late since the last working day"), 100, "bad", due)
    left = working_days_between(date, due, holidays)
    text = ngettext("%(count)d working day left", "%(count)d working days left", left) % {"count": left}
    whole = max(_whole(complaint, due), left, 1)
    tone = "attention" if left <= 1 else "info"
    return ClockWords(text if left else _("Due today"), round(100 * (whole - left) / whole), tone, due)


def _whole(complaint: Complaint, due: datetime.date) -> int:
    if complaint.state == ComplaintState.NEW:
        return VERIFY_DAYS
    return days_to_complete(complaint) if due == complaint.complete_due else FOLLOW_UP_DAYS
