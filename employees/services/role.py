"""Granting and ending roles."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.roles import Role
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import OrganizationalUnit, RoleGrant


@transaction.atomic
def grant_role(
    *,
    user: Any,
    role: Role,
    unit: OrganizationalUnit | None,
    start: datetime.date,
    until: datetime.date | None,
    reason: str,
    by: Any,
) -> RoleGrant:
    """Grant `role` on `unit` and everything below it. `until` is the first day on which it no longer holds."""
    if by is not None and by.pk == user.pk:
        raise DomainError(_("Nobody grants a role to themselves. Ask another operator."))
    if until is not None and until <= start:
        raise DomainError(_("The role must end after it begins. Choose a later end date."))
    grant = RoleGrant(user=user, role=role, unit=unit, period=(start, until), reason=reason, granted_by=by)
    try:
        grant.full_clean(exclude=["granted_by"])
        with transaction.atomic():
            grant.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody granted it at the same moment.
        raise DomainError(_("This account already holds the role there in this period.")) from error
    record_event(
        "employees.role_granted",
        by=by,
        obj=grant,
        unit_path=unit.path if unit else "",
        reason=reason,
        user=user.pk,
        role=role,
    )
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, reason: str, by: Any) -> RoleGrant:
    """The role no longer holds from today on, nor do its delegations. Ending it twice changes nothing."""
    grant = lock_row(RoleGrant.objects, grant.pk, "unit", "user", "delegated_from__user")
    if grant.has_ended:
        return grant
    if grant.period.lower < today():
        grant.period = (grant.period.lower, today())
    else:
        grant.revoked_at = timezone.now()
    grant.save(update_fields=["period", "revoked_at"])
    record_event(
        "employees.role_ended",
        by=by,
        obj=grant,
        unit_path=grant.unit.path if grant.unit else "",
        reason=reason,
        user=grant.user_id,
        role=grant.role,
        **({"delegated_from": grant.delegated_from_id} if grant.delegated_from_id else {}),
    )
    if grant.delegated_from_id:
        _tell_end(grant, reason)
    for delegated in RoleGrant.objects.filter(delegated_from=grant):
        end_role(grant=delegated, reason=reason, by=by)
    return grant


def _tell_end(delegated: RoleGrant, reason: str) -> None:
    """Both hear that a delegation has ended before its time."""

    def title() -> str:
        return _("The delegation to %(name)s has ended: %(role)s, %(unit)s") % {
            "name": delegated.user.name,
            "role": delegated.get_role_display(),
            "unit": delegated.unit.name,
        }

    notify(
        [delegated.user, delegated.delegated_from.user],
        kind="employees.delegation",
        title=title,
        body=reason,
        url=reverse("employees:delegation-list"),
    )
