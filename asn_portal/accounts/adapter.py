"""What the portal changes in allauth: nobody signs up, mails wait in the outbox, secrets are encrypted."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal import crypto
from asn_portal.accounts.mails import contents
from asn_portal.accounts.middleware import set_preference_cookies
from asn_portal.accounts.models import User, normalise_username
from asn_portal.notifications.services import send_mail_to

# One sentence for every wrong pair: it doesn't tell whether the account exists.
MISMATCH = _("NIP, e-mail or password is not right. Check for typing errors and capital letters.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": _("Too many failed attempts for this account. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "account_inactive": _("This account is closed. Ask the personnel office of your unit."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
        "duplicate_email": _("This is already your address."),
        "email_taken": _("Another account already uses this e-mail address."),
        "incorrect_code": _("This code is not right, or it has expired. Enter the newest one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from staff records and from operators."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return str(super().clean_username(normalise_username(username), shallow=shallow))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Not if another account has got the address since the link was sent."""
        taken = User.objects.exclude(pk=email_address.user_id).filter(email__iexact=email_address.email).exists()
        if taken:
            template = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, template, {"email": email_address.email})
            return False
        return bool(super().confirm_email(request, email_address))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        confirm_office_address(user)
        response = super().post_login(request, user, **kwargs)
        set_preference_cookies(response, language=user.language, theme=user.theme)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what changed on their account; the context names the person, for the language."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the language of the person. A mail server that is away delays it and breaks no page;
        an answer that takes as long for a known address as for an unknown one tells nothing about who has an account.
        """
        user = context.get("user")
        language = user.language if user else translation.get_language()
        words = contents(template_prefix, context, language=language)
        send_mail_to(to=email, subject=words["title"], template="email/notification", context=words, language=language)


def confirm_office_address(user: User) -> None:
    """Take the address that the office entered with the account as the person's own.

    allauth would list it as waiting for a confirmation, and remove it as soon as another one is typed.
    """
    if user.email and not EmailAddress.objects.filter(user=user).exists():
        # ignore_conflicts: two sign-ins at the same moment.
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=user, email=user.email.lower(), verified=True, primary=True)], ignore_conflicts=True
        )


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has expired. Enter the newest one."),
    }

    def encrypt(self, text: str) -> str:
        """Seeds of authenticator apps and recovery codes: a stolen database or backup is no second factor."""
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Portal ASN"}
