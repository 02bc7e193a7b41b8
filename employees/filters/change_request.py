"""Requests for changes."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.change_topics import TOPICS
from employees.enums import ChangeRequestState
from employees.filters.unit import UnitFilter, staff_reach
from employees.models import ChangeRequest


class ChangeRequestFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip"], label=_("Name or NIP"))
    state = django_filters.ChoiceFilter(
        choices=ChangeRequestState.choices, label=_("State"), empty_label=_("Any state")
    )
    topic = django_filters.ChoiceFilter(
        choices=[(topic.key, topic.label) for topic in TOPICS.values()],
        label=_("Concerns"),
        empty_label=_("All topics"),
    )
    unit = UnitFilter(field_name="employee__unit", reach=staff_reach, label=_("Unit"), empty_label=_("All units"))
    age = django_filters.ChoiceFilter(
        method="older_than",
        label=_("Asked"),
        empty_label=_("At any time"),
        choices=[
            ("3", _("more than 3 days ago")),
            ("7", _("more than a week ago")),
            ("30", _("more than a month ago")),
        ],
    )

    class Meta:
        model = ChangeRequest
        fields: list[str] = []

    def older_than(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(created_at__lt=timezone.now() - datetime.timedelta(days=int(value)))
