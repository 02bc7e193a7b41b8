"""Requests for changes."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.change_topics import TOPICS
from employees.enums import CHANGE_REQUEST_TONES
from employees.models import ChangeRequest

TONES = {state.value: tone for state, tone in CHANGE_REQUEST_TONES.items()}


class ChangeRequestTable(PortalTable):
    person = tables.Column(
        accessor="employee__full_name",
        verbose_name=gettext_lazy("Name"),
        order_by="employee__name",
        linkify=lambda record: record.get_absolute_url(),
        attrs={"td": {"class": "cell-title"}},
    )
    topic = tables.Column()
    created_at = tables.DateTimeColumn()
    unit = tables.Column(
        accessor="employee__unit__name", verbose_name=gettext_lazy("Unit"), order_by="employee__unit__path"
    )
    state = BadgeColumn(tones=TONES)
    decided_by = tables.Column(accessor="decided_by__name", verbose_name=gettext_lazy("Decided by"), orderable=False)
    decided_at = tables.DateTimeColumn()

    class Meta(PortalTable.Meta):
        model = ChangeRequest
        fields = ("person", "topic", "created_at", "unit", "state", "decided_by", "decided_at")

    def render_topic(self, value: str) -> Any:
        return TOPICS[value].label

    value_topic = render_topic
