"""Which topics the words of a text point to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key")
# Shorter words ("di", "ke") would point everywhere.
SHORTEST_WORD = 3


def suggest_topics(text: str, keywords: Mapping[Key, str]) -> list[Key]:
    """The keys whose keywords stand in the text, those with most hits first, else in the order given.

    `keywords` are words or short phrases with commas between them. A keyword is found at the beginning of a word, in
    any case and without accents ("antre" finds "Antrean"); of a phrase each word in its order.
    """
    said = f" {_plain(text)}"
    found = []
    for position, (key, listed) in enumerate(keywords.items()):
        words = {word for word in map(_plain, listed.split(",")) if len(word) >= SHORTEST_WORD}
        hits = sum(_count(said, word) for word in words)
        if hits:
            found.append((-hits, position, key))
    return [key for _hits, _position, key in sorted(found, key=lambda each: each[:2])]


def parse_keywords(text: str) -> str:
    """What somebody typed, tidied: single spaces, one comma and a space between the words, each once."""
    words = (" ".join(word.split()) for word in re.split(r"[,;\n]", text))
    return ", ".join(dict.fromkeys(word for word in words if word))


def _count(said: str, phrase: str) -> int:
    pattern = r"\S* ".join(re.escape(word) for word in phrase.split())
    return len(re.findall(rf" {pattern}", said))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(each for each in letters if not unicodedata.combining(each))))


def add_counts(counts: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Sums by key, largest first, then in the order of their first appearance."""
    sums: dict[Key, int] = {}
    for key, count in counts:
        sums[key] = sums.get(key, 0) + count
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
