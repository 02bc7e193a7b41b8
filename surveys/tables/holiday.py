"""The calendar as a list."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import PortalTable
from surveys.models import Holiday


class HolidayTable(PortalTable):
    date = tables.DateColumn(verbose_name=_("Date"))
    name = tables.Column(verbose_name=_("Name"))
    government = tables.Column(verbose_name=_("Holds for"), empty_values=(), orderable=False)
    remove = tables.TemplateColumn(
        verbose_name=_("Actions"),
        template_name="surveys/_holiday_remove.html",
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(PortalTable.Meta):
        model = Holiday
        fields = ("date", "name", "government")
        order_by = "date"

    def render_government(self, record: Holiday) -> str:
        return str(record.government.name) if record.government else gettext("The whole country")

    def value_government(self, record: Holiday) -> str:
        return self.render_government(record)
