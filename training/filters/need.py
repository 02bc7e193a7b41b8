"""Filters of needs and plans."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.filters.unit import UnitFilter
from training.enums import IndividualPlanState, NeedSource, NeedState, Priority, YearPlanState
from training.filters.competency import own_dictionary, training_reach
from training.models import DevelopmentNeed, IndividualPlan, YearPlan


class NeedFilter(PortalFilterSet):
    q = SearchFilter(
        fields=["employee__name", "employee__nip", "subject", "competency__name", "programme__title"],
        label=_("Name, NIP, subject or programme"),
    )
    unit = UnitFilter(field_name="employee__unit", reach=training_reach, label=_("Unit"), empty_label=_("All units"))
    competency = django_filters.ModelChoiceFilter(
        queryset=own_dictionary, label=_("Competency"), empty_label=_("All competencies")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=NeedState.choices, empty_label=_("Any state"))
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=Priority.choices, empty_label=_("Any priority"))
    source = django_filters.ChoiceFilter(label=_("Why"), choices=NeedSource.choices, empty_label=_("Any reason"))
    year = django_filters.NumberFilter(label=_("Year"))
    is_mandatory = django_filters.BooleanFilter(label=_("Mandatory"))

    class Meta:
        model = DevelopmentNeed
        fields: list[str] = []


class IndividualPlanFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    unit = UnitFilter(field_name="employee__unit", reach=training_reach, label=_("Unit"), empty_label=_("All units"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=IndividualPlanState.choices, empty_label=_("Any state")
    )
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = IndividualPlan
        fields: list[str] = []


class YearPlanFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name"], label=_("Unit"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=YearPlanState.choices, empty_label=_("Any state"))
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = YearPlan
        fields: list[str] = []
