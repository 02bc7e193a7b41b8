"""Lists of selections and of their candidates."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from careers.enums import CANDIDACY_TONES, SELECTION_TONES
from careers.models import Candidacy, Selection


class SelectionTable(PortalTable):
    title = tables.Column(
        linkify=lambda record: record.get_absolute_url(), attrs={"td": {"class": "cell-title"}}, orderable=True
    )
    position = tables.Column(order_by="position__title")
    unit = tables.Column(order_by="unit__path")
    submitted_count = NumberColumn(verbose_name=_("Applications"), orderable=False)
    state = BadgeColumn(tones=SELECTION_TONES)

    class Meta(PortalTable.Meta):
        model = Selection
        fields = ("title", "state", "submitted_count", "closes_on", "position", "unit", "code", "kind", "opens_on")
        order_by = "-closes_on"


class CandidacyTable(PortalTable):
    employee = tables.Column(
        order_by="employee__name",
        linkify=lambda record: reverse("careers:candidacy-detail", args=[record.pk]),
        attrs={"td": {"class": "cell-title"}},
    )
    registration = tables.Column(verbose_name=_("Registration number"), order_by="number")
    pseudonym = tables.Column()
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=_("Unit"))
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=_("Position"))
    submitted_at = tables.DateTimeColumn()
    state = BadgeColumn(tones=CANDIDACY_TONES)

    class Meta(PortalTable.Meta):
        model = Candidacy
        fields = ("employee", "state", "registration", "pseudonym", "unit", "position", "submitted_at")
        # Checked from the top: results reach the published chain in this order, which must not be that of names.
        order_by = "pseudonym"
