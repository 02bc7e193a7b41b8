"""Words for the kinds of events and objects. Apps register theirs; an unregistered kind shows its code."""

from __future__ import annotations

from typing import Any

from django.apps import apps

_labels: dict[str, Any] = {}


def register_event_labels(labels: dict[str, Any]) -> None:
    """`{"training.registration_approved": _("Registration approved"), "view.profile": _("Profile")}`; in `ready()`."""
    _labels.update(labels)


def label_of_event(kind: str) -> str:
    return str(_labels.get(kind, kind))


def event_choices() -> list[tuple[str, str]]:
    """Every known kind of event with its label, sorted by label."""
    return sorted(
        ((kind, str(label)) for kind, label in _labels.items() if not kind.startswith("view.")), key=lambda c: c[1]
    )


def label_of_kind(object_kind: str) -> str:
    """The name of a model, e.g. "employee" for "employees.employee"."""
    try:
        return str(apps.get_model(object_kind)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return object_kind
