"""Filters of the lists, in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from evaluations.enums import ReportKind
from evaluations.models import ReportRun, ReportSchedule


class ScheduleFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "unit__name"], label=_("Name or unit"))
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices, label=_("Kind"))
    is_active = django_filters.BooleanFilter(label=_("Active"))
    has_error = django_filters.BooleanFilter(label=_("Has an error"), method="with_error")

    class Meta:
        model = ReportSchedule
        fields = ["q", "kind", "is_active", "has_error"]

    def with_error(self, queryset: Any, _name: str, value: bool) -> Any:
        return queryset.exclude(last_error="") if value else queryset.filter(last_error="")


class RunFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name", "schedule__name"], label=_("Unit or schedule"))
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices, label=_("Kind"))
    year = django_filters.NumberFilter(
        field_name="period_start", lookup_expr="year", label=_("Year"), min_value=1945, max_value=9998
    )

    class Meta:
        model = ReportRun
        fields = ["q", "kind", "year"]
