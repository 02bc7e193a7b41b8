"""Papers: which items a candidate gets, in which order. The same seed gives the same paper on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

# So often a paper that equals an earlier one is drawn again; then there are too few items for so many different ones.
TRIES = 20


@dataclass(frozen=True)
class PoolItem:
    """An approved item. `options` is how many there are to shuffle, 0 where their order is fixed."""

    key: int
    subject: str
    level: str
    kind: str
    options: int = 0


@dataclass(frozen=True)
class BlueprintPart:
    """So many items of a subject and level, each worth `points`. An empty level or kind takes any."""

    subject: str
    count: int
    points: Decimal
    level: str = ""
    kind: str = ""

    def takes(self, item: PoolItem) -> bool:
        return item.subject == self.subject and self.level in {"", item.level} and self.kind in {"", item.kind}


@dataclass(frozen=True)
class DrawnItem:
    """`order` are the places of the options as the candidate sees them; empty where nothing is shuffled."""

    key: int
    points: Decimal
    order: tuple[int, ...]


@dataclass(frozen=True)
class Shortage:
    """The part, counted from 0, for which there are only `available` items that no earlier part has taken."""

    part: int
    wanted: int
    available: int


class NotEnoughItems(ValueError):
    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__("The bank has too few approved items for this blueprint.")
        self.shortages = tuple(shortages)


def shortages(parts: Sequence[BlueprintPart], pool: Sequence[PoolItem]) -> list[Shortage]:
    """Parts that can't be filled for sure. Narrow parts choose first, so that a part that takes any level doesn't use
    up what only another one needs."""
    left = {item.key: item for item in pool}
    found = []
    for number in _narrow_first(parts):
        part = parts[number]
        fitting = [key for key, item in left.items() if part.takes(item)]
        if len(fitting) < part.count:
            found.append(Shortage(number, part.count, len(fitting)))
        for key in fitting[: part.count]:
            del left[key]
    return sorted(found, key=lambda shortage: shortage.part)


def draw_paper(parts: Sequence[BlueprintPart], pool: Sequence[PoolItem], seed: str) -> tuple[DrawnItem, ...]:
    """The paper of `seed`: each part's items without repetition, all items and their options in an order of its own.

    Raises NotEnoughItems.
    """
    missing = shortages(parts, pool)
    if missing:
        raise NotEnoughItems(missing)
    left = {item.key: item for item in pool}
    drawn = []
    for number in _narrow_first(parts):
        part = parts[number]
        fitting = sorted(
            (key for key, item in left.items() if part.takes(item)), key=lambda key: _rank(seed, "item", key)
        )
        for key in fitting[: part.count]:
            item = left.pop(key)
            order = tuple(sorted(range(item.options), key=lambda place: _rank(seed, f"option {item.key}", place)))
            drawn.append(DrawnItem(key, part.points, order))
    return tuple(sorted(drawn, key=lambda item: _rank(seed, "order", item.key)))


def draw_papers(
    parts: Sequence[BlueprintPart], pool: Sequence[PoolItem], seeds: Mapping[int, str]
) -> dict[int, tuple[DrawnItem, ...]]:
    """A paper for each candidate (key → seed), no two alike as long as the items allow it."""
    taken: set[str] = set()
    papers = {}
    for candidate, seed in seeds.items():
        for attempt in range(TRIES):
            paper = draw_paper(parts, pool, seed if attempt == 0 else f"{seed}/{attempt}")
            if fingerprint(paper) not in taken:
                break
        taken.add(fingerprint(paper))
        papers[candidate] = paper
    return papers


def fingerprint(paper: Sequence[DrawnItem]) -> str:
    """Two papers are alike exactly when this is."""
    text = ";".join(f"{item.key}:{','.join(map(str, item.order))}:{item.points.normalize():f}" for item in paper)
    return hashlib.sha256(text.encode()).hexdigest()


def _narrow_first(parts: Sequence[BlueprintPart]) -> list[int]:
    return sorted(range(len(parts)), key=lambda number: ((not parts[number].level) + (not parts[number].kind), number))


def _rank(seed: str, what: str, key: int) -> bytes:
    return hashlib.sha256(f"{seed}|{what}|{key}".encode()).digest()
