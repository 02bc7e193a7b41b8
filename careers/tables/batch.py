from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from careers.enums import BATCH_TONES
from careers.models import CareerBatch


class CareerBatchTable(PortalTable):
    kind = tables.Column(
        linkify=lambda record: record.get_absolute_url(), attrs={"td": {"class": "cell-title"}}, verbose_name=_("Kind")
    )
    unit = tables.Column(order_by="unit__path", verbose_name=_("Unit"))
    effective_date = tables.DateColumn(verbose_name=_("Effective"))
    line_count = NumberColumn(verbose_name=_("People"))
    blocked_count = NumberColumn(verbose_name=pgettext_lazy("batch line", "Blocked"))
    decree_number = tables.Column(verbose_name=_("Decree number"))
    created_by = tables.Column(orderable=False)
    state = BadgeColumn(tones=BATCH_TONES)

    class Meta(PortalTable.Meta):
        model = CareerBatch
        fields = (
            "kind",
            "state",
            "unit",
            "effective_date",
            "line_count",
            "blocked_count",
            "decree_number",
            "created_by",
        )
        order_by = "-effective_date"
