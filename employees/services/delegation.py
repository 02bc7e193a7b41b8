"""A holder of a role hands it to a colleague for a while. It ends with the grant that it came from."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.roles import DELEGABLE_ROLES, Role
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import Employee, OrganizationalUnit, RoleGrant
from employees.services.role import end_role
from employees.texts.record import last_day

LONGEST = datetime.timedelta(days=90)
NOTICE = "employees.delegation"


@transaction.atomic
def delegate_role(
    *,
    grant: RoleGrant,
    to: Any,
    unit: OrganizationalUnit,
    start: datetime.date,
    until: datetime.date,
    reason: str,
    by: Any,
) -> RoleGrant:
    """Hand the role of `grant` to `to`, on its unit or one below. `until` is the first day on which it no longer holds.

    Raises DomainError. The grant is locked: it can't end while it is being delegated.
    """
    grant = lock_row(RoleGrant.objects, grant.pk, "unit")
    _check_grant(grant, by)
    _check_colleague(grant, to, by)
    if not unit.path.startswith(grant.unit.path):
        raise DomainError(_("Choose your own unit or one below it."))
    _check_period(grant, start, until)
    already = RoleGrant.objects.on(start).filter(user=to, role=grant.role).select_related("unit")
    if any(unit.path.startswith(held.unit.path) for held in already):
        raise DomainError(_("%(name)s already holds this role there.") % {"name": to.name})
    delegated = RoleGrant(
        user=to,
        role=grant.role,
        unit=unit,
        period=(start, until),
        reason=reason,
        granted_by=by,
        delegated_from=grant,
    )
    try:
        delegated.full_clean(exclude=["granted_by", "delegated_from"])
        with transaction.atomic():
            delegated.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("This account already holds the role there in this period.")) from error
    delegated.refresh_from_db()
    record_event(
        "employees.role_delegated",
        by=by,
        obj=delegated,
        unit_path=unit.path,
        reason=reason,
        user=to.pk,
        role=grant.role,
        delegated_from=grant.pk,
    )
    _tell_beginning(delegated, reason)
    return delegated


@transaction.atomic
def end_delegation(*, delegated: RoleGrant, reason: str, by: Any) -> RoleGrant:
    """By the one who delegated it, or by an operator. Ending it twice changes nothing."""
    return end_role(grant=delegated, reason=reason, by=by)


def no_colleague() -> str:
    """The same whether there is no such account or one of another government: nobody can find out which accounts
    there are."""
    return _("Nobody in service at your government has this account. Check the NIP or e-mail.")


def _check_grant(grant: RoleGrant, by: Any) -> None:
    if grant.user_id != by.pk:
        raise DomainError(_("Only the holder of a role can delegate it."))
    if grant.delegated_from_id is not None:
        raise DomainError(_("A delegated role can't be delegated on. Ask its holder."))
    if Role(grant.role) not in DELEGABLE_ROLES:
        raise DomainError(_("This role can't be delegated. Ask an operator for another grant."))
    if not RoleGrant.objects.on(today()).filter(pk=grant.pk).exists():
        raise DomainError(_("You don't hold this role any more."))


def _check_colleague(grant: RoleGrant, to: Any, by: Any) -> None:
    if to.pk == by.pk:
        raise DomainError(_("You hold this role yourself. Choose a colleague."))
    # First of all: nothing is said about accounts of other governments.
    colleague = Employee.objects.active().filter(user=to, unit__path__startswith=grant.unit.government_path)
    if not colleague.exists():
        raise DomainError(no_colleague())
    if not to.is_active:
        raise DomainError(_("This account is closed."))


def _check_period(grant: RoleGrant, start: datetime.date, until: datetime.date) -> None:
    if start < today():
        raise DomainError(_("A delegation begins today or later."))
    if until <= start:
        raise DomainError(_("The last day lies before the first. Correct one of them."))
    if until - start > LONGEST:
        raise DomainError(
            _("A delegation lasts at most %(days)s days. Choose an earlier end.") % {"days": LONGEST.days}
        )
    if grant.period.upper is not None and until > grant.period.upper:
        raise DomainError(
            _("Your own role ends on %(date)s. Choose an end that is not later.")
            % {"date": formats.date_format(last_day(grant.period))}
        )


def _tell_beginning(delegated: RoleGrant, reason: str) -> None:
    def values() -> dict[str, Any]:
        return {
            "role": delegated.get_role_display(),
            "unit": delegated.unit.name,
            "giver": delegated.granted_by.name,
            "taker": delegated.user.name,
            "start": formats.date_format(delegated.period.lower),
            "end": formats.date_format(last_day(delegated.period)),
        }

    url = reverse("employees:delegation-list")
    notify(
        delegated.user,
        kind=NOTICE,
        title=lambda: _("%(giver)s delegates to you: %(role)s, %(unit)s (%(start)s – %(end)s)") % values(),
        body=reason,
        url=url,
    )
    notify(
        delegated.granted_by,
        kind=NOTICE,
        title=lambda: _("You delegate to %(taker)s: %(role)s, %(unit)s (%(start)s – %(end)s)") % values(),
        body=reason,
        url=url,
    )
