from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.filters.talent import careers_reach
from careers.models import CareerBatch
from employees.filters.unit import UnitFilter


class CareerBatchFilter(PortalFilterSet):
    q = SearchFilter(method="of_words", label=_("Number, name or NIP"))
    unit = UnitFilter(field_name="unit", reach=careers_reach, label=_("Unit"), empty_label=_("All units"))
    year = django_filters.NumberFilter(
        field_name="effective_date__year", label=_("Year"), min_value=2000, max_value=2199
    )

    class Meta:
        model = CareerBatch
        fields = ["q", "kind", "state", "unit", "year"]

    def of_words(self, queryset: Any, _name: str, value: str) -> Any:
        """By decree number, or by a person on it."""
        on_it = Q(lines__is_removed=False) & (Q(lines__employee__name__icontains=value) | Q(lines__employee__nip=value))
        found = CareerBatch.objects.filter(on_it).values("pk")
        return queryset.filter(Q(decree_number__icontains=value) | Q(pk__in=found))
