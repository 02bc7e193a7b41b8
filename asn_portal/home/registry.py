"""What stands on the first page. Apps register their parts in `ready()`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class ActionItem:
    """Something that waits for this person; `url` is where they do it, `since` how long it waits (None = not dated),
    `state` explains it in a few words, `tone` says how urgent it is."""

    title: Any
    url: str
    since: dt.datetime | dt.date | None
    count: int = 1
    state: Any = ""
    tone: str = ""


@dataclass(frozen=True)
class FollowItem:
    """Something whose course this person follows; `detail` is its present state."""

    title: Any
    url: str
    detail: Any = ""
    tone: str = "neutral"


_actions: list[Callable[[Any], Iterable[ActionItem]]] = []
_following: list[Callable[[Any], Iterable[FollowItem]]] = []
_guests: list[Callable[[Any], bool]] = []


def register_actions(provider: Callable[[Any], Iterable[ActionItem]]) -> None:
    """`provider(user)` gives what waits for the user, in a few summarised rows ("approve 4 registrations")."""
    if provider not in _actions:
        _actions.append(provider)


def register_following(provider: Callable[[Any], Iterable[FollowItem]]) -> None:
    if provider not in _following:
        _following.append(provider)


def register_guest(test: Callable[[Any], bool]) -> None:
    """`test(user)`: somebody who belongs here without a role or staff record, such as a partner institution."""
    if test not in _guests:
        _guests.append(test)


def is_guest(user: Any) -> bool:
    return any(test(user) for test in _guests)


def actions_for(user: Any) -> list[ActionItem]:
    """What waits for the user, oldest first; undated things stand last."""
    return sorted((item for provider in _actions for item in provider(user)), key=_age)


def following_for(user: Any) -> list[FollowItem]:
    return [item for provider in _following for item in provider(user)]


def _age(item: ActionItem) -> tuple[bool, dt.datetime]:
    since = item.since
    if since is None:
        return True, dt.datetime.max.replace(tzinfo=dt.UTC)
    if not isinstance(since, dt.datetime):
        since = dt.datetime.combine(since, dt.time())
    return False, since if timezone.is_aware(since) else timezone.make_aware(since)
