"""The trail, for auditors."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.accounts.models import User
from asn_portal.audit.changes import changes_of, data_of
from asn_portal.audit.filters import EventFilter, RecordViewFilter
from asn_portal.audit.models import Event, RecordView
from asn_portal.audit.registry import label_of_event, label_of_kind
from asn_portal.audit.tables import EventTable, RecordViewTable
from asn_portal.listing.views import PortalListView


class EventListView(PermissionRequiredMixin, PortalListView):
    permission_required = "audit.view_trail"
    model = Event
    table_class = EventTable
    filterset_class = EventFilter
    page_title = _("Audit trail")
    export_name = "audit-trail"
    empty_title = _("Nothing has happened yet")
    empty_text = _("Every change to a record appears here with who made it, when and why.")
    empty_icon = "shield"

    def get_queryset(self) -> QuerySet[Event]:
        return super().get_queryset().select_related("actor")


class EventDetailView(PermissionRequiredMixin, DetailView):
    """One event with the field changes of the same request."""

    permission_required = "audit.view_trail"
    template_name = "audit/event_detail.html"
    context_object_name = "event"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.visible_to(self.request.user).select_related("actor")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event: Event = self.object
        changes = list(changes_of(event.object_kind, event.object_id, request_id=event.request_id))
        users = User.objects.in_bulk({change.user_id for change in changes if change.user_id})
        return super().get_context_data(
            **kwargs,
            kind_label=label_of_event(event.kind),
            object_kind_label=label_of_kind(event.object_kind),
            changes=[(change, users.get(change.user_id)) for change in changes] if event.request_id else [],
            data=data_of(event),
        )


class RecordViewListView(PermissionRequiredMixin, PortalListView):
    permission_required = "audit.view_looks"
    model = RecordView
    table_class = RecordViewTable
    filterset_class = RecordViewFilter
    page_title = _("Who looked at whose record")
    export_name = "record-views"
    empty_title = _("Nobody has looked yet")
    empty_text = _("Each look at another person's record appears here.")
    empty_icon = "eye"

    def get_queryset(self) -> QuerySet[RecordView]:
        return super().get_queryset().select_related("viewer")
