"""Filters of venues and trainers."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.models import Trainer, Venue


class VenueFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "address"], label=_("Name or address"))
    capacity = django_filters.NumberFilter(lookup_expr="gte", label=_("For at least so many people"), min_value=1)
    is_accessible = django_filters.BooleanFilter(label=_("Reachable with a wheelchair"))
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = Venue
        fields = ["q", "capacity", "is_accessible", "is_active"]


class TrainerFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "expertise"], label=_("Name or what they teach"))
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = Trainer
        fields = ["q", "is_active"]
