"""Queries that every page asks, put into SQL once.

Django builds a query set and writes its SQL anew each time, which takes longer than the database takes to answer a
small question. Here that happens at the first use, with stand-ins for the values; later only the values are put in.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

# What nobody has as a key. Each value gets a stand-in of its own, so that it is found again among the parameters.
_FIRST_KEY = 9_007_199_254_000_000


class PreparedQuery:
    """`ask` returns a query set for given values; `kinds` are their names and types (int, str or date).

    Only the values of plain conditions may differ, the beginning that a text shall have (`startswith`) among them. What
    makes other SQL (no value at all, a list of another length) is another query.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any]], **kinds: type[int | str | datetime.date]) -> None:
        self.ask = ask
        self.kinds = kinds
        self.sql = ""

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What `values_list` would give."""
        if not self.sql:
            self._prepare()
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [read(values) for read in self.parameters])
            rows = cursor.fetchall()
        return [self._converted(row) for row in rows] if self.converters else rows

    def objects(self, **values: Any) -> list[Any]:
        """The objects of a query set that reads whole records of one model."""
        rows = self.rows(**values)
        return [self.model.from_db(DEFAULT_DB_ALIAS, self.columns, row) for row in rows]

    def _prepare(self) -> None:
        stand_ins = {name: _stand_in(kind, place) for place, (name, kind) in enumerate(self.kinds.items())}
        found = self.ask(**stand_ins)
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, written = compiler.as_sql()
        whole = {value: name for name, value in stand_ins.items()}
        beginnings = {f"{value}%": name for name, value in stand_ins.items() if isinstance(value, str)}
        parameters, asked = [], set()
        for each in written:
            is_plain = isinstance(each, int | str | datetime.date)
            name = (whole.get(each) or beginnings.get(each)) if is_plain else None
            asked.add(name)
            parameters.append(_reader(name, each, is_beginning=is_plain and each in beginnings))
        if missing := set(stand_ins) - asked:
            raise ValueError(f"The query does not ask for {', '.join(sorted(missing))}.")
        selected = [column for column, *_rest in compiler.select]
        self.converters = compiler.get_converters(selected)
        self.model = found.model
        self.columns = [getattr(getattr(column, "target", None), "attname", "") for column in selected]
        # Two threads may come here at once: each sets the same, whole. The SQL last: it is the sign that all is there.
        self.parameters = parameters
        self.sql = sql

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


def _stand_in(kind: type, place: int) -> Any:
    if kind is datetime.date:
        return datetime.date.min + datetime.timedelta(days=place)
    # Without signs that `startswith` would escape.
    return _FIRST_KEY + place if kind is int else f"stands for value {place}"


def _reader(name: str | None, value: Any, *, is_beginning: bool) -> Callable[[dict[str, Any]], Any]:
    """Gives a parameter out of the values that are asked with: the one of this name, or always the same."""
    if name is None:
        return lambda values: value
    if is_beginning:
        return lambda values: f"{connection.ops.prep_for_like_query(values[name])}%"
    return itemgetter(name)
