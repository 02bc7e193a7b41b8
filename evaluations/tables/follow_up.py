"""Follow-up actions."""

from __future__ import annotations

import datetime

import django_tables2 as tables
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.dates import today
from evaluations.enums import FOLLOW_UP_TONES, FollowUpState
from evaluations.models import FollowUpAction


class FollowUpTable(PortalTable):
    title = tables.Column(linkify=True, orderable=False, attrs={"td": {"class": "cell-title"}})
    owner = tables.Column(accessor="owner__full_name", verbose_name=gettext_lazy("Who"), order_by=("owner__name",))
    due_on = tables.DateColumn(order_by=("due_on", "pk"))
    state = BadgeColumn(tones={state.value: FOLLOW_UP_TONES[state] for state in FollowUpState}, orderable=False)
    unit = tables.Column(accessor="unit__name", verbose_name=gettext_lazy("Unit"), order_by=("unit__name",))
    report = tables.Column(accessor="run__period", verbose_name=gettext_lazy("Because of the report"), orderable=False)
    outcome = tables.Column(orderable=False)
    closed_at = tables.DateTimeColumn(orderable=False)

    class Meta(PortalTable.Meta):
        model = FollowUpAction
        fields = ("title", "owner", "due_on", "state", "unit", "report", "outcome", "closed_at")
        order_by = "due_on"

    def render_due_on(self, value: datetime.date, record: FollowUpAction) -> str:
        day = formats.date_format(value, "SHORT_DATE_FORMAT")
        if not record.is_open or value >= today():
            return day
        return format_html('<span>{}<br><strong class="overdue">{}</strong></span>', day, _("Overdue"))

    def value_due_on(self, value: datetime.date) -> datetime.date:
        return value
