"""Who hears of a report: the officers who handle it, the operators when there are none, and its reporter by mail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from asn_portal.notifications.enums import MailState
from asn_portal.notifications.models import OutboxMail
from asn_portal.notifications.services import absolute, notify, send_mail_to
from employees.dates import today
from employees.models import RoleGrant
from surveys.enums import ComplaintVisibility, EntryKind
from surveys.models import Complaint, ComplaintContact, ComplaintEntry

MAIL_KEY = "complaint-news"


def tell_officers(complaint: Complaint, kind: str, title: Any) -> None:
    """Those who handle reports nearest to the unit; the subject is shown to nobody else."""
    grants = list(
        RoleGrant.objects.on(today())
        .filter(
            role__in=roles_with(Permission.COMPLAINT_HANDLE),
            unit__path__in=enclosing_paths(complaint.unit.path),
            user__is_active=True,
        )
        .values("user", "unit__path")
    )
    if not grants:
        _tell_operators(complaint)
        return
    nearest = max((grant["unit__path"] for grant in grants), key=len)
    officers = User.objects.filter(pk__in=[grant["user"] for grant in grants if grant["unit__path"] == nearest])
    # A notification may travel by mail; what was sent in secret does not.
    is_secret = complaint.visibility == ComplaintVisibility.SECRET
    values = {
        "code": complaint.formatted_code,
        "subject": complaint.get_visibility_display() if is_secret else complaint.subject,
    }
    notify(officers, kind=kind, title=lambda: title() % values, body="", url=complaint.get_absolute_url())


def _tell_operators(complaint: Complaint) -> None:
    """Nobody would read the report: those who grant roles hear of the unit, once a day, and of nothing else."""
    operators = User.objects.filter(
        is_active=True,
        role_grants__in=RoleGrant.objects.on(today()).filter(role__in=roles_with(Permission.ROLE_GRANT)),
    ).distinct()
    notify(
        operators,
        kind="surveys.complaint_unheard",
        title=lambda: _("Reports to %(unit)s reach nobody") % {"unit": complaint.unit.name},
        body=lambda: _("No service officer is responsible for this unit. Grant the role on it or on a unit above it."),
        url=reverse("employees:role-create"),
        dedupe_key=f"surveys.unheard:{complaint.unit_id}:{today():%Y-%m-%d}",
    )


def tell_reporter(entry: ComplaintEntry) -> None:
    """A mail about a new state or an answer, if the reporter left an e-mail address; in the reporter's language.

    It names the code, the state and the place to read more, nothing else: a mail passes through many hands.
    """
    complaint = entry.complaint
    contact = ComplaintContact.objects.filter(complaint=complaint).first()
    address = contact.address.strip() if contact is not None else ""
    try:
        validate_email(address)
    except ValidationError:
        # No address, or a telephone number.
        return
    with translation.override(complaint.language):
        subject = (
            _("Your report %(code)s was answered")
            if entry.kind == EntryKind.REPLY
            else _("Your report %(code)s: %(state)s")
        ) % {"code": complaint.formatted_code, "state": complaint.get_state_display()}
        context = {
            "title": subject,
            "code": complaint.formatted_code,
            "state": complaint.get_state_display(),
            "action_url": absolute(reverse("public:complaint-status", args=[complaint.formatted_code]))
            + f"?lang={complaint.language}",
            "action_label": _("See where it stands"),
            "reason": _("You receive this mail because this address was left with the report."),
        }
    send_mail_to(
        to=address,
        subject=subject,
        template="email/surveys/complaint_news",
        context=context,
        language=complaint.language,
        dedupe_key=f"{MAIL_KEY}:{complaint.pk}:{entry.pk}",
    )


def forget_reporter_mails() -> int:
    """Remove sent mails to reporters: the outbox would keep their addresses readable beside the code."""
    sent = OutboxMail.objects.filter(dedupe_key__startswith=f"{MAIL_KEY}:", state=MailState.SENT)
    return int(sent.delete()[0])


def forget_mails_of(complaint_ids: list[int]) -> None:
    """Remove every mail to these reporters, sent or not: their contact was erased."""
    for pk in complaint_ids:
        OutboxMail.objects.filter(dedupe_key__startswith=f"{MAIL_KEY}:{pk}:").delete()
