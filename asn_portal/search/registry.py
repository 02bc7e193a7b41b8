"""The kinds of things that can be searched. Apps register theirs in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

# One letter finds everything and helps nobody.
SHORTEST = 2
LONGEST = 100
HITS_PER_KIND = 5


@dataclass(frozen=True)
class SearchHit:
    title: str
    subtitle: str
    url: str


@dataclass(frozen=True)
class SearchKind:
    key: str
    label: Any
    search: Callable[[Any, str, int], Iterable[SearchHit]]
    more: Callable[[str], str | None] | None = None
    order: int = 100


@dataclass(frozen=True)
class SearchGroup:
    """What one kind found. `more_url` leads to its list, with the same text as filter."""

    key: str
    label: str
    hits: list[SearchHit]
    more_url: str


_kinds: dict[str, SearchKind] = {}


def register_search(
    key: str,
    *,
    label: Any,
    search: Callable[[Any, str, int], Iterable[SearchHit]],
    more: Callable[[str], str | None] | None = None,
    order: int = 100,
) -> None:
    """`search(user, text, limit)` returns at most `limit` hits among what `user` may see; `more(text)` is the address
    of the whole list. Lower `order` stands first."""
    _kinds[key] = SearchKind(key, label, search, more, order)


def search_everything(user: Any, text: str, limit: int = HITS_PER_KIND) -> list[SearchGroup]:
    """The groups that found something, in their order. Too short a text finds nothing."""
    text = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if len(text) < SHORTEST:
        return []
    groups = []
    for kind in sorted(_kinds.values(), key=lambda each: each.order):
        # One more than is shown tells whether there are more.
        hits = list(kind.search(user, text, limit + 1))
        if hits:
            more_url = (kind.more(text) or "") if kind.more and len(hits) > limit else ""
            groups.append(SearchGroup(kind.key, str(kind.label), hits[:limit], more_url))
    return groups
