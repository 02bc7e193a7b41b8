"""Lists of talent."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from careers.enums import TALENT_OBJECTION_TONES
from careers.models import KeyPost, PoolMember, TalentObjection, TalentPlacement
from careers.reports.talent import missing_words
from employees.dates import today

TITLE = {"td": {"class": "cell-title"}}


class PlacementTable(PortalTable):
    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"))
    unit = tables.Column(order_by="unit__path")
    review = tables.Column(accessor="review__year", order_by="review__year", verbose_name=gettext_lazy("Year"))
    match = NumberColumn()
    score = NumberColumn()
    standing = NumberColumn(verbose_name=gettext_lazy("Box"))
    box = NumberColumn(verbose_name=gettext_lazy("Box worked out"))
    final_box = NumberColumn(verbose_name=gettext_lazy("Box decided"))
    missing = tables.Column(verbose_name=gettext_lazy("Why unknown"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        model = TalentPlacement
        fields = (
            "employee",
            "review",
            "standing",
            "final_box",
            "performance",
            "potential",
            "missing",
            "match",
            "position_title",
            "unit",
            "nip",
            "score",
            "box",
        )
        order_by = "employee"

    def render_missing(self, record: TalentPlacement) -> str:
        return " ".join(missing_words(record)) or "–"

    def render_review(self, value: Any) -> str:
        return str(value)


class TalentObjectionTable(PortalTable):
    employee = tables.Column(
        accessor="placement__employee",
        order_by="placement__employee__name",
        linkify=lambda record: record.get_absolute_url(),
        verbose_name=gettext_lazy("Employee"),
        attrs=TITLE,
    )
    unit = tables.Column(
        accessor="placement__unit", order_by="placement__unit__path", verbose_name=gettext_lazy("Unit")
    )
    review = tables.Column(accessor="placement__review__year", orderable=False, verbose_name=gettext_lazy("Year"))
    state = BadgeColumn(tones=TALENT_OBJECTION_TONES)
    box_before = NumberColumn()
    box_after = NumberColumn()

    class Meta(PortalTable.Meta):
        model = TalentObjection
        fields = (
            "employee",
            "state",
            "unit",
            "review",
            "filed_at",
            "decide_by",
            "box_before",
            "box_after",
            "decided_at",
        )
        order_by = "-filed_at"

    def render_review(self, value: Any) -> str:
        return str(value)


class PoolTable(PortalTable):
    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"))
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=gettext_lazy("Unit"))
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=gettext_lazy("Position"))
    box = NumberColumn(accessor="placement__final_box", verbose_name=gettext_lazy("Box decided"))
    standing = tables.Column(accessor="pk", verbose_name=gettext_lazy("State"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        model = PoolMember
        fields = ("employee", "standing", "box", "until", "unit", "position", "since", "reason", "nip")
        order_by = "until"

    def render_standing(self, record: PoolMember) -> str:
        if record.ended_at is not None:
            return _("ended early")
        left = (record.until - today()).days
        if left < 0:
            return _("run out")
        return _("%(days)s days left") % {"days": formats.number_format(left)}


class KeyPostTable(PortalTable):
    position = tables.Column(order_by="position__title", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    unit = tables.Column(accessor="position__unit", order_by="position__unit__path", verbose_name=gettext_lazy("Unit"))
    ready = NumberColumn(verbose_name=gettext_lazy("Ready now"))
    soon = NumberColumn(verbose_name=gettext_lazy("In one to two years"))
    later = NumberColumn(verbose_name=gettext_lazy("Later"))

    class Meta(PortalTable.Meta):
        model = KeyPost
        fields = ("position", "unit", "ready", "soon", "later", "reason", "marked_at", "ended_at")
        order_by = "unit"
