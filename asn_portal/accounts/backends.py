"""Signing in with NIP (or another user name) or e-mail."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from asn_portal.accounts.models import User
from asn_portal.prepared_queries import PreparedQuery

_by_key = PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)


class NipOrEmailBackend(AuthenticationBackend):
    """allauth hands a typed address on both as user name and as e-mail, and would look it up as both: the password of
    an existing account was hashed twice, and the time told which addresses have an account."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        login = credentials.get("email") or credentials.get("username") or ""
        password = credentials.get("password") or ""
        find = self._authenticate_by_email if "@" in login else self._authenticate_by_username
        return find(login, password)

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Who is signed in; asked by every request."""
        user = next(iter(_by_key.objects(pk=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
