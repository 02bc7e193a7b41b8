"""Filters of alarms."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from surveys.enums import AlarmKind, AlarmState
from surveys.filters.unit import service_units
from surveys.models import SurveyAlarm


class AlarmFilter(PortalFilterSet):
    q = SearchFilter(fields=["survey__unit__name"])
    state = django_filters.ChoiceFilter(label=_("State"), choices=AlarmState)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AlarmKind)
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=service_units, field_name="survey__unit")

    class Meta:
        model = SurveyAlarm
        fields = ["q", "state", "kind", "unit"]
