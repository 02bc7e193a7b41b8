from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from asn_portal.audit.models import Event, RecordView
from asn_portal.audit.registry import label_of_event, label_of_kind
from asn_portal.listing.tables import PortalTable


class EventTable(PortalTable):
    at = tables.DateTimeColumn(verbose_name=_("Time"), linkify=("audit:event-detail", {"pk": tables.A("pk")}))
    kind = tables.Column(verbose_name=_("What happened"))
    object_label = tables.Column(verbose_name=_("Concerns"), orderable=False)
    actor = tables.Column(verbose_name=_("By"), order_by="actor__name", default=_("The system"))
    reason = tables.Column(verbose_name=_("Reason"), orderable=False, default="–")

    class Meta(PortalTable.Meta):
        model = Event
        fields = ("at", "kind", "object_label", "actor", "reason")
        order_by = "-at"

    def render_kind(self, value: str) -> str:
        return label_of_event(value)

    def render_object_label(self, value: str, record: Event) -> str:
        return f"{label_of_kind(record.object_kind)}: {value}" if value else "–"


class RecordViewTable(PortalTable):
    at = tables.DateTimeColumn(verbose_name=_("Time"))
    viewer = tables.Column(verbose_name=_("Who looked"), order_by="viewer__name")
    subject_label = tables.Column(verbose_name=_("At whose record"))
    what = tables.Column(verbose_name=_("What was opened"))
    reason = tables.Column(verbose_name=_("Reason"), orderable=False, default="–")

    class Meta(PortalTable.Meta):
        model = RecordView
        fields = ("at", "viewer", "subject_label", "what", "reason")
        order_by = "-at"

    def render_what(self, value: str) -> str:
        return label_of_event(f"view.{value}")
