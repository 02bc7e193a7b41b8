"""Words for the kinds of events and objects. Apps register theirs; an unregistered kind shows its code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps

_labels: dict[str, Any] = {}
_data_labels: dict[str, Any] = {}
_data_choices: dict[str, dict[str, Any]] = {}
_kind_labels: dict[str, Any] = {}
_data_models: dict[str, str] = {"user": "accounts.user"}
_unit_filters: list[Callable[[], Any]] = []


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


def register_data_labels(labels: dict[str, Any]) -> None:
    """Words for what events carry beside the object, e.g. `{"rows": _("rows")}`; in `ready()`."""
    _data_labels.update(labels)


def register_data_models(models: dict[str, str]) -> None:
    """Keys of events' data that hold the primary key of something, e.g. `{"employee": "employees.employee"}`."""
    _data_models.update(models)


def register_data_choices(choices: dict[str, list[tuple[str, Any]]]) -> None:
    """Keys of events' data that hold a stored choice, e.g. `{"report_kind": ComplaintKind.choices}`."""
    _data_choices.update({key: dict(pairs) for key, pairs in choices.items()})


def choice_of_data(key: str, value: str) -> str:
    """The label of a stored choice; anything else as it is."""
    return str(_data_choices.get(key, {}).get(value, value))


def register_kind_labels(labels: dict[str, Any]) -> None:
    """Words for models that have no name for people, e.g. `{"documents.document": _("document")}`; in `ready()`."""
    _kind_labels.update(labels)


def model_of_data(key: str) -> str:
    """ "app.model", or "" for a key that holds a plain value."""
    return _data_models.get(key, "")


def label_of_data(key: str) -> str:
    return str(_data_labels.get(key, key.replace("_", " "))).capitalize()


def register_unit_filter(make: Callable[[], Any]) -> None:
    """`make` returns the filter by unit over `unit_path`; the app that keeps the units has one."""
    _unit_filters[:] = [make]


def unit_filter() -> Any:
    """A new filter by unit; None before an app brought one."""
    return _unit_filters[0]() if _unit_filters else None


def label_of_kind(object_kind: str) -> str:
    """The name of a model, e.g. "employee" for "employees.employee"."""
    if object_kind in _kind_labels:
        return str(_kind_labels[object_kind]).capitalize()
    try:
        return str(apps.get_model(object_kind)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return object_kind
