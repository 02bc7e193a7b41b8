"""Conventions, held by tests (see CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.template.loader import get_template

ROOT = settings.BASE_DIR
APPS = ["asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"]
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWERS = {"utils.py", "helpers.py", "common.py", "misc.py"}
OWN_MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_no_module_is_a_drawer():
    assert [name for name in names(SOURCES) if Path(name).name in DRAWERS] == []


def test_no_module_is_empty_for_later():
    assert [
        str(path.relative_to(ROOT)) for path in SOURCES if path.name != "__init__.py" and not path.read_text().strip()
    ] == []


def test_modules_stay_small():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}

    assert {name: lines for name, lines in long.items() if lines > 450} == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_template_has_nothing_inline(path):
    text = path.read_text()

    if path.parts[len(ROOT.parts) + 1] not in {"pdf", "email"}:
        assert re.findall(r"<style[\s>]|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []


@pytest.mark.parametrize("model", [m for m in OWN_MODELS if not m._meta.proxy], ids=lambda model: model._meta.label)
def test_browsable_model_knows_who_may_see_it(model):
    """A model with an address of its own answers `visible_to(user)`."""
    if hasattr(model, "get_absolute_url"):
        assert hasattr(model._default_manager.all(), "visible_to")


def test_every_migration_has_a_meaningful_name():
    auto = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("migrations/*.py")
        if re.search(r"_auto_\d|_alter_.*_and_more|_and_more", path.name)
    ]

    assert auto == []


def test_services_name_their_actor():
    """Every public function of a services module takes keyword-only arguments; those that record an event take `by`."""
    wrong = []
    for app in APPS[1:]:
        for path in [*(ROOT / app).glob("services.py"), *(ROOT / app / "services").glob("*.py")]:
            for node in ast.parse(path.read_text()).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                records = any(isinstance(n, ast.Name) and n.id == "record_event" for n in ast.walk(node))
                if records and "by" not in {argument.arg for argument in node.args.kwonlyargs}:
                    wrong.append(f"{path.relative_to(ROOT)}: {node.name}")

    assert wrong == []


def test_own_tables_keep_history_or_say_why_not():
    """Domain models are tracked by database triggers. What is not tracked stands here with its reason."""
    untracked = {
        model._meta.label
        for model in OWN_MODELS
        if not model._meta.proxy
        and not hasattr(model, "pgh_event_model")
        and not hasattr(model, "pgh_tracked_model")
        and not model._meta.auto_created
    }

    assert untracked == UNTRACKED.keys()


# Rows that are only added, or belong to the machine.
UNTRACKED: dict[str, str] = {
    "audit.Event": "is itself the trail; rows are only added",
    "audit.RecordView": "is itself the trail; rows are only added",
    "employees.StaffImport": "working material; its steps are business events",
    "employees.StaffImportRow": "working material, removed after a week; the records it changes are tracked",
    "employees.StaffImportMapping": "a remembered suggestion",
}


def test_translations_are_complete(tmp_path):
    """Extract every message anew and find each translated, with its placeholders kept."""
    subprocess.run(
        ["make", "--silent", "messages-check", f"OUT={tmp_path}"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wanted = polib.pofile(str(tmp_path / "django.pot"))
    catalogue = {
        (entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(ROOT / "locale/id/LC_MESSAGES/django.po"))
    }

    missing, broken = [], []
    for entry in wanted:
        found = catalogue.get((entry.msgctxt, entry.msgid))
        texts = [] if found is None else [found.msgstr, *found.msgstr_plural.values()]
        texts = [text for text in texts if text]
        if found is None or not texts or found.fuzzy:
            missing.append(entry.msgid)
            continue
        placeholders = set(re.findall(r"%\(\w+\)[sd]", entry.msgid_plural or entry.msgid))
        broken += [text for text in texts if not set(re.findall(r"%\(\w+\)[sd]", text)) <= placeholders]

    assert missing == []
    assert broken == []


def test_models_use_protect_or_say_why():
    """Deleting is rare: a cascade between our own tables is a decision, and stands here with its reason."""
    cascades = {
        f"{model._meta.label}.{field.name}"
        for model in OWN_MODELS
        for field in model._meta.concrete_fields
        if not hasattr(model, "pgh_tracked_model")
        and getattr(field.remote_field, "on_delete", None) is models.CASCADE
        and field.remote_field.parent_link is False
    }

    assert cascades == CASCADES.keys()


CASCADES: dict[str, str] = {
    "employees.StaffImportRow.staff_import": "rows are working material of their import",
    "employees.StaffImportMapping.government": "a suggestion means nothing without its government",
}
