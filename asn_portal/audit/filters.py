from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.audit.models import Event, RecordView
from asn_portal.audit.registry import event_choices
from asn_portal.forms import date_input
from asn_portal.listing.filters import PortalFilterSet, SearchFilter


class EventFilter(PortalFilterSet):
    q = SearchFilter(fields=["object_label", "actor__name", "reason", "request_id"])
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=event_choices)
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label=_("From"), widget=date_input())
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label=_("Until"), widget=date_input())

    class Meta:
        model = Event
        fields = ["q", "kind", "since", "until"]


class RecordViewFilter(PortalFilterSet):
    q = SearchFilter(fields=["subject_label", "viewer__name", "reason"])
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label=_("From"), widget=date_input())
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label=_("Until"), widget=date_input())

    class Meta:
        model = RecordView
        fields = ["q", "since", "until"]
