"""Who works on a report, and which reports are about the same trouble."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.notifications.services import notify
from surveys.enums import EntryKind
from surveys.models import Complaint
from surveys.services.complaint.office import may_handle
from surveys.services.complaint.steps import add_entry, changed, locked
from surveys.services.telling import subject_in_notice, tell_reporter


@transaction.atomic
def take_complaint(*, complaint: Complaint, by: Any, seen: int | None = None) -> Complaint:
    """Somebody makes a free report their own. Of two at once the second hears who has it."""
    complaint = locked(complaint)
    if complaint.assignee_id == by.pk:
        return complaint
    if complaint.assignee is not None:
        raise DomainError(_("%(name)s has this report already.") % {"name": complaint.assignee.name})
    return _assign(complaint, by, by)


@transaction.atomic
def give_complaint(*, complaint: Complaint, to: Any, by: Any, seen: int | None = None) -> Complaint:
    """Hand the report to a colleague who may handle it, or with `to` None back to everybody."""
    complaint = locked(complaint, seen)
    if to is not None and not may_handle(to, complaint):
        raise DomainError(_("%(name)s may not handle reports of this unit.") % {"name": to.name})
    if complaint.assignee_id == (to.pk if to else None):
        return complaint
    complaint = _assign(complaint, to, by)
    if to is not None and to.pk != by.pk:
        values = {"code": complaint.formatted_code, "subject": subject_in_notice(complaint)}
        notify(
            to,
            kind="surveys.complaint_assigned",
            title=lambda: _("Report %(code)s was given to you: %(subject)s") % values,
            url=complaint.get_absolute_url(),
        )
    return complaint


@transaction.atomic
def link_complaint(*, complaint: Complaint, other: Complaint, by: Any) -> Complaint:
    """Two reports about the same trouble: the later one names the earlier one, and its reporter reads that both are
    handled together. Returns the later one. Nothing of either is shown to the reporter of the other."""
    if complaint.pk == other.pk:
        raise DomainError(_("A report can't be the same as itself. Enter the code of the other one."))
    # Always in the same order, so that two officers can't wait for each other.
    first, second = (locked(each) for each in sorted((complaint, other), key=lambda each: each.pk))
    if first.unit.government_path != second.unit.government_path:
        raise DomainError(_("The other report belongs to another government."))
    earlier, later = sorted((first, second), key=lambda each: (each.received_at, each.pk))
    root = earlier.same_as or earlier
    if later.same_as_id == root.pk:
        raise DomainError(_("These two are linked already."))
    # No chains: whatever was linked to the later one belongs to the earliest now.
    Complaint.objects.filter(same_as=later).update(same_as=root)
    later.same_as = root
    changed(later, "same_as")
    if not later.has_ended:
        with translation.override(later.language):
            text = _("Somebody reported the same before you. Both reports are handled together.")
        tell_reporter(add_entry(later, EntryKind.REPLY, by=by, text=text))
    record_event("surveys.complaint_linked", by=by, obj=later, unit_path=later.unit.path, same_as=str(root))
    return later


@transaction.atomic
def unlink_complaint(*, complaint: Complaint, by: Any) -> Complaint:
    """It was another trouble after all."""
    complaint = locked(complaint)
    if complaint.same_as is None:
        return complaint
    record_event(
        "surveys.complaint_unlinked",
        by=by,
        obj=complaint,
        unit_path=complaint.unit.path,
        same_as=str(complaint.same_as),
    )
    complaint.same_as = None
    changed(complaint, "same_as")
    return complaint


def _assign(complaint: Complaint, to: Any, by: Any) -> Complaint:
    complaint.assignee = to
    changed(complaint, "assignee")
    record_event(
        "surveys.complaint_assigned" if to else "surveys.complaint_released",
        by=by,
        obj=complaint,
        unit_path=complaint.unit.path,
        **({"to": to.name} if to else {}),
    )
    return complaint
