"""Filters of the lists of sessions."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.enums import SessionStanding, TrainingForm
from training.models import TrainingSession


class CatalogueFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "programme__title", "place"], label=_("Title, programme or place"))
    form = django_filters.ChoiceFilter(
        field_name="programme__form",
        label=_("Form of training"),
        choices=TrainingForm.choices,
        empty_label=_("Any form"),
    )
    open = django_filters.BooleanFilter(
        method="only_open", label=_("Open for registration now"), widget=forms.CheckboxInput
    )

    class Meta:
        model = TrainingSession
        fields = ["q", "form", "open"]

    def only_open(self, queryset: Any, _name: str, value: bool) -> Any:
        return queryset.open_at(timezone.now()) if value else queryset


class OfficeSessionFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "programme__title", "place"], label=_("Title, programme or place"))
    state = django_filters.ChoiceFilter(
        method="with_standing", label=_("State"), choices=SessionStanding.choices, empty_label=_("Any state")
    )
    since = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte", label=_("Begins from"))
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte", label=_("Begins until"))

    class Meta:
        model = TrainingSession
        fields = ["q", "state", "since", "until"]

    def with_standing(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.standing_as(value, timezone.now())
