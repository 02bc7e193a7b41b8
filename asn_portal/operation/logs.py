"""The request log: one line per request, and what it leaves out."""

from __future__ import annotations

import re

import structlog
from django.conf import settings
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware

from asn_portal.ratelimit import client_ip


class RequestLogMiddleware(RequestMiddleware):
    """Notes the address that rate limits count by, and none at all where LOG_WITHOUT_ADDRESS says so.

    django-structlog's own search believes whatever a sender writes into X-Forwarded-For, and looking through every
    header costs as much as a query.
    """

    @classmethod
    def bind_user_id(cls, request: HttpRequest) -> None:
        if not _is_anonymous(request):
            super().bind_user_id(request)

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        if not request.path.startswith(settings.LOG_WITHOUT_ADDRESS) and not _is_anonymous(request):
            structlog.contextvars.bind_contextvars(ip=client_ip(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        hidden = next((start for start in settings.LOG_WITHOUT_PATH if request.path.startswith(start)), None)
        return f"{request.method} {hidden}…" if hidden else f"{request.method} {request.get_full_path()}"


def _is_anonymous(request: HttpRequest) -> bool:
    return request.method == "POST" and any(re.fullmatch(path, request.path) for path in settings.LOG_WITHOUT_SENDER)
