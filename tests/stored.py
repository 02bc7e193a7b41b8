"""What a fixture makes for most of the tests, made once: the rows come back with one statement, without their triggers.

Numbers of rows are never given twice in a database, so the stored ones meet no others.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from tests import template_database

COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""


class Stored:
    """What `make` returns, and the rows it writes."""

    def __init__(self, make: Callable[[], Any]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::xid::text")
            [(first,)] = cursor.fetchall()
            self._objects = pickle.dumps(make())
            self._statements = "; ".join(_inserts(cursor, int(first)))
            transaction.set_rollback(True)

    def restore(self) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL session_replication_role = replica; {self._statements};"
                " SET LOCAL session_replication_role = origin"
            )
        return pickle.loads(self._objects)  # noqa: S301 -- from a few lines above


def _inserts(cursor: Any, first: int) -> list[str]:
    """A statement for each table with rows of the transaction `first` and those inside it."""
    statements = []
    for table in template_database.filled_tables(cursor):
        cursor.execute(COLUMNS, [f'"{table}"'])
        columns = [f'"{name}"' for (name,) in cursor.fetchall()]
        values = ", ".join(f"quote_nullable({name}::text)" for name in columns)
        cursor.execute(f"SELECT concat_ws(', ', {values}) FROM \"{table}\" WHERE xmin::text::bigint >= %s", [first])
        rows = ", ".join(f"({each})" for (each,) in cursor.fetchall())
        if rows:
            statements.append(f'INSERT INTO "{table}" ({", ".join(columns)}) OVERRIDING SYSTEM VALUE VALUES {rows}')
    return statements
