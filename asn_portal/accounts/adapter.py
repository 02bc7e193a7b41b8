"""What the portal changes in allauth: nobody signs up, and the language of the account becomes the browser's."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from asn_portal.accounts.middleware import set_preference_cookies
from asn_portal.accounts.models import User, normalise_username


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from staff records and from operators."""
        return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return str(super().clean_username(normalise_username(username), shallow=shallow))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        set_preference_cookies(response, language=user.language, theme=user.theme)
        return response


class MfaAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Portal ASN"}
