from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, PortalTable
from participation.enums import STATE_TONES
from participation.models import Announcement


class AnnouncementTable(PortalTable):
    title = tables.Column(verbose_name=_("Title"), linkify=True)
    unit = tables.Column(verbose_name=_("Addressed to"), order_by="unit__name")
    published_at = tables.DateTimeColumn(verbose_name=_("Published"), default="–")
    is_read = tables.Column(verbose_name=_("Read by me"), orderable=False)
    state = BadgeColumn(tones=STATE_TONES)

    class Meta(PortalTable.Meta):
        model = Announcement
        fields = ("title", "unit", "published_at", "is_read", "state")
        order_by = "-published_at"

    def render_is_read(self, value: Any) -> str:
        return str(_("Yes") if value else _("Not yet"))
