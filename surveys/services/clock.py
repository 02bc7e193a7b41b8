"""The days by which a report must be answered, kept as columns so that lists can sort and filter by them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.utils import timezone

from surveys.domain.deadlines import due_date, waiting_days
from surveys.enums import (
    COMPLETE_DAYS,
    FOLLOW_UP_DAYS,
    SUPERVISION_DAYS,
    VERIFY_DAYS,
    ComplaintKind,
    ComplaintState,
    EntryKind,
)
from surveys.models import Complaint, ComplaintEntry, Holiday

# From when to when a report waited for its reporter.
Wait = tuple[datetime.datetime, datetime.datetime]


def set_due_dates(
    complaint: Complaint, holidays: Sequence[datetime.date] | None = None, waits: Iterable[Wait] | None = None
) -> None:
    """Compute the due days from the moments on the report (not saved).

    Completion counts from receipt, after a reopening from there. While a report waits for its reporter the clock stands
    still: the working days of every ended wait are added. The first reply has no such pause, because the question to
    the reporter is one.
    """
    if holidays is None:
        holidays = Holiday.objects.dates_for(complaint.unit.government_path)
    if waits is None:
        waits = waits_of([complaint.pk]).get(complaint.pk, ()) if complaint.pk else ()
    complaint.verify_due = working_days_after(complaint, complaint.received_at, VERIFY_DAYS, holidays)
    if complaint.verified_at is not None:
        complaint.follow_up_due = working_days_after(complaint, complaint.verified_at, FOLLOW_UP_DAYS, holidays)
    begin = complaint.reopened_at or complaint.received_at
    zone = complaint.unit.tz
    paused = waiting_days(
        ((timezone.localtime(start, zone), timezone.localtime(end, zone)) for start, end in waits if start >= begin),
        holidays,
    )
    complaint.complete_due = working_days_after(complaint, begin, days_to_complete(complaint) + paused, holidays)


def waits_of(complaint_ids: Iterable[int]) -> dict[int, list[Wait]]:
    """The ended waits of each report, from its timeline. One query."""
    moves = ComplaintEntry.objects.filter(complaint__in=list(complaint_ids), kind=EntryKind.MOVE).order_by(
        "complaint", "at"
    )
    found: dict[int, list[Wait]] = {}
    asked: dict[int, datetime.datetime] = {}
    for pk, state, at in moves.values_list("complaint", "state", "at"):
        began = asked.pop(pk, None)
        if began is not None:
            found.setdefault(pk, []).append((began, at))
        if state == ComplaintState.POSTPONED:
            asked[pk] = at
    return found


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
    complaints = list(ongoing.select_related("unit").select_for_update(of=("self",)))
    waits = waits_of(complaint.pk for complaint in complaints)
    for complaint in complaints:
        before = (complaint.verify_due, complaint.follow_up_due, complaint.complete_due)
        set_due_dates(complaint, holidays, waits.get(complaint.pk, ()))
        if before != (complaint.verify_due, complaint.follow_up_due, complaint.complete_due):
            changed.append(complaint)
    Complaint.objects.bulk_update(changed, ["verify_due", "follow_up_due", "complete_due"], batch_size=500)
