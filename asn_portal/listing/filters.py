"""Filters in the address, and the chips that show them."""

from __future__ import annotations

import copy
import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.forms.utils import pretty_name
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_filters.fields import ChoiceField
from django_filters.filters import FilterMethod

from asn_portal.form_rendering import draw_filter_field
from asn_portal.forms import FilterForm, name_in_errors


class _Filters(OrderedDict[str, django_filters.Filter]):
    """The filters of a class. The copies that each filter set gets share the choices and widgets, which none of them
    changes in place."""

    def __deepcopy__(self, memo: Any) -> OrderedDict[str, django_filters.Filter]:
        return OrderedDict((name, _own_filter(filter_)) for name, filter_ in self.items())


def _own_filter(shared: django_filters.Filter) -> django_filters.Filter:
    own = copy.copy(shared)
    own.extra = dict(shared.extra)
    if isinstance(vars(own).get("filter"), FilterMethod):
        own.filter = FilterMethod(own)
    return own


class PortalFilterSet(django_filters.FilterSet):
    """A filter set whose form looks like every other form. Its first field is the search box.

    Lists are asked for all the time and their filters hardly ever change between two requests. So the filters of a
    class are not copied to the bottom, and a field is made, prepared and drawn once for each language, unless a filter
    set gave it other choices. What is kept belongs to the class; each form gets fields of its own.
    """

    prepared_fields: ClassVar[dict[tuple[str | None, str], forms.Field]]
    drawn_fields: ClassVar[dict[tuple[Any, ...], SafeString]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.prepared_fields, cls.drawn_fields = {}, {}

    @classmethod
    def get_filters(cls) -> OrderedDict[str, django_filters.Filter]:
        return _Filters(super().get_filters())

    @property
    def form(self) -> ListFilterForm:
        if not hasattr(self, "_form"):
            prepared = {name: self._prepared(name, filter_) for name, filter_ in self.filters.items()}
            self._form = ListFilterForm(
                self.data if self.is_bound else None,
                prefix=self.form_prefix,
                fields={name: prepared[name] or filter_.field for name, filter_ in self.filters.items()},
                prepared={name for name, field in prepared.items() if field is not None},
                drawn=self.drawn_fields,
            )
        return self._form

    def _prepared(self, name: str, filter_: django_filters.Filter) -> forms.Field | None:
        """The field of a filter that is the same in all sets of this class; None for one that this set has changed, or
        that asks the database or a function."""
        shared = self.base_filters.get(name)
        is_plain = shared is not None and type(filter_).field is django_filters.Filter.field
        if not is_plain or hasattr(filter_, "_field") or callable(filter_.extra.get("choices")):
            return None
        if filter_.extra != shared.extra:
            return None
        key = (get_language(), name)
        if key not in self.prepared_fields:
            self.prepared_fields[key] = ListFilterForm({}, fields={name: filter_.field}).prepared_field(name)
        filter_._field = _own_field(self.prepared_fields[key])
        return filter_._field


def _own_field(shared: forms.Field) -> forms.Field:
    own = copy.copy(shared)
    own.error_messages = dict(shared.error_messages)
    own.widget = copy.copy(shared.widget)
    own.widget.attrs = dict(shared.widget.attrs)
    return own


class ListFilterForm(FilterForm):
    """The form of a filter set, over fields that were made for it. `prepared` names those that are as they shall be;
    `drawn` keeps their drawings, which depend on the chosen entry only."""

    def __init__(
        self,
        *args: Any,
        fields: dict[str, forms.Field],
        prepared: Collection[str] = (),
        drawn: dict[tuple[Any, ...], SafeString] | None = None,
        **kwargs: Any,
    ) -> None:
        self.base_fields = _Own(fields)
        self.prepared = prepared
        self.drawn = drawn
        super().__init__(*args, **kwargs)

    def raw_fields(self) -> dict[str, forms.Field]:
        return {name: field for name, field in self.fields.items() if name not in self.prepared}

    def prepared_field(self, name: str) -> forms.Field:
        """The field with everything that this form does to it."""
        field = self.fields[name]
        name_in_errors(field, str(field.label or pretty_name(name)))
        return field

    def draw(self, field: forms.BoundField, *, is_first: bool) -> SafeString:
        """From memory while nothing is typed into it: an empty field, or one of the choices that it offers."""
        value = field.data if self.is_bound else None
        if isinstance(value, list):
            value = tuple(value)
        is_empty = not value or value == ("", "") or value == (None, None)
        is_choice = type(field.field) is ChoiceField and not field.errors
        if self.drawn is None or field.name not in self.prepared or not (is_empty or is_choice) or field.errors:
            return draw_filter_field(field, is_first=is_first)
        key = (get_language(), field.auto_id, is_first, self.is_bound, value)
        if key not in self.drawn:
            self.drawn[key] = draw_filter_field(field, is_first=is_first)
        return self.drawn[key]


class _Own(dict[str, forms.Field]):
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
