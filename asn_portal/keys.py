"""Primary keys and tokens as browsers send them: text that anybody may have changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

LARGEST = 2**63 - 1
NO_EDIT = -1
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def read_key(text: object) -> int | None:
    """The primary key that `text` writes; None for anything that no row can have."""
    written = str(text)
    if not (written.isascii() and written.isdigit() and len(written) < 20):
        return None
    number = int(written)
    return number if number <= LARGEST else None


def read_keys(texts: Iterable[object]) -> set[int]:
    return {key for text in texts if (key := read_key(text)) is not None}


def read_edit(text: object) -> int:
    """The number of the version that a page showed; NO_EDIT, which no row has, for anything else. A missing or garbled
    number is thus refused like an old one; None, for any version, is said by services only."""
    key = read_key(text)
    return NO_EDIT if key is None else key


def read_token(text: str) -> str:
    """A key or stamp that our own pages made (letters, digits, - and _; at most 64); "" for anything else, which is the
    stamp of nothing that was sent: like a number it is refused as an old one."""
    return text if TOKEN.fullmatch(text) else ""
