"""Lists of venues and trainers."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import NumberColumn, PortalTable
from training.models import Trainer, Venue
from training.tables.columns import TITLE


class VenueTable(PortalTable):
    name = tables.Column(linkify=True, attrs=TITLE)
    capacity = NumberColumn()

    class Meta(PortalTable.Meta):
        model = Venue
        fields = ("name", "address", "capacity", "is_accessible", "facilities", "is_active")
        order_by = "name"


class TrainerTable(PortalTable):
    name = tables.Column(linkify=True, attrs=TITLE)
    from_where = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Unit or institution"), orderable=False, empty_values=()
    )
    session_count = NumberColumn(verbose_name=gettext_lazy("Sessions"), orderable=False)

    class Meta(PortalTable.Meta):
        model = Trainer
        fields = ("name", "from_where", "expertise", "session_count", "is_active")
        order_by = "name"

    def render_from_where(self, record: Trainer) -> str:
        if record.employee is not None:
            return str(record.employee.unit.name)
        return record.partner.name if record.partner else "–"

    def value_from_where(self, record: Trainer) -> str:
        return self.render_from_where(record)
