"""What the portal's addresses lead to, for tests that walk all of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

from asn_portal.listing.views import PortalListView


def list_views(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, type[PortalListView]]]:
    """Name and view of every list whose address has no arguments."""
    for entry in (resolver or get_resolver("asn_portal.urls")).url_patterns:
        if isinstance(entry, URLResolver):
            yield from list_views(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            view = getattr(entry.callback, "view_class", None)
            if isinstance(view, type) and issubclass(view, PortalListView) and not entry.pattern.converters:
                yield f"{namespace}{entry.name}", view
