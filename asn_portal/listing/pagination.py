"""Paging that costs the same on a thousand and on a million rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

# Nobody reads to row 10,000; beyond it a filter helps, and counting or skipping on would only cost time.
COUNTED_ROWS = 10_000


def capped_count(queryset: QuerySet[Any], limit: int = COUNTED_ROWS) -> int:
    """Number of rows, at most `limit` + 1 (which means: more than `limit`). Reads no more than that many rows."""
    return queryset.order_by().values("pk")[: limit + 1].count()


class CappedPaginator(Paginator):
    """Pages over the first COUNTED_ROWS rows; `len(object_list)` must already be capped."""

    @cached_property
    def count(self) -> int:
        return min(len(self.object_list), COUNTED_ROWS)

    @property
    def is_capped(self) -> bool:
        return len(self.object_list) > COUNTED_ROWS
