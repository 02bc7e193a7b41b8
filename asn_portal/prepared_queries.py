"""Queries that every page asks, put into SQL once.

Django builds a query set and writes its SQL anew each time, which takes longer than the database takes to answer a
small question. Here that happens at the first use, with stand-ins for the values; later only the values are put in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

# What nobody has as a key. Each value gets a stand-in of its own, so that it is found again among the parameters.
_FIRST_KEY = 9_007_199_254_000_000


class PreparedQuery:
    """`ask` returns a query set for given values; `kinds` are their names and types (int or str).

    Only the values of plain conditions may differ. What makes other SQL (no value at all, a list of another length)
    is another query.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any]], **kinds: type[int] | type[str]) -> None:
        self.ask = ask
        self.kinds = kinds
        self.sql = ""

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What `values_list` would give."""
        if not self.sql:
            self._prepare()
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [values[each] if is_name else each for is_name, each in self.parameters])
            rows = cursor.fetchall()
        return [self._converted(row) for row in rows] if self.converters else rows

    def objects(self, **values: Any) -> list[Any]:
        """The objects of a query set that reads whole records of one model."""
        rows = self.rows(**values)
        return [self.model.from_db(DEFAULT_DB_ALIAS, self.columns, row) for row in rows]

    def _prepare(self) -> None:
        stand_ins = {
            name: _FIRST_KEY + place if kind is int else f"stands for {name}"
            for place, (name, kind) in enumerate(self.kinds.items())
        }
        found = self.ask(**stand_ins)
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        names = {value: name for name, value in stand_ins.items()}
        self.parameters = [
            (True, names[each]) if isinstance(each, int | str) and each in names else (False, each)
            for each in parameters
        ]
        if missing := set(stand_ins) - {each for is_name, each in self.parameters if is_name}:
            raise ValueError(f"The query does not ask for {', '.join(sorted(missing))}.")
        selected = [column for column, *_rest in compiler.select]
        self.converters = compiler.get_converters(selected)
        self.model = found.model
        self.columns = [getattr(getattr(column, "target", None), "attname", "") for column in selected]
        # Last: another thread takes it as the sign that all else is there.
        self.sql = sql

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)
