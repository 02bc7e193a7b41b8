"""Lists of competencies, positions, gaps and objections."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from employees.models import Position
from training.domain.gaps import band_of
from training.enums import CONFIDENCE_TONES
from training.models import Competency, CurrentLevel, RatingObjection
from training.models.competency import OBJECTION_TONES
from training.tables.columns import TITLE

BAND_TONES = {"unknown": "neutral", "far_below": "bad", "below": "attention", "met": "good", "above": "good"}


class CompetencyTable(PortalTable):
    name = tables.Column(
        accessor="title",
        order_by="name",
        linkify=lambda record: record.get_absolute_url(),
        attrs=TITLE,
        verbose_name=gettext_lazy("Name"),
    )
    position_count = NumberColumn(verbose_name=gettext_lazy("Positions"), orderable=False)
    programme_count = NumberColumn(verbose_name=gettext_lazy("Programmes"), orderable=False)

    class Meta(PortalTable.Meta):
        model = Competency
        fields = ("name", "code", "kind", "position_count", "programme_count", "is_active")
        order_by = ("kind", "name")


class StandardTable(PortalTable):
    title = tables.Column(linkify=lambda record: reverse("training:standard-detail", args=[record.pk]), attrs=TITLE)
    has_standard = tables.BooleanColumn(
        verbose_name=gettext_lazy("Standard of its own"), orderable=False, yesno=("✓", "–")
    )
    level_count = NumberColumn(verbose_name=gettext_lazy("Levels set"), orderable=False)

    class Meta(PortalTable.Meta):
        model = Position
        fields = ("title", "unit", "position_type", "functional_level", "has_standard", "level_count")
        order_by = ("unit__path", "title")

    def value_has_standard(self, value: bool) -> bool:
        return value


class BandColumn(BadgeColumn):
    """The gap in words, and its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            accessor="band",
            tones=BAND_TONES,
            verbose_name=gettext_lazy("Gap"),
            order_by=("gap",),
            **kwargs,
        )

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        label = str(band_of(record.gap).label)
        return label if record.gap is None else f"{label} ({record.gap:+d})"


class GapTable(PortalTable):
    employee = tables.Column(
        order_by="employee__name",
        linkify=lambda record: reverse("training:person-competencies", args=[record.employee_id]),
        attrs=TITLE,
        verbose_name=gettext_lazy("Employee"),
    )
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=gettext_lazy("Unit"))
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=gettext_lazy("Position"))
    competency = tables.Column(order_by="competency__name", verbose_name=gettext_lazy("Competency"))
    required = NumberColumn(verbose_name=gettext_lazy("Required"))
    achieved = NumberColumn(verbose_name=gettext_lazy("Achieved"))
    band = BandColumn()
    confidence = BadgeColumn(tones=CONFIDENCE_TONES, verbose_name=gettext_lazy("Confidence"))

    class Meta(PortalTable.Meta):
        model = CurrentLevel
        fields = ("employee", "unit", "position", "competency", "required", "achieved", "band", "confidence")
        order_by = ("gap",)


class ObjectionTable(PortalTable):
    employee = tables.Column(
        accessor="rating__employee",
        order_by="rating__employee__name",
        linkify=lambda record: record.get_absolute_url(),
        verbose_name=gettext_lazy("Employee"),
        attrs=TITLE,
    )
    competency = tables.Column(accessor="rating__competency", orderable=False, verbose_name=gettext_lazy("Competency"))
    level = NumberColumn(accessor="rating__level", orderable=False, verbose_name=gettext_lazy("Rated"))
    claimed_level = NumberColumn(orderable=False, verbose_name=gettext_lazy("Claimed"))
    state = BadgeColumn(tones=OBJECTION_TONES)
    created_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Since"))

    class Meta(PortalTable.Meta):
        model = RatingObjection
        fields = ("employee", "competency", "level", "claimed_level", "state", "created_at")
        order_by = "-created_at"
