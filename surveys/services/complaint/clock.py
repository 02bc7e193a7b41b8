"""What happens to reports by itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from asn_portal.audit.services import record_event
from employees.dates import today
from surveys.domain.deadlines import due_date
from surveys.enums import REMINDER_DAYS, ComplaintState
from surveys.models import Complaint, ComplaintContact, Holiday
from surveys.services.complaint.steps import move
from surveys.services.telling import forget_mails_of, remind_reporter


def remind_silent_complaints() -> int:
    """Remind the reporters of what closes in three working days: by mail, else on the page of the report.

    A reminder that comes late leaves them these days all the same. Safe to run twice and at the same time: one mail.
    """
    reminded = 0
    date = today()
    waiting = Complaint.objects.filter(state=ComplaintState.POSTPONED, reminded_at__isnull=True)
    earliest_of: dict[str, datetime.date] = {}
    for complaint in list(waiting.select_related("unit")):
        government = complaint.unit.government_path
        if government not in earliest_of:
            earliest_of[government] = due_date(date, REMINDER_DAYS, Holiday.objects.dates_for(government))
        pk, earliest, silent_until = complaint.pk, earliest_of[government], complaint.silent_until
        if silent_until is None or earliest < silent_until:
            continue
        with transaction.atomic():
            found = _free(waiting, pk)
            if found is None:
                continue
            complaint = found
            complaint.reminded_at = timezone.now()
            complaint.silent_until = max(silent_until, earliest)
            complaint.save(update_fields=["reminded_at", "silent_until"])
            remind_reporter(complaint)
            record_event("surveys.complaint_reminded", by=None, obj=complaint, unit_path=complaint.unit.path)
            reminded += 1
    return reminded


def close_silent_complaints() -> int:
    """Close what waited for its reporter beyond its time, if they were reminded. Safe to run twice and at the same
    time."""
    closed = 0
    waiting = Complaint.objects.filter(
        state=ComplaintState.POSTPONED, silent_until__lt=today(), reminded_at__isnull=False
    )
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            complaint = _free(waiting, pk)
            if complaint is None:
                continue
            move(complaint, ComplaintState.DONE, by=None)
            record_event("surveys.complaint_closed_silent", by=None, obj=complaint, unit_path=complaint.unit.path)
            closed += 1
    return closed


def erase_old_contacts() -> int:
    """Erase the contacts whose time is over; what remains is a report without a person."""
    with transaction.atomic():
        due = ComplaintContact.objects.filter(erase_on__lte=today()).select_related("complaint__unit")
        contacts = list(due.select_for_update(of=("self",), skip_locked=True))
        for contact in contacts:
            record_event(
                "surveys.contact_erased", by=None, obj=contact.complaint, unit_path=contact.complaint.unit.path
            )
        ComplaintContact.objects.filter(pk__in=[contact.pk for contact in contacts]).delete()
        forget_mails_of([contact.complaint_id for contact in contacts])
    return len(contacts)


def _free(waiting: Any, pk: int) -> Complaint | None:
    """The report, locked, if it still waits and nobody else is at it."""
    rows = waiting.select_for_update(of=("self",), skip_locked=True)
    return rows.select_related("unit").filter(pk=pk).first()
