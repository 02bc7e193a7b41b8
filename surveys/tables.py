"""Lists."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from employees.dates import today
from surveys.enums import COMMENT_TONES, COMPLAINT_TONES, SURVEY_TONES
from surveys.models import Complaint, Holiday, SatisfactionSurvey, SurveyComment


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
        return f"{formats.number_format(figures['index'])} · {figures['grade']}" if figures["index"] else "–"

    def value_index(self, record: SatisfactionSurvey) -> str:
        return record.result.data["figures"]["index"] or "" if hasattr(record, "result") else ""


class ComplaintTable(PortalTable):
    code = tables.Column(verbose_name=_("Code"), linkify=True, attrs={"td": {"class": "nip"}})
    subject = tables.Column(verbose_name=_("Subject"), linkify=True, attrs={"td": {"class": "cell-title"}})
    kind = tables.Column(verbose_name=_("Kind"))
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    reporter = tables.Column(verbose_name=_("Reporter"), empty_values=(), orderable=False)
    state = BadgeColumn(verbose_name=_("State"), tones=COMPLAINT_TONES)
    received_at = tables.DateTimeColumn(verbose_name=_("Received"), format="SHORT_DATE_FORMAT")
    due = tables.Column(verbose_name=_("Due"), attrs={"td": {"class": "cell-date"}})

    class Meta(PortalTable.Meta):
        model = Complaint
        fields = ("code", "subject", "kind", "unit", "reporter", "state", "received_at", "due")
        order_by = "due"

    def render_code(self, record: Complaint) -> str:
        return record.formatted_code

    def value_code(self, record: Complaint) -> str:
        return record.formatted_code

    def render_reporter(self, record: Complaint) -> str:
        return record.reporter_label

    def value_reporter(self, record: Complaint) -> str:
        return record.reporter_label

    def render_due(self, record: Complaint, value: Any) -> str:
        text = formats.date_format(value, "SHORT_DATE_FORMAT")
        if value >= today():
            return text
        return render_to_string("listing/_badge.html", {"tone": "bad", "label": gettext("Overdue: %s") % text})

    def value_due(self, record: Complaint, value: Any) -> str:
        return str(value)


class CommentTable(PortalTable):
    text = tables.Column(verbose_name=_("Comment"), linkify=lambda record: record.survey.get_absolute_url())
    unit = tables.Column(verbose_name=_("Unit"), accessor="survey__unit__name")
    written_on = tables.DateColumn(verbose_name=_("Day"), format="SHORT_DATE_FORMAT")
    state = BadgeColumn(verbose_name=_("State"), tones=COMMENT_TONES)

    class Meta(PortalTable.Meta):
        model = SurveyComment
        fields = ("text", "unit", "written_on", "state")
        order_by = "-written_on"


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
