"""List of performance plans."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from evaluations.enums import PLAN_TONES
from evaluations.models import WorkPlan


class WorkPlanTable(PortalTable):
    employee = tables.Column(
        order_by="employee__name",
        linkify=lambda record: record.get_absolute_url(),
        attrs={"td": {"class": "cell-title"}},
    )
    nip = tables.Column(accessor="employee__nip", verbose_name="NIP", orderable=False)
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=gettext_lazy("Unit"))
    position = tables.Column(orderable=False)
    period = tables.Column(accessor="period_text", order_by="period", verbose_name=gettext_lazy("Period"))
    version = NumberColumn(orderable=False)
    result_count = NumberColumn(verbose_name=gettext_lazy("Results"), orderable=False)
    linked_count = NumberColumn(verbose_name=gettext_lazy("Linked to the superior"), orderable=False)
    agreed_at = tables.DateTimeColumn()
    state = BadgeColumn(tones=PLAN_TONES)

    class Meta(PortalTable.Meta):
        model = WorkPlan
        fields = (
            "employee",
            "nip",
            "unit",
            "position",
            "period",
            "version",
            "result_count",
            "linked_count",
            "agreed_at",
            "state",
        )
        order_by = "employee"
