"""One migrated database per state of the migrations; every worker's test database is a copy of it.

Migrating takes most of a minute, copying a fraction of a second. The template is named for a fingerprint of all
migrations: a changed migration makes a new one and drops the old. Its maker holds a lock of the server: parallel
workers and parallel runs wait for it instead of making it twice. A template that was not finished has another name.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

# What migrating itself writes, and no test changes.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def fingerprint() -> str:
    """Changes with any migration of any installed app, and with Django (which fills tables after migrating)."""
    digest = hashlib.sha256(django.__version__.encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        module, _explicit = MigrationLoader.migrations_module(config.label)
        if module is None or find_spec(module) is None:
            continue
        for folder in getattr(import_module(module), "__path__", ()):  # one package has an empty module
            for file in sorted(Path(folder).glob("*.py")):
                digest.update(f"{config.label}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def create(name: str) -> None:
    """Make the database `name` anew, whatever an interrupted run left there, and connect Django to it."""
    connection.close()
    base = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor, _locked(cursor, base):
        template = _template(cursor, base)
        drop(name, cursor)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _connect(name)


def drop(name: str, cursor: Any = None) -> None:
    """Also when somebody is still connected."""
    if cursor is None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            drop(name, cursor)
    else:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def empty() -> None:
    """Take back what a test committed. Django's flush truncates every table and makes all permissions anew, which takes
    longer than most of the tests; here only tables with rows are touched. Without their triggers and keys, for which
    the tests' user of the database must be its superuser."""
    with transaction.atomic(), connection.cursor() as cursor:
        filled = filled_tables(cursor)
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in filled:
            cursor.execute(f'DELETE FROM "{name}"')


def filled_tables(cursor: Any) -> list[str]:
    """Those in which there is something that migrating did not write."""
    cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    tables = {row[0] for row in cursor.fetchall()} - KEPT
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables))
    return [row[0] for row in cursor.fetchall()]


@contextlib.contextmanager
def _locked(cursor: Any, base: str) -> Iterator[None]:
    """A template cannot be copied while it is made; both wait for this lock of the server."""
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [base])
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [base])


def _template(cursor: Any, base: str) -> str:
    """Name of the migrated database that belongs to the development database `base`; made when it is missing."""
    name = f"template_{base}_{fingerprint()}"
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"template\\_{base}\\_%"])
    existing = {row[0] for row in cursor.fetchall()}
    for outdated in existing - {name}:
        drop(outdated, cursor)
    if name not in existing:
        building = f"template_{base}_building"
        cursor.execute(f'CREATE DATABASE "{building}"')
        _connect(building)
        # Thousands of model classes come and go; looking for dead ones takes a third of the time.
        gc.disable()
        call_command("migrate", verbosity=0, interactive=False)
        gc.enable()
        connection.close()
        cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _connect(name: str) -> None:
    """Point Django at another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name
