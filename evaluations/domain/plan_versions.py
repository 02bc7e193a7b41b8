"""Versions of a performance plan: which parts go on from one to the next, and what differs between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Part:
    """A part of a plan in words. `key` is the same in every version, `fields` are pairs (name, text)."""

    key: str
    title: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Difference:
    """`field` is "" where a whole part came or went; then only one of `before` and `after` is given."""

    kind: DifferenceKind
    title: str
    field: str = ""
    before: str = ""
    after: str = ""


def differences(before: Sequence[Part], after: Sequence[Part]) -> list[Difference]:
    """What changed, in the order of the newer version; what was removed follows. The order of parts is no change.

    Raises ValueError when a version names one key twice.
    """
    old, new = _by_key(before), _by_key(after)
    found = []
    for part in after:
        earlier = old.get(part.key)
        if earlier is None:
            found.append(Difference(DifferenceKind.ADDED, part.title, after=_text(part)))
            continue
        was, now = dict(earlier.fields), dict(part.fields)
        names = [*now, *(name for name in was if name not in now)]
        found += [
            Difference(DifferenceKind.CHANGED, part.title, name, was.get(name, ""), now.get(name, ""))
            for name in names
            # A browser sends other ends of lines than what a plan began with.
            if was.get(name, "").splitlines() != now.get(name, "").splitlines()
        ]
    found += [
        Difference(DifferenceKind.REMOVED, part.title, before=_text(part)) for part in before if part.key not in new
    ]
    return found


def origins(same_as: Mapping[int, int | None]) -> dict[int, int]:
    """The first version of each result: `same_as` maps a result to itself one version before. A predecessor that is
    not in the mapping counts as the first. Raises ValueError on a circle."""
    found: dict[int, int] = {}
    for result in same_as:
        way, place = [], result
        while place not in found:
            if place in way:
                raise ValueError("A result can't be its own earlier version.")
            way.append(place)
            before = same_as.get(place)
            if before is None:
                found[place] = place
            else:
                place = before
        for each in way:
            found[each] = found[place]
    return found


def _by_key(parts: Sequence[Part]) -> dict[str, Part]:
    found = {part.key: part for part in parts}
    if len(found) != len(parts):
        raise ValueError("Each part of a plan has a key of its own.")
    return found


def _text(part: Part) -> str:
    return " · ".join(text for _name, text in part.fields if text)
