"""Answers that come before anything else: probes, and the maintenance page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from asn_portal.operation import maintenance

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Nothing on the pages needs these devices; a page that was tampered with shall not get them either.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class MaintenanceMiddleware:
    """503 with a page in words while the portal is switched off. Probes, metrics and static files still answer.

    /healthz is answered right here: it says that the process lives, whatever host name the probe used.
    """

    OPEN = ("/readyz", "/metrics", settings.STATIC_URL)

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/healthz":
            return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
        if request.path.startswith(self.OPEN):
            return self.get_response(request)
        state = maintenance.current()
        if state is None:
            return self.get_response(request)
        return maintenance_page(request, state)


def maintenance_page(request: HttpRequest, state: maintenance.Maintenance) -> HttpResponse:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        until = localtime(datetime.fromtimestamp(time.time() + state.retry_after, UTC))
        context = {"message": state.message, "until": date_format(until, "TIME_FORMAT")}
        body = render_to_string("maintenance.html", context)
    response = HttpResponse(body, status=503)
    response["Retry-After"] = str(state.retry_after)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    # This response passes none of the middlewares that set these.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "DENY"
    return response


class PageOfFormMiddleware:
    """Opening an address that takes only what a form sends leads to the nearest page above it.

    Such an address may have drawn a page, with the form and its faults or with a refusal: it is reloaded, kept as a
    bookmark, or come back to after a sign-in. Scripts still get their 405.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code != 405 or not is_page:
            return response
        page = redirect(_page_above(request.path_info))
        if query := request.META.get("QUERY_STRING"):
            page.headers["Location"] += f"?{query}"
        return page


def _page_above(path: str) -> str:
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return path


class PermissionsPolicyMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """The policy for contents, which is the same on all pages, put together once and not for each answer. Where a view
    says something of its own about it, the library works it out."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_nonce = isinstance(getattr(request, "_csp_nonce", None), str)
        if settings.DEBUG or has_nonce or any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", content_policy())
        return response


@cache
def content_policy() -> str:
    return build_policy()
