"""The list of services."""

from __future__ import annotations

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import PortalTable
from surveys.models import PublicService


class ServiceTable(PortalTable):
    name = tables.Column(
        verbose_name=_("Service"),
        linkify=("surveys:service-update", {"pk": tables.A("pk")}),
        attrs={"td": {"class": "cell-title"}},
    )
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    is_active = tables.Column(verbose_name=_("State"))

    class Meta(PortalTable.Meta):
        model = PublicService
        fields = ("name", "unit", "is_active")
        order_by = ("unit", "name")

    def render_is_active(self, value: bool) -> str:
        tone = "good" if value else "neutral"
        return render_to_string("listing/_badge.html", {"tone": tone, "label": self.value_is_active(value)})

    def value_is_active(self, value: bool) -> str:
        return gettext("Offered") if value else gettext("No longer offered")
