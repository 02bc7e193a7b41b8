from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.models import Event, RecordView
from asn_portal.audit.registry import event_choices, unit_filter
from asn_portal.forms import date_input
from asn_portal.listing.filters import PortalFilterSet, SearchFilter


def _midnight(date: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time.min))


class _TrailFilter(PortalFilterSet):
    """Days in the portal's time zone, compared as moments so that the index on the time serves."""

    since = django_filters.DateFilter(method="from_day", label=_("From"), widget=date_input())
    until = django_filters.DateFilter(method="to_day", label=_("Until"), widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Operators read what belongs to no unit; a choice of units would offer them nothing.
        reads_units = self.request is not None and scope_of(self.request.user).has(Permission.AUDIT_VIEW)
        if reads_units and (by_unit := unit_filter()) is not None:
            by_unit.field_name, by_unit.parent, by_unit.model = "unit", self, self._meta.model
            self.filters["unit"] = by_unit

    def from_day(self, rows: QuerySet[Any], _name: str, day: dt.date) -> QuerySet[Any]:
        return rows.filter(at__gte=_midnight(day))

    def to_day(self, rows: QuerySet[Any], _name: str, day: dt.date) -> QuerySet[Any]:
        """The whole of `day` included."""
        if day == dt.date.max:
            return rows
        return rows.filter(at__lt=_midnight(day + dt.timedelta(days=1)))


class EventFilter(_TrailFilter):
    q = SearchFilter(fields=["object_label", "actor__name", "actor__username", "reason", "request_id"])
    kind = django_filters.ChoiceFilter(label=_("What happened"), choices=event_choices)

    class Meta:
        model = Event
        fields = ["q", "kind", "since", "until"]


class RecordViewFilter(_TrailFilter):
    q = SearchFilter(fields=["subject_label", "viewer__name", "viewer__username", "reason"])

    class Meta:
        model = RecordView
        fields = ["q", "since", "until"]
