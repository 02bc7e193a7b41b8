"""Changes to other people's accounts. What people do to their own goes through allauth (see trail)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.access.scope import scope_of
from asn_portal.accounts.mails import SECOND_FACTOR_TAKEN, contents
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.notifications.services import send_mail_to


@transaction.atomic
def remove_second_factor(*, user: User, reason: str, by: User) -> None:
    """Remove every second factor and the recovery codes of somebody who lost them. They are told by mail, and a role
    that needs a second factor lets them do nothing before they have set up a new one."""
    if by.pk == user.pk:
        raise DomainError(_("Nobody removes their own second factor here. Ask another operator."))
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise DomainError(_("This account has no second factor."))
    scope = scope_of(user)
    record_event(
        "accounts.second_factor_taken",
        by=by,
        obj=user,
        unit_path=scope.unit_path or scope.government_path,
        reason=reason,
    )
    if user.email:
        words = contents(SECOND_FACTOR_TAKEN, {"user": user}, language=user.language)
        send_mail_to(
            to=user.email,
            subject=words["title"],
            template="email/notification",
            context=words,
            language=user.language,
        )
