"""The list of alarms."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, PortalTable
from surveys.enums import ALARM_TONES
from surveys.models import SurveyAlarm
from surveys.reports.alarm import alarm_sentence


class AlarmTable(PortalTable):
    kind = tables.Column(
        verbose_name=_("Alarm"),
        linkify=("surveys:alarm-detail", [tables.A("pk")]),
        attrs={"td": {"class": "cell-title"}},
    )
    unit = tables.Column(verbose_name=_("Unit"), accessor="survey__unit__name")
    day = tables.DateColumn(verbose_name=_("Day"), format="SHORT_DATE_FORMAT")
    series = tables.Column(verbose_name=_("Answers"), accessor="get_series_display", order_by="series")
    what = tables.Column(
        verbose_name=_("What was seen"), empty_values=(), orderable=False, attrs={"td": {"class": "cell-wide"}}
    )
    state = BadgeColumn(verbose_name=_("State"), tones=ALARM_TONES)

    class Meta(PortalTable.Meta):
        model = SurveyAlarm
        fields = ("kind", "unit", "day", "series", "what", "state")
        order_by = "-day"

    def render_what(self, record: SurveyAlarm) -> str:
        return alarm_sentence(record)

    def value_what(self, record: SurveyAlarm) -> str:
        return alarm_sentence(record)
