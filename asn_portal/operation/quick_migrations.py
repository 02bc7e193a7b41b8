"""Triggers enter the state of migrations without drawing up all models anew.

For each trigger that a migration adds or removes, django-pgtrigger reloads its model, and with it every model that is
related to it, directly or not. What the reload would bring, the option `triggers` of a class made for the migration,
no operation reads: they look at the state. On a fresh database that was two thirds of the time.

In the same way every changed model makes Django draw up its neighbours, and one that gets a relation everything that is
related to it however far. The schema editor asks a neighbour for its table and its key at most. So a new model, one
with a new plain field and one with another option is drawn up alone, and a change of what others may point to takes
along those that point to the model. The state is marked as delayed, as Django does for plain fields, so that code of a
migration (RunPython) still gets all models afresh.
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
    _draw_up(state, {key})


def _reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """`delay` is Django's word for "nobody points to what changed"."""
    key = app_label, model_name
    _draw_up(state, {key} if delay else {key, *state.relations[key]})


def _draw_up(state: ProjectState, keys: set[tuple[str, str]]) -> None:
    if "apps" in state.__dict__:  # hasattr would draw them up
        state.is_delayed = True
        state._reload(keys)
