"""Changes of the structure."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.enums import STRUCTURE_CHANGE_TONES
from employees.models import StructureChange

TONES = {state.value: tone for state, tone in STRUCTURE_CHANGE_TONES.items()}


class StructureChangeTable(PortalTable):
    unit = tables.Column(
        accessor="unit__name",
        verbose_name=gettext_lazy("Unit"),
        order_by="unit__path",
        linkify=lambda record: record.get_absolute_url(),
        attrs={"td": {"class": "cell-title"}},
    )
    kind = tables.Column()
    effective_date = tables.DateColumn()
    state = BadgeColumn(tones=TONES)
    decree_number = tables.Column(orderable=False)
    created_by = tables.Column(accessor="created_by__name", verbose_name=gettext_lazy("Planned by"), orderable=False)

    class Meta(PortalTable.Meta):
        model = StructureChange
        fields = ("unit", "kind", "effective_date", "state", "decree_number", "created_by")
