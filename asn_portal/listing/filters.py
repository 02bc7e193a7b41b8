"""Filters in the address, and the chips that show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import FilterForm


class PortalFilterSet(django_filters.FilterSet):
    """A filter set whose form looks like every other form. Its first field is the search box."""

    def get_form_class(self) -> type[forms.Form]:
        form_class = type(f"{type(self).__name__}Form", (FilterForm,), {})
        form_class.base_fields = _Fresh({name: filter_.field for name, filter_ in self.filters.items()})
        return form_class


class _Fresh(dict[str, forms.Field]):
    """Fields that were made for one form: it takes them as they are, where forms copy those of their class."""

    def __deepcopy__(self, memo: Any) -> dict[str, forms.Field]:
        return self


class SearchFilter(django_filters.CharFilter):
    """Text found in any of `fields`, each word anywhere; or `method`, as in every filter."""

    def __init__(self, *args: Any, fields: Iterable[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Search"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))
        super().__init__(*args, **kwargs)
        self.search_fields = tuple(fields)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        for word in value.split() if value else ():
            condition = Q()
            for field in self.search_fields:
                condition |= Q(**{f"{field}__icontains": word})
            qs = qs.filter(condition)
        return qs


def active_filters(form: forms.Form) -> Iterator[tuple[str, str | None, str]]:
    """(parameter, its one value or None for all of it, sentence) of each filter that narrows the list."""
    for name, field in form.fields.items():
        if isinstance(field.widget, forms.HiddenInput):
            continue
        value = form.cleaned_data.get(name)
        if value in (None, "", [], ()) or (isinstance(value, QuerySet) and not value):
            continue
        label = str(field.label or form[name].label)
        if isinstance(value, list | tuple | QuerySet):
            for entry in value:
                yield name, _parameter_value(field, entry), f"{label}: {_shown(field, entry)}"
        elif isinstance(value, slice):
            yield name, None, f"{label}: {_range_shown(value)}"
        else:
            yield name, None, f"{label}: {_shown(field, value)}"


def _parameter_value(field: forms.Field, entry: Any) -> str:
    return str(field.prepare_value(entry) if isinstance(entry, Model) else entry)


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date | dt.datetime):
        return str(formats.date_format(value, "DATE_FORMAT"))
    if isinstance(value, Model):
        label_of = getattr(field, "label_from_instance", str)
        return str(label_of(value))
    choices = getattr(field, "choices", None)
    # Not `choices or ()`: choices that a function gives have no length.
    for key, label in () if choices is None else choices:
        if isinstance(label, list | tuple):
            for inner_key, inner_label in label:
                if str(inner_key) == str(value):
                    return str(inner_label)
        elif str(key) == str(value):
            return str(label)
    return str(formats.localize(value))


def _range_shown(value: slice) -> str:
    start, stop = (
        formats.date_format(end, "DATE_FORMAT") if isinstance(end, dt.date) else end and str(end)
        for end in (value.start, value.stop)
    )
    if start and stop:
        return _("%(start)s to %(stop)s") % {"start": start, "stop": stop}
    return _("from %(start)s") % {"start": start} if start else _("until %(stop)s") % {"stop": stop}
