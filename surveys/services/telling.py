"""Who hears of a report: the officers who handle it, the operators when there are none, and its reporter by mail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
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
    """Whoever works on the report; else those who handle reports nearest to the unit. The subject is shown to nobody
    else."""
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
    told = {grant["user"] for grant in grants if grant["unit__path"] == nearest}
    if complaint.assignee_id in {grant["user"] for grant in grants}:
        told = {complaint.assignee_id}
    officers = User.objects.filter(pk__in=told)
    values = {"code": complaint.formatted_code, "subject": subject_in_notice(complaint)}
    notify(officers, kind=kind, title=lambda: title() % values, body="", url=complaint.get_absolute_url())


def handlers_of(unit_path: str, *, with_below: bool = False) -> Any:
    """The accounts that may handle the reports of a unit today; with those of the units below it, if wanted."""
    where = Q(unit__path__in=enclosing_paths(unit_path))
    if with_below:
        where |= Q(unit__path__startswith=unit_path)
    grants = RoleGrant.objects.on(today()).filter(where, role__in=roles_with(Permission.COMPLAINT_HANDLE))
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("name", "pk")


def subject_in_notice(complaint: Complaint) -> str:
    """A notification may travel by mail; what was sent in secret does not."""
    is_secret = complaint.visibility == ComplaintVisibility.SECRET
    return str(complaint.get_visibility_display() if is_secret else complaint.subject)


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
    _mail(
        complaint,
        key=str(entry.pk),
        template="email/surveys/complaint_news",
        subject=lambda: (
            _("Your report %(code)s was answered")
            if entry.kind == EntryKind.REPLY
            else _("Your report %(code)s: %(state)s")
        ),
    )


def remind_reporter(complaint: Complaint) -> None:
    """A mail that the report closes soon without an answer. Without an address the page of the report says it."""
    _mail(
        complaint,
        key=f"reminder:{complaint.silent_until}",
        template="email/surveys/complaint_reminder",
        subject=lambda: _("Your report %(code)s waits for your answer"),
    )


def _mail(complaint: Complaint, *, key: str, template: str, subject: Any) -> None:
    contact = ComplaintContact.objects.filter(complaint=complaint).first()
    address = contact.address.strip() if contact is not None else ""
    try:
        validate_email(address)
    except ValidationError:
        # No address, or a telephone number.
        return
    with translation.override(complaint.language):
        title = subject() % {"code": complaint.formatted_code, "state": complaint.get_state_display()}
        context = {
            "title": title,
            "code": complaint.formatted_code,
            "state": complaint.get_state_display(),
            "day": complaint.silent_until,
            "action_url": absolute(reverse("public:complaint-status", args=[complaint.formatted_code]))
            + f"?lang={complaint.language}",
            "action_label": _("See where it stands"),
            "reason": _("You receive this mail because this address was left with the report."),
        }
    send_mail_to(
        to=address,
        subject=title,
        template=template,
        context=context,
        language=complaint.language,
        dedupe_key=f"{MAIL_KEY}:{complaint.pk}:{key}",
    )


def forget_reporter_mails() -> int:
    """Remove sent mails to reporters: the outbox would keep their addresses readable beside the code."""
    sent = OutboxMail.objects.filter(dedupe_key__startswith=f"{MAIL_KEY}:", state=MailState.SENT)
    return int(sent.delete()[0])


def forget_mails_of(complaint_ids: list[int]) -> None:
    """Remove every mail to these reporters, sent or not: their contact was erased."""
    for pk in complaint_ids:
        OutboxMail.objects.filter(dedupe_key__startswith=f"{MAIL_KEY}:{pk}:").delete()
