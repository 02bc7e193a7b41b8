"""The account forms in the portal's words. A NIP is accepted as people write it."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from asn_portal.accounts.models import User
from asn_portal.forms import PortalForm


class _Plain:
    """Labels above the fields and no placeholders, which vanish while one types."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class SignInForm(_Plain, account.LoginForm):
    labels = {
        "login": _("NIP or e-mail"),
        "password": _("Password"),
        "remember": _("Stay signed in on this device for 12 hours"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(
            {"autofocus": True, "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )
        self.fields["password"].help_text = format_html(
            '<a href="{}">{}</a>', reverse("account_reset_password"), _("Forgot your password?")
        )

    def clean_login(self) -> str:
        """Drop the spaces of a printed NIP."""
        return "".join(self.cleaned_data["login"].split())


class EmailForm(_Plain, account.AddEmailForm):
    labels = {"email": _("New address")}

    def clean_email(self) -> str:
        """allauth would take another account's address and fail at its confirmation. Colleagues know each other's
        addresses; there is nothing to hide."""
        email: str = super().clean_email()
        if User.objects.exclude(pk=self.user.pk).filter(email__iexact=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email


class PasswordChangeForm(_Plain, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }


class PasswordSetForm(_Plain, account.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}


class PasswordResetForm(_Plain, account.ResetPasswordForm):
    labels = {"email": _("E-mail address of your account")}


class PasswordResetKeyForm(_Plain, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}


class ReauthenticateForm(_Plain, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class _CodeEntry(_Plain):
    """Digits with or without spaces; a phone offers its number pad."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(  # type: ignore[attr-defined]
            {"inputmode": "numeric", "autofocus": True, "spellcheck": "false"}
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(self.cleaned_data["code"].split())  # type: ignore[attr-defined]
        return super().clean_code()  # type: ignore[misc,no-any-return]


class SecondStepForm(_CodeEntry, mfa.AuthenticateForm):
    labels = {"code": _("Code")}
    helps = {"code": _("Six digits from the authenticator app, or one of your recovery codes.")}


class SecondStepAgainForm(_CodeEntry, mfa.ReauthenticateForm):
    labels = {"code": _("Code")}
    helps = {"code": _("Six digits from the authenticator app, or one of your recovery codes.")}


class AuthenticatorAppForm(_CodeEntry, ActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}


class PasskeyForm(_Plain, webauthn.AddWebAuthnForm):
    labels = {"name": _("Name"), "passwordless": _("Sign in with it alone, without a password")}
    helps = {
        "name": _("So that you know it again, e.g. Office laptop."),
        "passwordless": _("Needs a device that asks for a fingerprint, a face or a PIN."),
    }


class PasskeyNameForm(_Plain, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name")}


class SecondFactorRemoveForm(PortalForm):
    reason = forms.CharField(
        label=_("Reason, and how you checked who asked"),
        max_length=250,
        help_text=_("E.g. phone lost; came in person with the civil servant card."),
    )
