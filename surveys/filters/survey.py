"""Filters of surveys and comments."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.enums import CommentState, SurveyState
from surveys.filters.unit import service_units
from surveys.models import SatisfactionSurvey, SurveyComment


class SurveyFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name"])
    state = django_filters.ChoiceFilter(label=_("State"), choices=SurveyState)
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=service_units)

    class Meta:
        model = SatisfactionSurvey
        fields = ["q", "state", "unit"]


class CommentFilter(PortalFilterSet):
    q = SearchFilter(fields=["text"])
    state = django_filters.ChoiceFilter(label=_("State"), choices=CommentState)
    is_answered = django_filters.BooleanFilter(label=_("Answered"), method="answered")
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=service_units, field_name="survey__unit")

    class Meta:
        model = SurveyComment
        fields = ["q", "state", "is_answered", "unit"]

    def answered(self, queryset: Any, _name: str, value: bool) -> Any:
        return queryset.exclude(answer="") if value else queryset.unanswered()
