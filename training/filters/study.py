"""Filters of calls for further education and of studies."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from training.enums import AssignmentState, CallState, Degree, Funding
from training.models import StudyAssignment, StudyCall


class StudyCallFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "provider"], label=_("Title or provider"))
    degree = django_filters.ChoiceFilter(label=_("Degree"), choices=Degree.choices, empty_label=_("Any degree"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=CallState.choices, empty_label=_("Any state"))

    class Meta:
        model = StudyCall
        fields = ["q", "degree", "state"]


class StudyAssignmentFilter(PortalFilterSet):
    q = SearchFilter(
        fields=["employee__name", "employee__nip", "university", "programme"],
        label=_("Name, NIP, university or programme"),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=AssignmentState.choices, empty_label=_("Any state"))
    degree = django_filters.ChoiceFilter(label=_("Degree"), choices=Degree.choices, empty_label=_("Any degree"))
    funding = django_filters.ChoiceFilter(label=_("Funding"), choices=Funding.choices, empty_label=_("Any funding"))
    overdue = django_filters.BooleanFilter(method="only_overdue", label=_("Report overdue"), widget=forms.CheckboxInput)

    class Meta:
        model = StudyAssignment
        fields = ["q", "state", "degree", "funding", "overdue"]

    def only_overdue(self, queryset: Any, _name: str, value: bool) -> Any:
        return queryset.report_overdue(today()) if value else queryset
