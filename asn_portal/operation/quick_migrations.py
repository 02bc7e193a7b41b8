"""Triggers enter the state of migrations without drawing up all models anew.

For each trigger that a migration adds or removes, django-pgtrigger reloads its model, and with it every model that is
related to it, directly or not. What the reload would bring, the option `triggers` of a class made for the migration,
no operation reads: they look at the state. On a fresh database that was two thirds of the time.

In the same way a new model, and one that gets a relation, makes Django draw up everything that is related to it however
far. Here a new model is drawn up alone and a changed one with its neighbours; the state is marked as delayed, as Django
does for plain fields, so that code of a migration (RunPython) still gets all models afresh.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def install() -> None:
    AddTrigger.state_forwards = _add
    RemoveTrigger.state_forwards = _remove
    ProjectState.add_model = _add_model
    ProjectState.reload_model = _reload_model


def _add(operation: Any, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name_lower].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]


def _remove(operation: Any, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name_lower].options
    options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != operation.name]


def _add_model(state: ProjectState, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # hasattr would draw them up
        state.is_delayed = True
        state.apps.render_multiple([model])


def _reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = True) -> None:
    state.reload_models([(app_label, model_name)], delay=True)
