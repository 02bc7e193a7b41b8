"""Field changes of one object, read from the history that database triggers write."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

# Kept by the machine; they say nothing about what a person changed. Encrypted columns are shown only as changed.
UNINTERESTING = frozenset(
    {"updated_at", "created_at", "version", "search_name", "rank_order", "nik_hash", "path", "depth", "numchild"}
)
SECRET = frozenset({"nik_encrypted", "contact_encrypted", "pin_hash"})


@dataclass(frozen=True)
class FieldChange:
    """One field of one write. `old` and `new` are what is stored; both are None for a secret field."""

    at: datetime.datetime
    label: str
    field: str
    old: Any
    new: Any
    user_id: int | None
    request_id: str
    reason: str
    is_secret: bool = False


def changes_of(object_kind: str, object_id: str, *, request_id: str = "") -> Iterator[FieldChange]:
    """Changes to one object, oldest first; only those of one request if `request_id` is given."""
    try:
        model = apps.get_model(object_kind)
    except (LookupError, ValueError):
        return
    history = getattr(model, "pgh_event_model", None)
    if history is None:
        return
    fields = [field for field in model._meta.concrete_fields if field.attname not in UNINTERESTING]
    known = {field.attname for field in history._meta.concrete_fields}
    before: models.Model | None = None
    for row in history.objects.filter(pgh_obj_id=object_id).order_by("pgh_created_at", "pgh_id"):
        context = row.pgh_context or {}
        if not request_id or context.get("request") == request_id:
            for field in fields:
                if field.attname not in known or field.primary_key:
                    continue
                old = getattr(before, field.attname) if before is not None else None
                new = getattr(row, field.attname)
                if old == new or (before is None and new in (None, "")):
                    continue
                secret = field.attname in SECRET
                yield FieldChange(
                    at=row.pgh_created_at,
                    label=str(field.verbose_name),
                    field=field.name,
                    old=None if secret else _readable(field, old),
                    new=None if secret else _readable(field, new),
                    user_id=context.get("user"),
                    request_id=context.get("request", ""),
                    reason=context.get("reason", ""),
                    is_secret=secret,
                )
        before = row


def _readable(field: models.Field[Any, Any], value: Any) -> Any:
    """The label of a choice; the value itself otherwise."""
    return dict(field.flatchoices).get(value, value) if field.choices else value
