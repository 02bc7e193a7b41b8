"""Paging that costs the same on a thousand and on a million rows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import connections
from django.db.models import QuerySet
from django.utils.functional import cached_property

# Nobody reads to row 10,000; beyond it a filter helps, and counting or skipping on would only cost time.
COUNTED_ROWS = 10_000


def capped_count(queryset: QuerySet[Any], limit: int = COUNTED_ROWS) -> int:
    """Number of rows, at most `limit` + 1 (which means: more than `limit`). Reads no more than that many rows."""
    counted = queryset.order_by().values("pk")[: limit + 1].query
    try:
        sql, parameters = counted.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return 0
    # `count()` would copy and rewrite the query twice before it says the same.
    with connections[queryset.db].cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS counted", parameters)  # noqa: S608 -- Django wrote it
        (count,) = cursor.fetchone()
    return int(count)


class CappedPaginator(Paginator):
    """Pages over the first COUNTED_ROWS rows; `len(object_list)` must already be capped."""

    @cached_property
    def count(self) -> int:
        return min(len(self.object_list), COUNTED_ROWS)

    @property
    def is_capped(self) -> bool:
        return len(self.object_list) > COUNTED_ROWS
