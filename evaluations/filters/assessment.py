"""Filters of the lists of ratings, periods, objections and credit points."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.enums import Predicate
from employees.filters.unit import UnitFilter
from evaluations.enums import AssessmentState
from evaluations.filters.plan import evaluations_reach
from evaluations.models import Assessment, AssessmentPeriod, Objection


def own_periods(request: Any) -> QuerySet[AssessmentPeriod]:
    return AssessmentPeriod.objects.visible_to(request.user)


class AssessmentFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(reach=evaluations_reach, label=_("Unit"), empty_label=_("All units"))
    period = django_filters.ModelChoiceFilter(
        field_name="assessment_period", queryset=own_periods, label=_("Period"), empty_label=_("All periods")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in AssessmentState.choices if choice[0] != AssessmentState.DRAFT],
        empty_label=_("Any state"),
    )
    predicate = django_filters.ChoiceFilter(label=_("Rating"), choices=Predicate.choices, empty_label=_("Any rating"))

    class Meta:
        model = Assessment
        fields: list[str] = []


class PeriodFilter(PortalFilterSet):
    is_annual = django_filters.BooleanFilter(label=_("The whole year"))
    is_closed = django_filters.BooleanFilter(
        label=_("Closed"), field_name="closed_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = AssessmentPeriod
        fields: list[str] = []


class ObjectionFilter(PortalFilterSet):
    q = SearchFilter(fields=["assessment__employee__name", "assessment__employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(
        field_name="assessment__unit", reach=evaluations_reach, label=_("Unit"), empty_label=_("All units")
    )
    is_open = django_filters.BooleanFilter(
        label=pgettext_lazy("state", "Open"), field_name="decided_at", lookup_expr="isnull"
    )

    class Meta:
        model = Objection
        fields: list[str] = []


class CreditFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(reach=evaluations_reach, label=_("Unit"), empty_label=_("All units"))
    period = django_filters.ModelChoiceFilter(
        field_name="assessment_period", queryset=own_periods, label=_("Period"), empty_label=_("All periods")
    )

    class Meta:
        model = Assessment
        fields: list[str] = []
