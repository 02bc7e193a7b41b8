"""The kinds of notifications, named for people who choose which of them come by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NotificationKind:
    name: str
    label: Any
    # Whether it comes by mail until the person says otherwise; what `notify(email=…)` says weighs more.
    email: bool = True


_kinds: dict[str, NotificationKind] = {}


def register_kind(name: str, *, label: Any, email: bool = True) -> None:
    """Called from an app's `ready()`; `name` is "app.event"."""
    _kinds[name] = NotificationKind(name, label, email)


def all_kinds() -> list[NotificationKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def label_of(name: str) -> str:
    return str(_kinds[name].label) if name in _kinds else name
