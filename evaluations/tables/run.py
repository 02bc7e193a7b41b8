"""Columns of the lists."""

from __future__ import annotations

import datetime
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import PortalTable
from evaluations.models import ReportRun, ReportSchedule
from evaluations.words import recurrence_words


class ScheduleStateColumn(tables.Column):
    def render(self, record: Any) -> str:
        return render_to_string("listing/_badge.html", {"tone": record.tone, "label": record.state_label})

    def value(self, record: Any) -> str:
        return str(record.state_label)


class UnitTimeColumn(tables.Column):
    """A moment in the zone of the record's unit, with the zone's name."""

    def render(self, value: datetime.datetime, record: Any) -> str:
        local = value.astimezone(record.unit.tz)
        return f"{formats.date_format(local, 'DATETIME_FORMAT')} {record.unit.get_time_zone_display()}"


class ScheduleTable(PortalTable):
    name = tables.Column(linkify=True)
    unit = tables.Column(order_by="unit__name")
    recurrence = tables.Column(verbose_name=gettext_lazy("Repeats"), orderable=False)
    is_active = ScheduleStateColumn(verbose_name=gettext_lazy("State"))
    next_run_at = UnitTimeColumn(verbose_name=gettext_lazy("Next run"))
    last_run_at = UnitTimeColumn(verbose_name=gettext_lazy("Last run"))
    owner = tables.Column(accessor="owner__name", verbose_name=gettext_lazy("Owner"), orderable=False)
    last_error = tables.Column(verbose_name=gettext_lazy("Last error"), orderable=False)

    class Meta(PortalTable.Meta):
        model = ReportSchedule
        fields = (
            "name",
            "unit",
            "kind",
            "recurrence",
            "is_active",
            "next_run_at",
            "last_run_at",
            "owner",
            "last_error",
        )
        order_by = "unit"

    def render_recurrence(self, value: str, record: Any) -> str:
        words = recurrence_words(value)
        return f"{words[:1].upper()}{words[1:]}, {formats.time_format(record.time_of_day)}"


class RunTable(PortalTable):
    period_start = tables.Column(verbose_name=gettext_lazy("Period"), linkify=True)
    unit = tables.Column(order_by="unit__name")
    schedule = tables.Column(accessor="schedule__name", orderable=False, verbose_name=gettext_lazy("Report"))
    finished_at = UnitTimeColumn(verbose_name=gettext_lazy("Made"))
    fingerprint = tables.Column(accessor="snapshot_sha256", verbose_name=gettext_lazy("Fingerprint"), orderable=False)
    download = tables.TemplateColumn(
        template_name="evaluations/_run_download.html",
        verbose_name=gettext_lazy("Files"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "cell-actions"}},
    )

    class Meta(PortalTable.Meta):
        model = ReportRun
        fields = ("period_start", "kind", "unit", "schedule", "finished_at", "fingerprint", "download")
        order_by = "-period_start"

    def render_period_start(self, record: Any) -> str:
        return str(record.period)

    def render_fingerprint(self, value: str) -> str:
        return value[:12]
