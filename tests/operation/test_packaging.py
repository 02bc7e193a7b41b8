"""The files around the portal say the same thing: settings, .env.example, Makefile, container image, composition."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from dockerfile_parse import DockerfileParser

PROJECT = Path(__file__).resolve().parents[2]
APPS = ["asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"]
FRAME = (
    *("asn_portal/settings.py", "asn_portal/embedded.py", "asn_portal/serve.py", "gunicorn.conf.py"),
    "asn_portal/operation/metrics.py",  # prometheus_client reads its variable before any setting exists
    "asn_portal/operation/backup.py",  # hands the environment on to pg_dump, without PG… variables
)
# Set by the system, by pytest or by our own Makefile; not for an office to choose.
NOT_OURS = {"PATH", "PYTEST_VERSION", "DJANGO_SETTINGS_MODULE"}


def variables_read():
    code = "\n".join((PROJECT / name).read_text() for name in FRAME)
    ways = r"(?:\benv(?:\.\w+)?\(|required\(|environ\.get\(|environ\[)"
    found = re.findall(ways + r'\s*"([A-Z][A-Z0-9_]+)"', code)
    compose = re.findall(r"\$\{([A-Z][A-Z0-9_]+)[:}]", (PROJECT / "docker-compose.yml").read_text())
    return {*found, *compose} - NOT_OURS


def variables_documented():
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def composition():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


def test_env_example_documents_every_variable():
    assert variables_read() == variables_documented()


def test_env_example_explains_each_variable():
    lines = (PROJECT / ".env.example").read_text().splitlines()

    alone = [
        lines[number]
        for number in range(1, len(lines))
        if re.match(r"(# )?[A-Z][A-Z0-9_]+=", lines[number]) and not lines[number - 1].strip()
    ]

    assert alone == []


def test_running_needs_only_locked_packages():
    """What an import finds here may come from the tools of development, which an office does not install."""
    locked = re.findall(r"^([\w.-]+)(?:\[.*?\])?==", (PROJECT / "requirements/base.txt").read_text(), re.MULTILINE)
    known = {normal(name) for name in locked}
    providers = packages_distributions()

    unlocked = {
        f"{package} in {path.relative_to(PROJECT)}"
        for app in APPS
        for path in (PROJECT / app).rglob("*.py")
        for package in packages_imported(path) - {*sys.stdlib_module_names, *APPS}
        if known.isdisjoint(map(normal, providers.get(package, [])))
    }

    assert unlocked == set()


def packages_imported(path):
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    of_modules = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in plain | of_modules}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_environment_is_read_in_the_frame_only():
    """A variable read elsewhere would escape .env.example and the start-up checks."""
    files = [path for app in APPS for path in (PROJECT / app).rglob("*.py")]

    elsewhere = [
        str(path.relative_to(PROJECT))
        for path in files
        if str(path.relative_to(PROJECT)) not in FRAME
        and re.search(
            r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv|\benviron\.Env", path.read_text()
        )
    ]

    assert elsewhere == []


def test_composition_has_the_services(composition):
    assert set(composition["services"]) == {"migrate", "web", "worker", "beat", "postgres", "redis", "proxy"}


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis", "proxy"])
def test_service_is_checked_and_has_no_rights(composition, name):
    service = composition["services"][name]

    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["user"] not in ("root", "0", 0)
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"


def test_only_the_proxy_is_reachable(composition):
    assert {name for name, service in composition["services"].items() if service.get("ports")} == {"proxy"}
    assert composition["networks"]["inside"] == {"internal": True}
    assert composition["services"]["postgres"]["networks"] == ["inside"]
    assert composition["services"]["redis"]["networks"] == ["inside"]


def test_data_lies_in_named_volumes(composition):
    used = [
        volume.partition(":")[0]
        for service in composition["services"].values()
        for volume in service.get("volumes", [])
    ]

    assert set(used) == set(composition["volumes"])
    assert {"postgres", "redis", "media", "beat", "proxy-data", "proxy-config"} == set(used)


def test_services_wait_for_a_migrated_database(composition):
    for name in ("web", "worker", "beat"):
        waits = composition["services"][name]["depends_on"]
        assert waits["migrate"] == {"condition": "service_completed_successfully"}
        assert waits["postgres"] == waits["redis"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("file", ["Dockerfile", "deploy/proxy/Dockerfile"])
def test_image_does_not_run_as_root(file, tmp_path):
    copy = tmp_path / "Dockerfile"  # the parser opens its file for writing
    copy.write_text((PROJECT / file).read_text())
    steps = DockerfileParser(str(copy)).structure

    users = [step["value"] for step in steps if step["instruction"] == "USER"]

    assert users
    assert users[-1] not in ("root", "0")
    assert all(re.search(r":[\w.-]*\d", step["value"]) for step in steps if step["instruction"] == "FROM")


def test_image_uses_the_locked_requirements_and_the_same_system_packages():
    image = (PROJECT / "Dockerfile").read_text()
    prepare = (PROJECT / "scripts" / "prepare").read_text()

    assert "--require-hashes" in image
    for package in (
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
        "fonts-liberation",
        "fonts-dejavu-core",
    ):
        assert package in image
        assert package in prepare
    assert "HEALTHCHECK" in image


def test_image_contains_every_app_and_no_secret():
    let_in = set(re.findall(r"^!(\S+)", (PROJECT / ".dockerignore").read_text(), re.MULTILINE))

    assert {"asn_portal", "employees", "surveys", "training", "evaluations", "careers", "participation"} <= let_in
    assert {"templates", "static", "locale", "requirements", "manage.py", "gunicorn.conf.py", "deploy"} <= let_in
    assert {".env", ".git", "var", "tests"}.isdisjoint(let_in)


def test_locks_hold_hashes_and_no_index():
    for name in ("base", "dev"):
        lock = (PROJECT / "requirements" / f"{name}.txt").read_text()
        pins = re.findall(r"^([\w.-]+)==(\S+) \\$", lock, re.MULTILINE)

        assert len(pins) == len(re.findall(r"^[\w.-]+.*==", lock, re.MULTILINE))
        assert lock.count("--hash=sha256:") >= len(pins)
        assert not re.search(
            r"--(index-url|extra-index-url|find-links|trusted-host)\b|https?://|/opt/", _settings(lock)
        )


def _settings(lock):
    """What pip obeys: comments are left out."""
    return "\n".join(line for line in lock.splitlines() if not line.lstrip().startswith("#"))


def test_locks_agree():
    pins = {
        name: dict(
            re.findall(r"^([\w.-]+)==(\S+) \\$", (PROJECT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE)
        )
        for name in ("base", "dev")
    }

    assert pins["base"].items() <= pins["dev"].items()


def test_makefile_has_the_commands():
    done = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True)

    names = re.findall(r"^ +make (\S+)", done.stdout, re.MULTILINE)

    assert {
        "setup",
        "run",
        "test",
        "lint",
        "format",
        "bench",
        "messages",
        "lock",
        "screenshots",
        "clean",
        "help",
    } <= set(names)


def test_integration_runs_the_same_tests():
    script = (PROJECT / ".ci" / "run").read_text()

    assert "set -euo pipefail" in script
    assert script.strip().endswith("make test")


def test_scripts_are_sound_shell():
    for name in ("scripts/prepare", "scripts/test", ".ci/run"):
        path = PROJECT / name
        subprocess.run(["bash", "-n", str(path)], check=True)
        assert path.stat().st_mode & 0o111


def test_prepare_names_a_python_that_is_too_old(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)

    done = subprocess.run(
        [str(PROJECT / "scripts" / "prepare"), "run"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(old)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "Python 3.9.2" in done.stderr
