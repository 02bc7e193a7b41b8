"""Who may download which kind of file. The apps that own the records say so in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any, Any], bool]
Copy = Callable[[Any, Any], bytes | None]

_rules: dict[str, Rule] = {}
_copies: dict[str, Copy] = {}


def register_document_rule(kind: str, rule: Rule) -> None:
    """`rule(user, document)` alone decides about documents of `kind`; the uploader has no extra right."""
    _rules[kind] = rule


def register_reader_copy(kind: str, copy: Copy) -> None:
    """`copy(user, document)` is what this reader gets in place of a stored file of `kind`; None: the file itself. It
    raises DomainError when the reader can't have it."""
    _copies[kind] = copy


def reader_copy(user: Any, document: Any) -> bytes | None:
    copy = _copies.get(document.kind)
    return None if copy is None else copy(user, document)


def may_download(user: Any, document: Any) -> bool:
    """Without a registered rule only the person who uploaded the file may have it."""
    if not user.is_authenticated:
        return False
    rule = _rules.get(document.kind)
    if rule is None:
        return document.created_by_id is not None and document.created_by_id == user.pk
    return bool(rule(user, document))
