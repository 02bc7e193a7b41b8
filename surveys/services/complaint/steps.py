"""What every step of a report shares: the lock, the table of moves, the timeline, the days that follow."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from surveys.enums import ComplaintState, EntryKind
from surveys.models import Complaint, ComplaintContact, ComplaintEntry
from surveys.services.clock import set_due_dates
from surveys.services.telling import tell_reporter

PHOTO_KIND = "surveys.complaint_photo"
# The reporter's contact is erased two years after closing (retention schedule, domain.md §9.1).
CONTACT_YEARS = 2
# The same words may be reopened as often as needed, but not forever: after this time a new report is right.
REOPEN_DAYS = 30


def locked(complaint: Complaint, seen: int | None = None) -> Complaint:
    """The report as it is now; refused where it went to another office since the caller's right was looked at, and
    where somebody did something to it since the officer saw it as version `seen`."""
    found: Complaint = lock_row(Complaint.objects, complaint.pk, "unit")
    if found.unit_id != complaint.unit_id:
        raise DomainError(_("This report was forwarded to another office meanwhile. Reload the page."))
    if seen is not None and found.version != seen:
        raise DomainError(_changed_text(found))
    return found


def check_move(complaint: Complaint, state: ComplaintState) -> None:
    if not complaint.may_become(state):
        raise DomainError(
            _("This report is now “%(state)s”; that step isn't possible. Reload the page to see what happened.")
            % {"state": complaint.get_state_display()}
        )


def move(
    complaint: Complaint, state: ComplaintState, *, by: Any, text: str = "", is_by_reporter: bool = False
) -> ComplaintEntry:
    """Change the state with everything that follows from it: due days, times, timeline, a mail to the reporter."""
    now = timezone.now()
    complaint.state = state
    complaint.state_since = now
    complaint.closed_at = now if complaint.has_ended else None
    if state == ComplaintState.POSTPONED:
        complaint.reminded_at = None
    else:
        complaint.silent_until = None
    complaint.version += 1
    # Before the due days: the time spent waiting for the reporter is read from the timeline.
    entry = add_entry(complaint, EntryKind.MOVE, by=by, text=text, at=now)
    set_due_dates(complaint)
    complaint.save()
    if complaint.has_ended:
        erase_on = _years_after(now, CONTACT_YEARS)
        ComplaintContact.objects.filter(complaint=complaint).update(erase_on=erase_on)
    if not is_by_reporter:
        tell_reporter(entry)
    return entry


def add_entry(
    complaint: Complaint, kind: EntryKind, *, by: Any, text: str = "", at: datetime | None = None
) -> ComplaintEntry:
    return ComplaintEntry.objects.create(
        complaint=complaint,
        kind=kind,
        state=complaint.state if kind == EntryKind.MOVE else "",
        text=text.strip(),
        by=by,
        unit=complaint.unit,
        at=at or timezone.now(),
    )


def note_answer(complaint: Complaint) -> None:
    if complaint.answered_at is None:
        complaint.answered_at = timezone.now()


def changed(complaint: Complaint, *fields: str) -> None:
    """Save something that is no move; whoever looks at the older version is told when they act."""
    complaint.version += 1
    complaint.save(update_fields=[*fields, "version"])


def required(text: str) -> str:
    if not text.strip():
        raise DomainError(_("Write what you want to say."))
    return text.strip()


def _changed_text(complaint: Complaint) -> str:
    last = complaint.entries.select_related("by").first()
    who = (last.by.name if last.by else _("the reporter")) if last else _("somebody")
    return _("Meanwhile this report was changed, last by %(who)s. Look at what happened, then decide again.") % {
        "who": who
    }


def _years_after(moment: datetime, years: int) -> date:
    day = timezone.localdate(moment)
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
