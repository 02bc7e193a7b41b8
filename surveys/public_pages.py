"""What the pages for citizens share: no session, no cookie, no account; language and theme from the address and
preferences.

A visitor without cookies costs no query for all this, and gets none set.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from asn_portal.accounts.middleware import THEME_COOKIE
from employees.dates import today
from employees.models import OrganizationalUnit
from employees.reports.succession import open_successors

# What the language switch of a form says where faults are shown: they are to be shown in the other language too.
WITH_FAULTS = "faults"

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """A page for everybody, in the language of `?lang=` or, without it, of the visitor's preference.

    Without a cookie there is no CSRF token, and no right of a visitor that a foreign page could abuse. What such a page
    could do is to let its visitors vote; browsers say where a form comes from, and foreign ones are refused.
    """

    @wraps(view)
    def in_language(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _is_foreign(request):
            raise PermissionDenied
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return login_not_required(csrf_exempt(in_language))


def language_of(request: HttpRequest) -> str:
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("lang", "")
    return asked if asked in known else translation.get_language() or settings.LANGUAGE_CODE


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in {"light", "dark"} else "auto"


def render_public(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Like `render`, without the context processors: those would ask for session and user."""
    return HttpResponse(render_to_string(template, {**page_context(request), **(context or {})}), status=status)


def language_links(request: HttpRequest, address: str, kept: QueryDict | None = None) -> list[dict[str, Any]]:
    """The page at `address` in each language, with the parameters `kept`."""
    current, found = language_of(request), []
    for code, name in (("id", "Bahasa Indonesia"), ("en", "English")):
        query = kept.copy() if kept else QueryDict(mutable=True)
        query["lang"] = code
        url = f"{address}?{query.urlencode()}"
        found.append({"code": code, "url": url, "is_current": code == current, "name": name})
    return found


def page_context(request: HttpRequest) -> dict[str, Any]:
    language = language_of(request)
    kept = request.GET.copy()
    kept.pop("lang", None)
    return {
        "frame": {"theme": theme_of(request)},
        "language": language,
        "language_links": language_links(request, request.path, kept),
        # Behind every link, so that the language chosen by link goes along where cookies don't.
        "lang_query": f"?lang={language}" if request.GET.get("lang") else "",
        "staff_url": reverse("account_login"),
        "doors": None,
        "government_name": "",
        "unit_name": "",
    }


def unit_context(unit: OrganizationalUnit, government: OrganizationalUnit, lang_query: str) -> dict[str, Any]:
    """Masthead and doors of one unit or government."""
    doors = {
        "feedback_url": reverse("public:complaint-create", args=[unit.slug]) + lang_query,
        "results_url": reverse("public:results", args=[unit.slug]) + lang_query,
        "track_url": reverse("public:track") + lang_query,
    }
    if unit.is_service_unit and not unit.is_closed(today()):
        doors["survey_url"] = reverse("public:survey", args=[unit.slug]) + lang_query
    return {
        "unit": unit,
        "government": government,
        "government_name": government.name,
        "unit_name": "" if unit.is_government else unit.name,
        "unit_url": reverse("public:unit", args=[unit.slug]) + lang_query,
        "doors": doors,
    }


def public_unit(slug: str) -> OrganizationalUnit:
    """The government or service unit at a public address; 404 for any other."""
    unit = get_object_or_404(OrganizationalUnit, slug=slug)
    if not (unit.is_government or unit.is_service_unit):
        raise Http404
    return unit


def moved_page(request: HttpRequest, unit: OrganizationalUnit, goal: str) -> HttpResponse:
    """In place of a page of a closed unit: where its work is done now. `goal` names the address to go on to, of each
    unit that took it over and serves citizens."""
    context = page_context(request)
    lang_query = context["lang_query"]
    context.update(unit_context(unit, unit.government, lang_query))
    # The forms of a closed unit are no way on; its results stay.
    context["doors"] = None
    context["moved_to"] = [
        {"name": each.name, "url": reverse(goal, args=[each.slug]) + lang_query} for each in receivers_of(unit)
    ]
    context["results_url"] = reverse("public:results", args=[unit.slug]) + lang_query
    context["government_url"] = reverse("public:unit", args=[unit.government.slug]) + lang_query
    # Perhaps something was sent too late: that address can't be opened as a page.
    context["language_links"] = language_links(request, reverse(goal, args=[unit.slug]))
    return render_public(request, "surveys/public_unit_moved.html", context)


def receivers_of(unit: OrganizationalUnit) -> list[OrganizationalUnit]:
    """The units that serve citizens in place of a closed one."""
    return [each for each in open_successors(unit, today()) if each.is_service_unit]


# --- Rendered pages kept for a minute ---------------------------------------------------------------------------------


Content = TypeVar("Content")


@dataclass(frozen=True)
class _Kept(Generic[Content]):
    until: float
    content: Content


class PageCache(Generic[Content]):
    """Rendered pages (and what they are made of) of this process. A shared cache would cost a network round trip, as
    much as the page's query.

    Not used while developing, where templates change.
    """

    def __init__(self, *, seconds: float, entries: int) -> None:
        self.seconds = seconds
        self.entries = entries
        self._pages: OrderedDict[tuple[Any, ...], _Kept[Content]] = OrderedDict()
        self._lock = Lock()

    def get_or_build(self, key: tuple[Any, ...], build: Callable[[], Content]) -> Content:
        if settings.DEBUG:
            return build()
        kept = self._pages.get(key)
        if kept is not None and kept.until > time.monotonic():
            return kept.content
        content = build()
        with self._lock:
            self._pages[key] = _Kept(time.monotonic() + self.seconds, content)
            self._pages.move_to_end(key)
            while len(self._pages) > self.entries:
                self._pages.popitem(last=False)
        return content

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()


def _is_foreign(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != "null" and urlsplit(origin).netloc != request.get_host()
