"""A database of its own for the measurements, made anew and dropped at the end."""

from __future__ import annotations

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from asn_portal import embedded

PROFILE = "bench"


def create() -> None:
    """Point DATABASE_URL and REDIS_URL of this process and its children at an empty database and a Redis of their own.

    The database stands beside that of DATABASE_URL, with "_bench" behind its name; without DATABASE_URL a PostgreSQL of
    our own is started, with the settings of `make run`.
    """
    given = os.environ.get("DATABASE_URL", "")
    urls = embedded.connection_urls(PROFILE, postgres=not given)
    base = given or urls.database
    name = urlsplit(base).path[1:] + "_bench"
    _execute(base, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    os.environ["BENCH_BASE_URL"] = base
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(base)._replace(path=f"/{name}"))
    os.environ["REDIS_URL"] = urls.redis


def remove() -> None:
    name = urlsplit(os.environ["DATABASE_URL"]).path[1:]
    _execute(os.environ["BENCH_BASE_URL"], f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
