"""The days by which a report must be answered, kept as columns so that lists can sort and filter by them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone

from surveys.domain.deadlines import due_date
from surveys.enums import COMPLETE_DAYS, FOLLOW_UP_DAYS, SUPERVISION_DAYS, VERIFY_DAYS, ComplaintKind
from surveys.models import Complaint, Holiday


def set_due_dates(complaint: Complaint, holidays: Sequence[datetime.date] | None = None) -> None:
    """Compute the due days from the moments on the report (not saved). Completion counts from receipt; after a
    reopening the service moves it."""
    if holidays is None:
        holidays = Holiday.objects.dates_for(complaint.unit.government_path)
    complaint.verify_due = working_days_after(complaint, complaint.received_at, VERIFY_DAYS, holidays)
    if complaint.verified_at is not None:
        complaint.follow_up_due = working_days_after(complaint, complaint.verified_at, FOLLOW_UP_DAYS, holidays)
    complaint.complete_due = working_days_after(
        complaint, complaint.reopened_at or complaint.received_at, days_to_complete(complaint), holidays
    )


def days_to_complete(complaint: Complaint) -> int:
    return SUPERVISION_DAYS if complaint.is_supervisory else COMPLETE_DAYS[ComplaintKind(complaint.kind)]


def working_days_after(
    complaint: Complaint, moment: datetime.datetime, days: int, holidays: Sequence[datetime.date]
) -> datetime.date:
    """In the unit's own time zone, where the office hours are."""
    return due_date(timezone.localtime(moment, complaint.unit.tz), days, holidays)


def renew_due_dates(government_path: str) -> None:
    """After a change of the calendar: reports that are under way."""
    holidays = Holiday.objects.dates_for(government_path)
    ongoing = Complaint.objects.ongoing().filter(unit__path__startswith=government_path)
    changed = []
    for complaint in ongoing.select_related("unit").select_for_update(of=("self",)):
        before = (complaint.verify_due, complaint.follow_up_due, complaint.complete_due)
        set_due_dates(complaint, holidays)
        if before != (complaint.verify_due, complaint.follow_up_due, complaint.complete_due):
            changed.append(complaint)
    Complaint.objects.bulk_update(changed, ["verify_due", "follow_up_due", "complete_due"], batch_size=500)
