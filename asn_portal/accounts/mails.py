"""The words of the mails that allauth sends, by allauth's names for them, and one of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from asn_portal.accounts.devices import device_name


@dataclass(frozen=True)
class Words:
    """`text` may name values of the mail's context; `link` is the one that holds the address of the button."""

    title: Any
    text: Any
    link: str = ""
    label: Any = ""


SECOND_FACTOR_TAKEN = "accounts/second_factor_taken"

WORDS = {
    SECOND_FACTOR_TAKEN: Words(
        gettext_lazy("Your second step was removed"),
        gettext_lazy(
            "An operator removed the second step and the recovery codes of your account, because they were reported as "
            "lost. If you did not ask for it, change your password at once and tell the operator."
        ),
    ),
    "account/email/password_reset_key": Words(
        gettext_lazy("Set a new password"),
        gettext_lazy(
            "Somebody asked for a new password for the account %(username)s. The link works once, for two hours. "
            "If it was not you, ignore this mail; your password stays as it is."
        ),
        link="password_reset_url",
        label=gettext_lazy("Set a new password"),
    ),
    "account/email/email_confirmation": Words(
        gettext_lazy("Confirm your new e-mail address"),
        gettext_lazy(
            "Open the link to receive the portal's mails at this address. If you did not ask for it, ignore it."
        ),
        link="activate_url",
        label=gettext_lazy("Confirm the address"),
    ),
    "account/email/email_changed": Words(
        gettext_lazy("Your e-mail address has changed"),
        gettext_lazy("The portal's mails now go to %(to_email)s instead of %(from_email)s."),
    ),
    "account/email/email_deleted": Words(
        gettext_lazy("An e-mail address was removed"), gettext_lazy("%(deleted_email)s was removed from your account.")
    ),
    "account/email/password_changed": Words(
        gettext_lazy("Your password has changed"), gettext_lazy("Your other devices were signed out.")
    ),
    "account/email/password_reset": Words(
        gettext_lazy("Your password has changed"), gettext_lazy("It was set anew through a link sent by mail.")
    ),
    "account/email/password_set": Words(gettext_lazy("Your password has changed"), gettext_lazy("It was set.")),
    "mfa/email/totp_activated": Words(
        gettext_lazy("Authenticator app turned on"), gettext_lazy("Signing in now asks for a code from your app.")
    ),
    "mfa/email/totp_deactivated": Words(
        gettext_lazy("Authenticator app turned off"), gettext_lazy("Its codes no longer open your account.")
    ),
    "mfa/email/webauthn_added": Words(gettext_lazy("Passkey added"), gettext_lazy("A new passkey opens your account.")),
    "mfa/email/webauthn_removed": Words(
        gettext_lazy("Passkey removed"), gettext_lazy("A passkey no longer opens your account.")
    ),
    "mfa/email/recovery_codes_generated": Words(
        gettext_lazy("New recovery codes"), gettext_lazy("The old recovery codes no longer work.")
    ),
}


def contents(name: str, context: Mapping[str, Any], *, language: str) -> dict[str, Any]:
    """The context of templates/email/notification.* in `language`; an unknown name raises KeyError."""
    with translation.override(language):
        return _contents(WORDS[name], context)


def _contents(words: Words, context: Mapping[str, Any]) -> dict[str, Any]:
    user = context.get("user")
    body = str(words.text) % context
    if "ip" in context:
        body += "\n\n" + _(
            "It was done on %(time)s from %(device)s (%(ip)s). If it was not you, reset your password at once and tell "
            "the operator."
        ) % {
            "time": formats.date_format(timezone.localtime(context["timestamp"]), "DATETIME_FORMAT"),
            "device": device_name(context["user_agent"]),
            "ip": context["ip"],
        }
    return {
        "title": str(words.title),
        "recipient_name": user.name if user else "",
        "body": body,
        "action_url": context.get(words.link, ""),
        "action_label": str(words.label),
        "reason": pgettext("mail", "You receive this mail because it concerns the security of your account."),
    }
