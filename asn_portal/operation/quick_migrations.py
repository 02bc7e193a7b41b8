"""Triggers enter the state of migrations without drawing up all models anew.

For each trigger that a migration adds or removes, django-pgtrigger reloads its model, and with it every model that is
related to it, directly or not. What the reload would bring, the option `triggers` of a class made for the migration,
no operation reads: they look at the state. On a fresh database that was two thirds of the time.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def install() -> None:
    AddTrigger.state_forwards = _add
    RemoveTrigger.state_forwards = _remove


def _add(operation: Any, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name_lower].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]


def _remove(operation: Any, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name_lower].options
    options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != operation.name]
