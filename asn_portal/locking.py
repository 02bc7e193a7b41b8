"""Locking one row together with rows that it points to."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


def lock_row(rows: QuerySet[Any], pk: Any, *related: str) -> Any:
    """Lock the row `pk` of `rows` until the transaction ends, and read it with `related` (as for `select_related`).

    Two statements on purpose. One `SELECT … JOIN … FOR UPDATE` that had to wait takes the new version of the locked
    row but joins it with what it saw before waiting: a row whose foreign key changed meanwhile then loses its partner,
    or is not found at all. Raises the model's DoesNotExist.

    FOR NO KEY UPDATE: it waits for whoever else locks the row, but not for who only points to it. That check comes at
    the end of a transaction, after all its locks; waiting there for a lock's holder is how two wait for each other.
    """
    rows.select_for_update(of=("self",), no_key=True).order_by().values_list("pk").get(pk=pk)
    return rows.select_related(*related).get(pk=pk)
