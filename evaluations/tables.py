"""Columns of the lists."""

from __future__ import annotations

import datetime
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import PortalTable
from evaluations.models import ReportRun, ReportSchedule


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
    day_of_month = tables.Column(verbose_name=gettext_lazy("Every month"))
    is_active = ScheduleStateColumn(verbose_name=gettext_lazy("State"))
    next_run_at = UnitTimeColumn(verbose_name=gettext_lazy("Next run"))
    last_run_at = UnitTimeColumn(verbose_name=gettext_lazy("Last run"))
    owner = tables.Column(accessor="owner__name", verbose_name=gettext_lazy("Owner"), orderable=False)
    last_error = tables.Column(verbose_name=gettext_lazy("Last error"), orderable=False)

    class Meta(PortalTable.Meta):
        model = ReportSchedule
        fields = ("name", "unit", "day_of_month", "is_active", "next_run_at", "last_run_at", "owner", "last_error")
        order_by = "unit"

    def render_day_of_month(self, record: Any) -> str:
        time = formats.time_format(record.time_of_day)
        return _("day %(day)s, %(time)s") % {"day": record.day_of_month, "time": time}


class RunTable(PortalTable):
    period_start = tables.Column(verbose_name=gettext_lazy("Month"), linkify=True)
    unit = tables.Column(order_by="unit__name")
    schedule = tables.Column(accessor="schedule__name", orderable=False, verbose_name=gettext_lazy("Report"))
    finished_at = UnitTimeColumn(verbose_name=gettext_lazy("Made"))
    fingerprint = tables.Column(accessor="snapshot_sha256", verbose_name=gettext_lazy("Fingerprint"), orderable=False)
    download = tables.TemplateColumn(
        template_name="evaluations/_run_download.html",
        verbose_name=gettext_lazy("PDF"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "cell-actions"}},
    )

    class Meta(PortalTable.Meta):
        model = ReportRun
        fields = ("period_start", "unit", "schedule", "finished_at", "fingerprint", "download")
        order_by = "-period_start"

    def render_period_start(self, record: Any) -> str:
        return str(record.month)

    def render_fingerprint(self, value: str) -> str:
        return value[:12]
