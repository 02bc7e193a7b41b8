"""The signed-in frame: what stands in the navigation follows from the user's scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from asn_portal.access.scope import Scope, scope_of
from asn_portal.accounts.middleware import THEME_COOKIE


@dataclass(frozen=True)
class NavItem:
    """One entry.

    `group` is the heading it stands under; `order` sorts within the whole navigation. `bottom` is its rank on a phone's
    bottom bar, where the four visible ones of the lowest rank stand: what only some roles see comes before what
    everybody has, so each role finds its own daily work there. None keeps it under "More".
    """

    label: Any
    url_name: str
    icon: str
    order: int
    visible: Callable[[Scope], bool]
    group: Any = ""
    bottom: int | None = None


KEPT_NAVIGATIONS = 2000
ON_BOTTOM_BAR = 4

_drawn: dict[tuple[Any, ...], str] = {}
_items: list[NavItem] = []
_unread_count: list[Callable[[Any], int]] = []


def register_navigation(*items: NavItem) -> None:
    """Called from an app's `ready()`."""
    _items.extend(items)
    _items.sort(key=lambda item: item.order)


def register_unread_count(count: Callable[[Any], int]) -> None:
    _unread_count[:] = [count]


class Frame:
    """What the layouts ask for; each answer is computed only when a layout asks, so public pages cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in {"light", "dark"} else "auto"

    @property
    def navigation(self) -> list[dict[str, Any]]:
        """Groups in order: {"label", "items": [{"label", "url", "icon", "is_current", "bottom"}]}."""
        groups: dict[str, dict[str, Any]] = {}
        for entry in self._entries():
            label = str(entry.pop("group"))
            groups.setdefault(label, {"label": label, "items": []})["items"].append(entry)
        return list(groups.values())

    @property
    def drawn_navigation(self) -> str:
        """Both navigations as HTML. Drawn once for people with the same entries in the same place and language: its
        sixty links and icons would cost a third of a signed-in page's fixed time."""
        key = (get_language(), *((entry["url"], entry["is_current"]) for entry in self._entries()))
        if settings.DEBUG or key not in _drawn:
            if len(_drawn) >= KEPT_NAVIGATIONS:
                _drawn.clear()
            _drawn[key] = render_to_string("layouts/_navigation.html", {"frame": self})
        return _drawn[key]

    @property
    def bottom_bar(self) -> list[dict[str, Any]]:
        ranked = [entry for entry in self._entries() if entry["bottom"] is not None]
        return sorted(ranked, key=lambda entry: entry["bottom"])[:ON_BOTTOM_BAR]

    @property
    def is_under_more(self) -> bool:
        """The place we are in stands in the navigation, but not on the bottom bar."""
        on_bar = {entry["url"] for entry in self.bottom_bar}
        return any(entry["is_current"] and entry["url"] not in on_bar for entry in self._entries())

    @cached_property
    def unread_count(self) -> int:
        return _unread_count[0](self.request.user) if _unread_count else 0

    @property
    def sought(self) -> str:
        """What the search box of the top bar holds: on the results what was looked for, elsewhere nothing."""
        return self.request.GET.get("q", "") if self.request.path == _address("search:results") else ""

    @property
    def government_name(self) -> str:
        return scope_of(self.request.user).government_name

    @cached_property
    def error_layout(self) -> str:
        """The layout of a page that says no: people who are signed in keep their navigation.

        It must not fail itself, so the frame is drawn once beforehand.
        """
        public = "layouts/public.html"
        try:
            if not self.request.user.is_authenticated:
                return public
            _frame = self.drawn_navigation, self.unread_count, self.government_name
        # Whatever is away (database, session store, or the middleware that knows the user): the words still come.
        except Exception:
            return public
        return "layouts/page.html"

    def _entries(self) -> list[dict[str, Any]]:
        if not hasattr(self, "_cached_entries"):
            scope = scope_of(self.request.user)
            # A page that belongs elsewhere than its address says may name the address of its place.
            path = getattr(self.request, "place", self.request.path)
            entries = [
                {
                    "label": item.label,
                    "url": _address(item.url_name),
                    "icon": item.icon,
                    "group": item.group,
                    "bottom": item.bottom,
                }
                for item in _items
                if item.visible(scope)
            ]
            # The longest address that the page's own address starts with is the place we are in.
            inside = [entry["url"] for entry in entries if path == entry["url"] or path.startswith(entry["url"])]
            current = max((url for url in inside if url != "/" or path == "/"), key=len, default="")
            self._cached_entries = [{**entry, "is_current": entry["url"] == current} for entry in entries]
        return [dict(entry) for entry in self._cached_entries]


@cache
def _address(url_name: str) -> str:
    """Addresses of places do not change while a process runs."""
    return reverse(url_name)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": Frame(request)}
