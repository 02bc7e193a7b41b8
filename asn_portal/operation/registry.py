"""What the operator's page shows of parts that the frame does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_privileged: list[Callable[[], Iterable[Any]]] = []


def register_privileged_accounts(accounts: Callable[[], Iterable[Any]]) -> None:
    """`accounts()` returns the active users who hold a role that needs a second factor today."""
    _privileged.append(accounts)


def privileged_accounts() -> list[Any]:
    return sorted({user for accounts in _privileged for user in accounts()}, key=lambda user: user.name)
