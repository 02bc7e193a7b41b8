"""Language, second factor, and fragments that must not show a sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from asn_portal.access.scope import scope_of

THEME_COOKIE = "theme"
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def set_preference_cookies(
    response: HttpResponseBase, *, language: str | None = None, theme: str | None = None
) -> None:
    """Remember language and appearance in the browser for a year; they hold signed in and signed out."""
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), (THEME_COOKIE, theme)):
        if value:
            response.set_cookie(
                name, value, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )


class LanguageMiddleware:
    """Indonesian unless English was chosen. The browser's list is not asked: offices share machines set to English."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(language if language in self.known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class WholePageSignInMiddleware:
    """An htmx request that is sent to an account page takes the whole page there, and back to where the person was.

    Otherwise the sign-in page would be drawn into the fragment's place when a session has ended meanwhile. A form that
    meets an ended session leads back to its page too: the address it was sent to may know POST only. `unsent` lets
    static/js/forms.js put back what was typed.
    """

    PAGES = ("account_", "mfa_")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and not request.htmx:
            return self._back_to_form(request, response)
        if not request.htmx or not 300 <= response.status_code < 400:
            return response
        address = urlsplit(response.headers.get("Location", ""))
        if address.netloc not in {"", request.get_host()} or not _leads_to(address.path, self.PAGES):
            return response
        query = QueryDict(address.query, mutable=True)
        if REDIRECT_FIELD_NAME in query:
            # The page the person looks at; the fragment's own address would show them a piece of it. None for a page
            # of another host.
            query[REDIRECT_FIELD_NAME] = request.htmx.current_url_abs_path or reverse(settings.LOGIN_REDIRECT_URL)
        answer = HttpResponseClientRedirect(urlunsplit(("", "", address.path, query.urlencode(safe="/"), "")))
        answer.cookies = response.cookies
        return answer

    def _back_to_form(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        address = urlsplit(response.headers.get("Location", ""))
        query = QueryDict(address.query, mutable=True)
        page = urlsplit(request.headers.get("Referer", ""))
        if (
            address.path == reverse("account_login")
            and query.get(REDIRECT_FIELD_NAME) == request.get_full_path()
            and page.netloc == request.get_host()
        ):
            page_query = QueryDict(page.query, mutable=True)
            page_query["unsent"] = "1"
            query[REDIRECT_FIELD_NAME] = f"{page.path}?{page_query.urlencode()}"
            response.headers["Location"] = f"{address.path}?{query.urlencode(safe='/')}"
        return response


def _leads_to(path: str, names: tuple[str, ...]) -> bool:
    try:
        return resolve(path).view_name.startswith(names)
    except Resolver404:
        return False


class SecondFactorMiddleware:
    """Sends holders of a role that needs a second factor to set one up before anything else."""

    # What one needs to set it up, or to leave. Names, or beginnings of names.
    OPEN = (
        "account_",
        "mfa_",
        "usersessions_",
        "accounts:preferences",
        "accounts:security",
        "accounts:session-end",
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name.startswith(self.OPEN) or not request.user.is_authenticated:
            return None
        if settings.DEMO_ALLOW_WITHOUT_SECOND_FACTOR or not scope_of(request.user).needs_second_factor:
            return None
        if is_mfa_enabled(request.user):
            return None
        messages.warning(
            request, _("Your role needs a second factor. Set up an authenticator app or a passkey to go on.")
        )
        # A fragment's place on the page is too small for the way to another page.
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse("mfa_index"))
        return redirect("mfa_index")
