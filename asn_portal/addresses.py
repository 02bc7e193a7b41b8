"""Addresses of records, for lists that show one in each row."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

# Longer than any key, so that it stands nowhere else in an address.
_SOME_KEY = 10**17


def record_address(view_name: str, key: int) -> str:
    """As `reverse(view_name, args=[key])`, but the way through the tree of addresses is gone once for all records."""
    before, after = _around(view_name)
    return f"{before}{key}{after}"


@cache
def _around(view_name: str) -> tuple[str, str]:
    """Addresses do not change while a process runs."""
    before, _key, after = reverse(view_name, args=[_SOME_KEY]).partition(str(_SOME_KEY))
    return before, after
