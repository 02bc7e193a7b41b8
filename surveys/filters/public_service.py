"""Filters of services."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.filters.unit import service_units
from surveys.models import PublicService


class ServiceFilter(PortalFilterSet):
    q = SearchFilter(fields=["name"])
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=service_units)
    is_active = django_filters.BooleanFilter(label=_("Offered"))

    class Meta:
        model = PublicService
        fields = ["q", "unit", "is_active"]
