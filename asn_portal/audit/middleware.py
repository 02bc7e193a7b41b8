"""Opens the history context of a request that may write."""

from __future__ import annotations

from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponseBase

from asn_portal.audit.context import request_id

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class AuditMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in WRITING_METHODS:
            return self.get_response(request)
        user_id = request.user.pk if request.user.is_authenticated else None
        with pghistory.context(user=user_id, request=request_id(), url=request.path):
            return self.get_response(request)
