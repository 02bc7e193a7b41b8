"""Each check of `make lint` and of the consistency tests fails when its rule is broken, shown on a broken copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
BIN = Path(sys.executable).parent


def run(*command: str, cwd: Path) -> tuple[int, str]:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path):
    """The rules of this project, and nothing of its code."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def write(project: Path, **files: str) -> None:
    for name, text in files.items():
        path = project / name.replace("__", "/").replace("_py", ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for folder in path.relative_to(project).parents:
            (project / folder / "__init__.py").touch()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("import os\n", "F401"),
        ("import datetime\n\nprint(datetime.datetime.now())\n", "DTZ005"),
        ("eval(input())\n", "S307"),
        ("value = 1\n# value = 2\n", "ERA001"),
    ],
)
def test_ruff_bites(project, text, rule):
    (project / "module.py").write_text(text)

    status, said = run("ruff", "check", "--no-cache", "module.py", cwd=project)

    assert status == 1
    assert rule in said


def test_format_bites(project):
    (project / "module.py").write_text("value = {'a':1}\n")

    status, said = run("ruff", "format", "--check", "--no-cache", "module.py", cwd=project)

    assert (status, "reformat" in said) == (1, True)


def test_djlint_bites(project):
    (project / "page.html").write_text('<img src="/x.png"><a href="{{url}}">x</a>\n')

    status, said = run("djlint", "--lint", ".", cwd=project)

    assert status == 1
    assert re.search(r"\b[HT]\d{3}\b", said)


def test_mypy_bites(project):
    write(project, employees__domain__rule_py="def double(number):\n    return number * 2\n")

    status, said = run("mypy", "--strict", "--cache-dir", str(project / "cache"), "employees/domain", cwd=project)

    assert status == 1
    assert "no-untyped-def" in said


APPS = ["asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"]


@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [
        ("employees__services_py", "training.models", "Apps import only what stands below them"),
        ("asn_portal__pdf_py", "employees.models", "Apps import only what stands below them"),
        ("training__models_py", "training.services", "Inside an app, imports point one way"),
        ("surveys__services_py", "surveys.views", "Inside an app, imports point one way"),
        ("employees__domain__rule_py", "django.db", "Formulas know no database, clock or settings"),
    ],
)
def test_import_contracts_bite(project, module, imported, contract):
    # Enough of each app for the contracts to find what they name.
    for app in APPS:
        write(project, **{f"{app}__{name}_py": "" for name in ("models", "querysets", "services", "views", "enums")})
        write(project, **{f"{app}__domain__rule_py": ""})
    write(project, employees__dated_rules__rule_py="")
    assert run("lint-imports", "--no-cache", cwd=project)[0] == 0

    write(project, **{module: f"import {imported}\n"})
    status, said = run("lint-imports", "--no-cache", cwd=project)

    assert status == 1
    assert re.search(rf"{re.escape(contract)}.*BROKEN", said)


def test_template_check_bites():
    from django.template import TemplateSyntaxError, engines

    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% if broken %}")


@pytest.mark.django_db
def test_missing_migration_bites(monkeypatch):
    from django.core.management import call_command
    from django.db import models

    from employees.models import Position

    field = models.CharField(max_length=5, default="")
    field.contribute_to_class(Position, "forgotten")
    try:
        with pytest.raises(SystemExit) as ended:
            call_command("makemigrations", "employees", check=True, dry_run=True, verbosity=0)
    finally:
        Position._meta.local_fields.remove(field)
        Position._meta._expire_cache()
        del Position.forgotten

    assert ended.value.code == 1
