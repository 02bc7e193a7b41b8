"""Who is told what about a batch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from asn_portal.notifications.services import notify
from careers.enums import BatchState
from careers.models import CareerBatch
from employees.dates import today
from employees.models import RoleGrant


def holders(batch: CareerBatch, permission: Permission, *, but: Iterable[int] = ()) -> list[User]:
    """Active accounts that hold the permission on the batch's unit or above it, without those of `but`."""
    grants = RoleGrant.objects.on(today()).filter(
        role__in=roles_with(permission), unit__path__in=enclosing_paths(batch.unit.path), user__is_active=True
    )
    rows = grants.exclude(user__in=list(but)).select_related("user").order_by("user")
    return list({grant.user_id: grant.user for grant in rows}.values())


def tell_next(batch: CareerBatch, *, signed_by: Iterable[int]) -> None:
    """Whose turn it is: another HR officer, then the head."""
    permission = Permission.CAREER_MANAGE if batch.state == BatchState.PREPARED else Permission.CAREER_SIGN
    notify(
        holders(batch, permission, but=signed_by),
        kind="careers.batch_waiting",
        title=lambda: _("Waiting for you: %(batch)s") % {"batch": batch},
        body=lambda: (
            _("Verify the batch, or return it with a reason.")
            if batch.state == BatchState.PREPARED
            else _("Sign the batch, or return it with a reason.")
        ),
        url=batch.get_absolute_url(),
    )


def tell_returned(batch: CareerBatch, *, reason: str, by: Any) -> None:
    notify(
        [user for user in _signers(batch) if user.pk != by.pk],
        kind="careers.batch_returned",
        title=lambda: _("Returned for correction: %(batch)s") % {"batch": batch},
        body=reason,
        url=batch.get_absolute_url(),
    )


def tell_signed(batch: CareerBatch) -> None:
    """The people of the batch: what was decreed, and from when it holds."""
    date = batch.effective_date
    notify(
        _people(batch),
        kind="careers.decree_signed",
        title=lambda: _("A decree about you was signed: %(kind)s") % {"kind": batch.get_kind_display()},
        body=lambda: (
            _("It holds from %(date)s. You find your excerpt under “My decrees”.") % {"date": formats.date_format(date)}
        ),
        url=reverse("careers:my-decrees"),
        dedupe_key=f"careers.batch:{batch.pk}:{batch.round}:signed",
    )


def tell_applied(batch: CareerBatch) -> None:
    notify(
        _people(batch),
        kind="careers.decree_applied",
        title=lambda: _("%(kind)s: in effect and on your record") % {"kind": batch.get_kind_display()},
        body=lambda: _("Decree %(number)s.") % {"number": batch.decree_number},
        url=reverse("careers:my-decrees"),
        dedupe_key=f"careers.batch:{batch.pk}:applied",
    )
    notify(
        _signers(batch),
        kind="careers.batch_applied",
        title=lambda: _("In effect: %(batch)s") % {"batch": batch},
        url=batch.get_absolute_url(),
        dedupe_key=f"careers.batch:{batch.pk}:applied-office",
    )


def tell_stopped(batch: CareerBatch) -> None:
    """The office: at whose line it stopped and why; nothing was changed."""
    users = {user.pk: user for user in [*holders(batch, Permission.CAREER_MANAGE), *_signers(batch)]}
    notify(
        users.values(),
        kind="careers.batch_stopped",
        title=lambda: _("Stopped, nothing was changed: %(batch)s") % {"batch": batch},
        body=lambda: f"{batch.fault_line}: {batch.fault}" if batch.fault_line_id else batch.fault,
        url=batch.get_absolute_url(),
    )


def tell_cancelled(batch: CareerBatch, *, was_signed: bool, by: Any) -> None:
    notify(
        [user for user in _signers(batch) if user.pk != by.pk],
        kind="careers.batch_cancelled",
        title=lambda: _("Cancelled: %(batch)s") % {"batch": batch},
        body=batch.cancel_reason,
        url=batch.get_absolute_url(),
    )
    if was_signed:
        notify(
            _people(batch),
            kind="careers.decree_cancelled",
            title=lambda: _("A decree about you was cancelled: %(kind)s") % {"kind": batch.get_kind_display()},
            body=lambda: (
                _("Your excerpt %(number)s no longer holds. Ask the HR office why.") % {"number": batch.decree_number}
            ),
            url=reverse("careers:my-decrees"),
            dedupe_key=f"careers.batch:{batch.pk}:cancelled",
        )


def _people(batch: CareerBatch) -> list[User]:
    lines = batch.lines.standing().filter(employee__user__isnull=False).select_related("employee__user")
    return [line.employee.user for line in lines.order_by("pk")]


def _signers(batch: CareerBatch) -> list[User]:
    rows = batch.signatures.select_related("by").order_by("pk")
    users = {row.by_id: row.by for row in rows}
    users.setdefault(batch.created_by_id, batch.created_by)
    return list(users.values())
