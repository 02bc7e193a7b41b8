"""Filters of the lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.tracking import parse_code
from surveys.enums import CommentState, ComplaintKind, ComplaintState, SurveyState
from surveys.models import Complaint, Holiday, SatisfactionSurvey, SurveyComment


def _units(request: Any) -> Any:
    """Of today, and the one that the address names: what was said to a closed unit stays within reach."""
    units = OrganizationalUnit.objects
    if request is None:
        return units.none()
    return units.visible_to(request.user).offered_on(today(), request.GET.get("unit", ""))


def _service_units(request: Any) -> Any:
    return _units(request).serving_citizens()


class SurveyFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name"])
    state = django_filters.ChoiceFilter(label=_("State"), choices=SurveyState)
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=_service_units)

    class Meta:
        model = SatisfactionSurvey
        fields = ["q", "state", "unit"]


class ComplaintFilter(PortalFilterSet):
    q = SearchFilter(method="search")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ComplaintState)
    is_overdue = django_filters.BooleanFilter(label=_("Overdue"), method="overdue")
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=_units)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=ComplaintKind)
    is_open = django_filters.BooleanFilter(label=_("Under way"), method="under_way")

    class Meta:
        model = Complaint
        fields = ["q", "state", "is_overdue", "unit", "kind", "is_open"]

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        """By code as people type it, else words of the subject and the text."""
        code = parse_code(value)
        condition = Q(code=code) if code else Q(pk__in=())
        words = Q()
        for word in value.split():
            words &= Q(subject__icontains=word) | Q(text__icontains=word)
        return queryset.filter(condition | words)

    def overdue(self, queryset: Any, _name: str, value: bool) -> Any:
        if value:
            return queryset.filter(due__lt=today())
        return queryset.filter(Q(due__gte=today()) | Q(due__isnull=True))

    def under_way(self, queryset: Any, _name: str, value: bool) -> Any:
        ended = Q(state__in=[ComplaintState.REJECTED, ComplaintState.DONE])
        return queryset.filter(~ended if value else ended)


class CommentFilter(PortalFilterSet):
    q = SearchFilter(fields=["text"])
    state = django_filters.ChoiceFilter(label=_("State"), choices=CommentState)
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=_service_units, field_name="survey__unit")

    class Meta:
        model = SurveyComment
        fields = ["q", "state", "unit"]


class HolidayFilter(PortalFilterSet):
    q = SearchFilter(fields=["name"])
    date = django_filters.DateFromToRangeFilter(label=_("Date"))

    class Meta:
        model = Holiday
        fields = ["q", "date"]
