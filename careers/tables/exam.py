from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from careers.enums import ITEM_TONES, SITTING_TONES
from careers.models import Blueprint, Item, ItemBank, Sitting


def _to_itself(record: object) -> str:
    return record.get_absolute_url()  # type: ignore[attr-defined,no-any-return]


class ItemBankTable(PortalTable):
    title = tables.Column(verbose_name=_("Title"), linkify=_to_itself)
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    item_count = NumberColumn(verbose_name=_("Items in use"))
    review_count = NumberColumn(verbose_name=_("Wait for review"))

    class Meta(PortalTable.Meta):
        model = ItemBank
        fields = ("title", "unit", "item_count", "review_count")
        order_by = "title"


class ShareColumn(NumberColumn):
    """Two places, as on the page of an exam's figures."""

    def render(self, value: Any) -> str:
        return formats.number_format(value, 2)


class ItemTable(PortalTable):
    code = tables.Column(verbose_name=_("Code"), linkify=_to_itself)
    text = tables.Column(verbose_name=_("Question"), orderable=False)
    subject = tables.Column(verbose_name=pgettext_lazy("exam", "Subject"))
    level = tables.Column(verbose_name=_("Difficulty"))
    kind = tables.Column(verbose_name=_("Kind"))
    state = BadgeColumn(verbose_name=_("State"), tones=ITEM_TONES)
    facility = ShareColumn(verbose_name=_("Facility"))
    discrimination = ShareColumn(verbose_name=_("Discrimination"))

    class Meta(PortalTable.Meta):
        model = Item
        fields = ("code", "text", "subject", "level", "kind", "state", "facility", "discrimination")
        order_by = "code"

    def render_text(self, value: str) -> str:
        return value if len(value) <= 90 else f"{value[:90]}…"


class ReviewTable(ItemTable):
    bank = tables.Column(verbose_name=_("Item bank"), order_by="bank__title")
    proposed_at = tables.DateTimeColumn(verbose_name=_("Waiting since"))
    state = facility = discrimination = None

    class Meta(PortalTable.Meta):
        model = Item
        fields = ("code", "bank", "text", "subject", "level", "kind", "proposed_at")
        order_by = "proposed_at"


class BlueprintTable(PortalTable):
    title = tables.Column(verbose_name=_("Title"), linkify=_to_itself)
    bank = tables.Column(verbose_name=_("Item bank"), order_by="bank__title")
    item_count = NumberColumn(verbose_name=_("Items"))
    point_count = NumberColumn(verbose_name=_("Points"))
    minutes = NumberColumn(verbose_name=_("Minutes"))

    class Meta(PortalTable.Meta):
        model = Blueprint
        fields = ("title", "bank", "item_count", "point_count", "minutes")
        order_by = "title"


class SittingTable(PortalTable):
    title = tables.Column(verbose_name=_("Title"), linkify=_to_itself)
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    starts_at = tables.DateTimeColumn(verbose_name=_("Opens"))
    minutes = NumberColumn(verbose_name=_("Minutes"))
    candidate_count = NumberColumn(verbose_name=_("Candidates"))
    state = BadgeColumn(verbose_name=_("State"), tones=SITTING_TONES)

    class Meta(PortalTable.Meta):
        model = Sitting
        fields = ("title", "unit", "starts_at", "minutes", "candidate_count", "state")
        order_by = "-starts_at"
