"""The chain of a selection's events, and a tree over them (Merkle tree hash of RFC 6962 §2.1, SHA-256).

An entry's hash covers its text and the hash before it, so a change breaks every later one. The same hash is the entry's
leaf in the tree, whose root is published: a short path from a leaf to the root proves that the entry was there.
careers/proof_verifier.py checks all of this again without a line of this module.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# What stands before the first entry.
GENESIS = "0" * 64
# RFC 6962 §2.1: a leaf can't pass for a node, nor a node for a leaf.
LEAF, NODE = b"\x00", b"\x01"


class NotCanonical(ValueError):
    """A value that has no single spelling in JSON."""


def canonical(value: Any) -> bytes:
    """The one spelling of `value`: UTF-8, keys in order, no spaces, text unescaped.

    Text, integers, booleans, None, lists and dictionaries with text keys; decimals are written as text by the caller.
    Raises NotCanonical for floats, other types and half a surrogate pair.
    """
    _check(value)
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise NotCanonical("The text has signs that UTF-8 can't write, or is nested too deeply.") from error


def _check(value: Any) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, list | tuple):
        for each in value:
            _check(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"Keys are text; {key!r} is not.")
            _check(each)
    else:
        raise NotCanonical(f"{value!r} has no single spelling in JSON. Write it as text.")


@dataclass(frozen=True)
class Entry:
    """One event of a selection; `at` in UTC, `previous` the hash of the entry before."""

    selection: str
    sequence: int
    kind: str
    at: datetime.datetime
    payload: Mapping[str, Any]
    previous: str

    def body(self) -> dict[str, Any]:
        return {
            "at": moment_text(self.at),
            "kind": self.kind,
            "payload": dict(self.payload),
            "previous": self.previous,
            "selection": self.selection,
            "sequence": self.sequence,
        }

    @property
    def hash(self) -> str:
        return leaf_hash(canonical(self.body())).hex()

    def line(self) -> bytes:
        """The entry as a line of a bundle, without the line's end."""
        return canonical({**self.body(), "hash": self.hash})


def moment_text(moment: datetime.datetime) -> str:
    """`2026-11-23T02:03:04.000005Z`. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


class Tree:
    """A Merkle tree over leaf hashes, kept level by level, so that many proofs cost one building."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = list(leaves)
        self.levels = [level]
        while len(level) > 1:
            pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
            # One left over climbs as it is: this gives the tree of RFC 6962, whose left half is a full one.
            level = pairs + level[len(level) - len(level) % 2 :]
            self.levels.append(level)

    @property
    def size(self) -> int:
        return len(self.levels[0])

    @property
    def root(self) -> bytes:
        return self.levels[-1][0] if self.size else hashlib.sha256(b"").digest()

    def proof(self, index: int) -> list[bytes]:
        """The neighbours from the leaf `index` (from 0) up to the root. Raises ValueError for a leaf not there."""
        if not 0 <= index < self.size:
            raise ValueError(f"There is no leaf {index}; the tree has {self.size}.")
        path = []
        for level in self.levels[:-1]:
            if index ^ 1 < len(level):
                path.append(level[index ^ 1])
            index //= 2
        return path


class Peaks:
    """The tree as it grows: only the roots of the full trees inside, from the left; an entry costs log n hashes."""

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size, self.roots = size, list(roots)

    def add(self, leaf: bytes) -> None:
        size, node = self.size, leaf
        while size % 2:
            node = node_hash(self.roots.pop(), node)
            size //= 2
        self.roots.append(node)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.roots:
            return hashlib.sha256(b"").digest()
        *others, node = self.roots
        for left in reversed(others):
            node = node_hash(left, node)
        return node


def root_of_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that `proof` leads to (RFC 9162 §2.1.3.2). Raises ValueError when it is too long or too short."""
    if not 0 <= index < size:
        raise ValueError(f"There is no leaf {index} in a tree of {size}.")
    position, last, root = index, size - 1, leaf
    for neighbour in proof:
        if last == 0:
            raise ValueError("The proof is too long.")
        if position % 2 or position == last:
            root = node_hash(neighbour, root)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            root = node_hash(root, neighbour)
        position, last = position // 2, last // 2
    if last:
        raise ValueError("The proof is too short.")
    return root


def first_broken(entries: Iterable[Mapping[str, Any]]) -> int | None:
    """The sequence (from 1) of the first entry that doesn't follow from the one before; None when all do.

    Entries are read as `Entry.line` writes them.
    """
    previous = GENESIS
    for expected, entry in enumerate(entries, start=1):
        body = {key: value for key, value in entry.items() if key != "hash"}
        if (
            entry.get("sequence") != expected
            or entry.get("previous") != previous
            or entry.get("hash") != leaf_hash(canonical(body)).hex()
        ):
            return expected
        previous = str(entry["hash"])
    return None
