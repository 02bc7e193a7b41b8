"""Lists of surveys and of what people wrote in them."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from surveys.enums import COMMENT_TONES, SURVEY_TONES
from surveys.models import SatisfactionSurvey, SurveyComment


class SurveyTable(PortalTable):
    unit = tables.Column(
        verbose_name=_("Unit"), linkify=lambda record: record.get_absolute_url(), order_by="unit__name"
    )
    period = tables.Column(verbose_name=_("Period"))
    state = BadgeColumn(verbose_name=_("State"), tones=SURVEY_TONES)
    answers = NumberColumn(verbose_name=_("Answers"))
    target = NumberColumn(verbose_name=_("Needed"), accessor="target", orderable=False)
    index = tables.Column(verbose_name=_("Published index"), empty_values=(), orderable=False)

    class Meta(PortalTable.Meta):
        model = SatisfactionSurvey
        fields = ("unit", "period", "state", "answers", "target", "index")
        order_by = "-period"

    def render_period(self, record: SatisfactionSurvey) -> str:
        return record.period_text

    def value_period(self, record: SatisfactionSurvey) -> str:
        return record.period_text

    def render_index(self, record: SatisfactionSurvey) -> str:
        if not hasattr(record, "result"):
            return "–"
        figures = record.result.data["figures"]
        if not figures["index"]:
            return "–"
        return f"{formats.number_format(figures['index'])} · {figures.get('shown_grade') or figures['grade']}"

    def value_index(self, record: SatisfactionSurvey) -> str:
        return record.result.data["figures"]["index"] or "" if hasattr(record, "result") else ""


class CommentTable(PortalTable):
    text = tables.Column(
        verbose_name=_("Comment"), linkify=lambda record: reverse("surveys:comment-detail", args=[record.pk])
    )
    unit = tables.Column(verbose_name=_("Unit"), accessor="survey__unit__name")
    written_on = tables.DateColumn(verbose_name=_("Day"), format="SHORT_DATE_FORMAT")
    state = BadgeColumn(verbose_name=_("State"), tones=COMMENT_TONES)
    answer = tables.Column(verbose_name=_("Answer of the office"))

    class Meta(PortalTable.Meta):
        model = SurveyComment
        fields = ("text", "unit", "written_on", "state", "answer")
        order_by = "-written_on"
