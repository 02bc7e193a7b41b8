"""Reads of saved filters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.scope import enclosing_paths, scope_of
from asn_portal.prepared_queries import PreparedQuery


def home_path(user: Any) -> str:
    """The unit path under which a user shares filters: the own unit, else the government of a grant."""
    scope = scope_of(user)
    return scope.unit_path or scope.government_path


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SavedFilterQuerySet:
        """One's own, and those shared with a unit in which one's own unit lies."""
        return self.filter(_visible(user.pk, enclosing_paths(home_path(user))))


def _visible(user: int | None, around: Iterable[str]) -> Q:
    return Q(user_id=user) | Q(shared_with__in=around)


def saved_filters_of(user: Any, list_key: str) -> list[Any]:
    """Those of one list that the user may choose."""
    around = enclosing_paths(home_path(user))
    named = {f"path_{place}": path for place, path in enumerate(around)}
    return _saved_filters(len(around)).objects(user=user.pk, list_key=list_key, **named)


@cache
def _saved_filters(depth: int) -> PreparedQuery:
    """Of people so many levels deep in the tree of units."""
    from asn_portal.listing.models import SavedFilter

    def ask(user: int, list_key: str, **around: str) -> SavedFilterQuerySet:
        return SavedFilter.objects.filter(_visible(user, list(around.values())), list_key=list_key)

    return PreparedQuery(ask, user=int, list_key=str, **{f"path_{place}": str for place in range(depth)})
