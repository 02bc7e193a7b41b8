"""Audit events of what a person does to the security of their account. allauth tells of it through its signals."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event

EVENT_LABELS = {
    "accounts.password_changed": _("Password changed"),
    "accounts.password_reset": _("Password reset by mail"),
    "accounts.email_changed": _("E-mail address changed"),
    "accounts.second_factor_added": _("Second step set up"),
    "accounts.second_factor_removed": _("Second step removed"),
    "accounts.second_factor_taken": _("Second step removed by an operator"),
    "accounts.recovery_codes_made": _("New recovery codes made"),
}


def connect() -> None:
    """Listen; `dispatch_uid` keeps one listener however often this is called."""
    for signal, listener in (
        (account.password_changed, on_password_changed),
        (account.password_reset, on_password_reset),
        (account.email_changed, on_email_changed),
        (mfa.authenticator_added, on_authenticator_added),
        (mfa.authenticator_removed, on_authenticator_removed),
        (mfa.authenticator_reset, on_authenticator_reset),
    ):
        signal.connect(listener, dispatch_uid=f"accounts.trail.{listener.__name__}")


def on_password_changed(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.password_changed", user)


def on_password_reset(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.password_reset", user)


def on_email_changed(*, user: User, **_kwargs: Any) -> None:
    # Neither address stands in the event: the account's own history has them.
    _record("accounts.email_changed", user)


def on_authenticator_added(*, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _record("accounts.second_factor_added", user, method=authenticator.type)


def on_authenticator_removed(*, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _record("accounts.second_factor_removed", user, method=authenticator.type)


def on_authenticator_reset(*, user: User, **_kwargs: Any) -> None:
    _record("accounts.recovery_codes_made", user)


def _record(kind: str, user: User, **data: Any) -> None:
    scope = scope_of(user)
    record_event(kind, by=user, obj=user, unit_path=scope.unit_path or scope.government_path, **data)
