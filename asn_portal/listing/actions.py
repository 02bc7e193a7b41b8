"""What a list can do with many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from asn_portal.access.scope import Scope


def _always(_scope: Scope) -> bool:
    return True


@dataclass(frozen=True)
class BulkAction:
    """A button above the table that posts the ticked rows to a BulkActionView."""

    label: Any
    url_name: str
    visible: Callable[[Scope], bool] = _always
    tone: str = "secondary"
    # Keyword arguments of the list's own address that the action's address needs too.
    url_kwargs: tuple[str, ...] = ()

    def url(self, kwargs: Mapping[str, Any]) -> str:
        return reverse(self.url_name, kwargs={name: kwargs[name] for name in self.url_kwargs})
