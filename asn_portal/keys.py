"""Primary keys and tokens as browsers send them: text that anybody may have changed."""

from __future__ import annotations

import re
from collections.abc import Iterable

LARGEST = 2**63 - 1
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


def read_token(text: str) -> str:
    """A key that our own pages made (letters, digits, - and _; at most 64); "" for anything else."""
    return text if TOKEN.fullmatch(text) else ""
