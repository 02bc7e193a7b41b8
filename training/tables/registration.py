"""Registrations that wait for a decision."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import PortalTable
from training.models import Registration
from training.tables.columns import TITLE


class ApprovalTable(PortalTable):
    employee = tables.Column(order_by="employee__name", attrs=TITLE, linkify=lambda record: record.get_absolute_url())
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=gettext_lazy("Position"))
    session = tables.Column(order_by="session__title", linkify=lambda record: record.session.get_absolute_url())
    starts_at = tables.DateTimeColumn(accessor="session__starts_at", verbose_name=gettext_lazy("Begins"))
    place = tables.Column(accessor="session__place", orderable=False, verbose_name=gettext_lazy("Place"))
    registered_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Registered"))
    act = tables.TemplateColumn(
        template_name="training/_approval_buttons.html",
        verbose_name=gettext_lazy("Decision"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "cell-actions"}},
    )

    class Meta(PortalTable.Meta):
        model = Registration
        fields = ("employee", "position", "session", "starts_at", "place", "registered_at", "act")
        order_by = "registered_at"
