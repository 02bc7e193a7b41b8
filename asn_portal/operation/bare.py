"""The shortest way to a view that needs neither account nor session nor cookie, and is asked for by thousands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.urls import Resolver404, resolve

from asn_portal.accounts.middleware import LanguageMiddleware
from asn_portal.operation.logs import RequestLogMiddleware
from asn_portal.operation.middleware import PERMISSIONS_POLICY, content_policy

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def bare(view: View) -> View:
    """Mark a view: it is called without session, account, CSRF token, messages and history context.

    Only for views that ask for none of these, and check by themselves where a form comes from.
    """
    view.is_bare = True  # type: ignore[attr-defined]
    return view


class BareViewMiddleware:
    """Leaves out everything that is about accounts for views that are marked. Language, headers, log line and metrics
    are those of every other page; the policy for contents is put together once, not for each answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.shortest = LanguageMiddleware(RequestLogMiddleware(XFrameOptionsMiddleware(self._call_view)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/p/"):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "is_bare", False):
            return self.get_response(request)
        request.resolver_match = match
        request.user = AnonymousUser()
        response: HttpResponseBase = self.shortest(request)
        response.headers.setdefault("Content-Security-Policy", content_policy())
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    def _call_view(self, request: HttpRequest) -> Any:
        match: Any = request.resolver_match
        return match.func(request, *match.args, **match.kwargs)
