from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, PortalTable
from careers.enums import STATE_TONES
from careers.models import Mentorship


class MentorshipTable(PortalTable):
    mentee = tables.Column(
        verbose_name=_("Mentee"), linkify=lambda record: record.get_absolute_url(), order_by="mentee__name"
    )
    mentor = tables.Column(verbose_name=_("Mentor"), order_by="mentor__name")
    goal = tables.Column(verbose_name=_("Goal"), orderable=False)
    starts_on = tables.DateColumn(verbose_name=_("From"))
    ends_on = tables.DateColumn(verbose_name=_("Until"))
    state = BadgeColumn(tones=STATE_TONES)

    class Meta(PortalTable.Meta):
        model = Mentorship
        fields = ("mentee", "mentor", "goal", "starts_on", "ends_on", "state")
        order_by = "-starts_on"
