"""Changes of the structure."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.enums import StructureChangeKind, StructureChangeState
from employees.models import StructureChange


class StructureChangeFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name", "decree_number"], label=_("Unit or decree"))
    state = django_filters.ChoiceFilter(
        choices=StructureChangeState.choices, label=_("State"), empty_label=_("Any state")
    )
    kind = django_filters.ChoiceFilter(choices=StructureChangeKind.choices, label=_("Kind"), empty_label=_("All kinds"))

    class Meta:
        model = StructureChange
        fields: list[str] = []
