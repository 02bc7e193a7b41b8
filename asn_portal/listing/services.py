"""Keeping filters and columns."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import QueryDict

from asn_portal.listing.models import ColumnChoice, SavedFilter
from asn_portal.listing.querysets import home_path

# Parameters that say where one stands in a list, not what is filtered.
POSITION_PARAMETERS = ("page", "export", "all", "csrfmiddlewaretoken")


def filter_query(query: str) -> str:
    """The part of an address that is worth keeping: filters and sorting, without empty values and position."""
    data = QueryDict(query, mutable=True)
    for name in list(data):
        values = [value for value in data.getlist(name) if value != ""]
        if name in POSITION_PARAMETERS or not values:
            del data[name]
        else:
            data.setlist(name, values)
    return data.urlencode()


@transaction.atomic
def save_filter(
    *, by: Any, list_key: str, name: str, query: str, shared: bool = False, is_default: bool = False
) -> SavedFilter:
    """Keep the filters in `query` under `name`; an own filter of that name is replaced."""
    if is_default:
        SavedFilter.objects.filter(user=by, list_key=list_key, is_default=True).exclude(name=name).update(
            is_default=False
        )
    saved, _created = SavedFilter.objects.update_or_create(
        user=by,
        list_key=list_key,
        name=name,
        defaults={
            "query": filter_query(query),
            "shared_with": home_path(by) if shared else "",
            "is_default": is_default,
        },
    )
    return saved


@transaction.atomic
def set_default_filter(*, saved_filter: SavedFilter, by: Any, is_default: bool) -> None:
    """Open the list with this filter from now on, or no longer. A person has at most one default per list."""
    own = SavedFilter.objects.filter(user=by, list_key=saved_filter.list_key)
    own.filter(is_default=True).update(is_default=False)
    if is_default:
        own.filter(pk=saved_filter.pk).update(is_default=True)


def delete_filter(*, saved_filter: SavedFilter, by: Any) -> None:
    """Remove an own filter."""
    SavedFilter.objects.filter(pk=saved_filter.pk, user=by).delete()


def choose_columns(*, by: Any, list_key: str, columns: list[str]) -> None:
    """Show these columns of the list; an empty list returns to the usual ones."""
    if columns:
        ColumnChoice.objects.update_or_create(user=by, list_key=list_key, defaults={"columns": columns})
    else:
        ColumnChoice.objects.filter(user=by, list_key=list_key).delete()
