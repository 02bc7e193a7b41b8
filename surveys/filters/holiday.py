"""Filters of the calendar."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.models import Holiday


class HolidayFilter(PortalFilterSet):
    q = SearchFilter(fields=["name"])
    date = django_filters.DateFromToRangeFilter(label=_("Date"))

    class Meta:
        model = Holiday
        fields = ["q", "date"]
