"""The list of programmes."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import NumberColumn, PortalTable
from training.models import TrainingProgramme
from training.tables.columns import TITLE, HoursColumn


class ProgrammeTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    learning_hours = HoursColumn()
    session_count = NumberColumn(verbose_name=gettext_lazy("Sessions"), orderable=False)

    class Meta(PortalTable.Meta):
        model = TrainingProgramme
        fields = ("title", "code", "form", "learning_hours", "session_count", "unit", "is_active")
        order_by = "title"
