"""Filters of the lists of talent."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Paths, scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.enums import TalentObjectionState
from careers.models import KeyPost, PoolMember, TalentObjection, TalentPlacement, TalentReview
from careers.reports.talent import UNKNOWN
from employees.dates import today
from employees.filters.unit import UnitFilter


def careers_reach(user: Any) -> Paths:
    """Of the units of which the user reads careers."""
    return scope_of(user).paths(Permission.CAREER_VIEW)


def reviews_read(request: Any) -> QuerySet[TalentReview]:
    return TalentReview.objects.visible_to(request.user).told().select_related("unit")


def box_choices() -> list[tuple[str, str]]:
    boxes = [(str(number), gettext("Box %(number)s") % {"number": number}) for number in range(9, 0, -1)]
    return [*boxes, (UNKNOWN, gettext("Unknown"))]


class PlacementFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    review = django_filters.ModelChoiceFilter(queryset=reviews_read, label=_("Review"), empty_label=_("All reviews"))
    unit = UnitFilter(reach=careers_reach, label=_("Unit"), empty_label=_("All units"))
    box = django_filters.ChoiceFilter(
        label=_("Box"), choices=box_choices, empty_label=_("Any box"), method="filter_box"
    )
    decided = django_filters.BooleanFilter(
        label=_("Decided"), field_name="final_box", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = TalentPlacement
        fields: list[str] = []

    def filter_box(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(standing=None) if value == UNKNOWN else rows.filter(standing=int(value))


class TalentObjectionFilter(PortalFilterSet):
    q = SearchFilter(fields=["placement__employee__name", "placement__employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(field_name="placement__unit", reach=careers_reach, label=_("Unit"), empty_label=_("All units"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=TalentObjectionState.choices, empty_label=_("Any state")
    )

    class Meta:
        model = TalentObjection
        fields: list[str] = []


class PoolFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(field_name="employee__unit", reach=careers_reach, label=_("Unit"), empty_label=_("All units"))
    current = django_filters.BooleanFilter(label=_("In the pool today"), method="filter_current")

    class Meta:
        model = PoolMember
        fields: list[str] = []

    def filter_current(self, rows: Any, _name: str, value: bool) -> Any:
        current = PoolMember.objects.current(today())
        return rows.filter(pk__in=current) if value else rows.exclude(pk__in=current)


class KeyPostFilter(PortalFilterSet):
    q = SearchFilter(fields=["position__title", "position__unit__name"])
    unit = UnitFilter(field_name="position__unit", reach=careers_reach, label=_("Unit"), empty_label=_("All units"))
    without = django_filters.BooleanFilter(label=_("Without a ready successor"), method="filter_without")
    active = django_filters.BooleanFilter(label=_("Key post today"), field_name="ended_at", lookup_expr="isnull")

    class Meta:
        model = KeyPost
        fields: list[str] = []

    def filter_without(self, rows: Any, _name: str, value: bool) -> Any:
        waiting = KeyPost.objects.without_ready_successor()
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)
