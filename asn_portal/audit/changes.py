"""Field changes of one object, read from the history that database triggers write."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.registry import choice_of_data, label_of_data, model_of_data

# Kept by the machine; they say nothing about what a person changed.
UNINTERESTING = frozenset(
    {"updated_at", "created_at", "version", "search_name", "rank_order", "path", "depth", "numchild"}
)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Encrypted columns are shown only as changed; their keyed hash says the same once more.
SECRET_ENDING, HASH_ENDING = "_encrypted", "_hash"


@dataclass(frozen=True)
class FieldChange:
    """One field of one write. `old` and `new` are what is stored; both are None for a secret field."""

    at: dt.datetime
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
    fields = [field for field in model._meta.concrete_fields if not _is_uninteresting(field.attname)]
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
                secret = field.attname.endswith(SECRET_ENDING)
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


def data_of(event: Any) -> list[tuple[str, Any]]:
    """What the event carries beside its object, as (label, value) in words."""
    try:
        model = apps.get_model(event.object_kind) if event.object_kind else None
    except (LookupError, ValueError):
        model = None
    return [(label_of_data(key), _told(model, key, value)) for key, value in sorted(event.data.items())]


def _told(model: type[models.Model] | None, key: str, value: Any) -> Any:
    """Values of the object's own fields as those say them; lists and mappings as lines of text."""
    if isinstance(value, dict):
        return "; ".join(f"{label_of_data(str(name))}: {_told(model, str(name), each)}" for name, each in value.items())
    if isinstance(value, list):
        if key == "fields" and model is not None:
            return ", ".join(_label_of_field(model, str(name)) for name in value)
        return ", ".join(str(_told(model, key, each)) for each in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        field = model._meta.get_field(key) if model is not None else None
    except FieldDoesNotExist:
        field = None
    if isinstance(field, models.Field):
        return _readable(field, value)
    if isinstance(value, int) and (label := model_of_data(key)):
        return str(apps.get_model(label)._base_manager.filter(pk=value).first() or value)
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        with contextlib.suppress(ValueError):
            return formats.date_format(dt.date.fromisoformat(value))
    return choice_of_data(key, value) if isinstance(value, str) else value


def _is_uninteresting(name: str) -> bool:
    return name in UNINTERESTING or name.endswith(HASH_ENDING)


def _label_of_field(model: type[models.Model], name: str) -> str:
    for stored in (name, f"{name}_encrypted"):
        with contextlib.suppress(FieldDoesNotExist):
            return str(getattr(model._meta.get_field(stored), "verbose_name", name))
    return label_of_data(name)


def _readable(field: models.Field[Any, Any], value: Any) -> Any:
    """The label of a choice, the name of what a key points to, a period as its days; the value itself otherwise."""
    if value is None:
        return None
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        target = field.related_model._base_manager.filter(**{field.target_field.attname: value}).first()
        return str(target) if target is not None else value
    if isinstance(value, DateRange):
        return _("%(start)s to %(stop)s") % {
            "start": formats.date_format(value.lower) if value.lower else "…",
            "stop": formats.date_format(value.upper - dt.timedelta(days=1)) if value.upper else "…",
        }
    return formats.localize(value) if isinstance(value, dt.date | dt.datetime) else value
