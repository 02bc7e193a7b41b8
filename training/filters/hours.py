"""Filters of the lists about learning hours."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.enums import EmploymentType, Sex
from employees.filters.unit import UnitFilter
from employees.models import Employee
from training.enums import ActivityState, TrainingForm
from training.filters.competency import training_reach
from training.models import LearningActivity


class ShortfallFilter(PortalFilterSet):
    q = SearchFilter(fields=["search_name", "nip", "unit__name"], label=_("Name, NIP or unit"))
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Sex.choices, empty_label=_("Both"))
    unit = UnitFilter(reach=training_reach, label=_("Unit"), empty_label=_("All units"))

    class Meta:
        model = Employee
        fields = ["q", "sex"]


class WithoutTrainingFilter(ShortfallFilter):
    employment_type = django_filters.ChoiceFilter(
        label=_("Employment"), choices=EmploymentType.choices, empty_label=_("Any employment")
    )

    class Meta:
        model = Employee
        fields = ["q", "sex", "employment_type"]


class ActivityFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "organiser", "employee__search_name"], label=_("Title, organiser or person"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=ActivityState.choices, empty_label=_("Any state"))
    form = django_filters.ChoiceFilter(
        label=_("Form of training"), choices=TrainingForm.choices, empty_label=_("Any form")
    )

    class Meta:
        model = LearningActivity
        fields = ["q", "state", "form"]
