"""Lists of sessions."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import PortalTable
from training.enums import (
    REGISTRATION_TONES,
)
from training.models import TrainingSession
from training.tables.columns import TITLE, HoursColumn, OwnStateColumn, SeatsColumn, StandingColumn, WindowColumn


class CatalogueTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    starts_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Begins"))
    seats = SeatsColumn()
    registration_closes_at = WindowColumn()
    learning_hours = HoursColumn()
    own_state = OwnStateColumn(tones=REGISTRATION_TONES, verbose_name=gettext_lazy("You"), orderable=False)

    class Meta(PortalTable.Meta):
        model = TrainingSession
        fields = (
            "title",
            "starts_at",
            "place",
            "learning_hours",
            "seats",
            "registration_closes_at",
            "unit",
            "own_state",
        )
        order_by = "starts_at"


class OfficeSessionTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    programme = tables.Column(order_by="programme__title")
    starts_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Begins"))
    seats = SeatsColumn()
    state = StandingColumn()

    class Meta(PortalTable.Meta):
        model = TrainingSession
        fields = ("title", "programme", "starts_at", "place", "seats", "state", "unit")
        order_by = "-starts_at"
