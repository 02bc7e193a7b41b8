"""The list of reports."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from employees.dates import today
from surveys.enums import COMPLAINT_TONES
from surveys.models import Complaint


class ComplaintTable(PortalTable):
    code = tables.Column(verbose_name=_("Code"), linkify=True, attrs={"td": {"class": "nip"}})
    subject = tables.Column(verbose_name=_("Subject"), linkify=True, attrs={"td": {"class": "cell-title"}})
    kind = tables.Column(verbose_name=_("Kind"))
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    reporter = tables.Column(verbose_name=_("Reporter"), empty_values=(), orderable=False)
    state = BadgeColumn(verbose_name=_("State"), tones=COMPLAINT_TONES)
    received_at = tables.DateTimeColumn(verbose_name=_("Received"), format="SHORT_DATE_FORMAT")
    due = tables.Column(verbose_name=_("Due"), attrs={"td": {"class": "cell-date"}})
    assignee = tables.Column(verbose_name=_("Handled by"), accessor="assignee__name", order_by="assignee__name")
    supports = NumberColumn(verbose_name=_("Same trouble"), accessor="support_count")
    topics = tables.Column(verbose_name=_("Topics"), accessor="topic_names", orderable=False)

    class Meta(PortalTable.Meta):
        model = Complaint
        fields = (
            "code",
            "subject",
            "kind",
            "unit",
            "reporter",
            "state",
            "received_at",
            "due",
            "assignee",
            "supports",
            "topics",
        )
        order_by = "due"

    def render_code(self, record: Complaint) -> str:
        return record.formatted_code

    def value_code(self, record: Complaint) -> str:
        return record.formatted_code

    def render_reporter(self, record: Complaint) -> str:
        return record.reporter_label

    def value_reporter(self, record: Complaint) -> str:
        return record.reporter_label

    def render_topics(self, value: list[str]) -> str:
        return ", ".join(value)

    def value_topics(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_due(self, record: Complaint, value: Any) -> str:
        text = formats.date_format(value, "SHORT_DATE_FORMAT")
        if value >= today():
            return text
        return render_to_string("listing/_badge.html", {"tone": "bad", "label": gettext("Overdue: %s") % text})

    def value_due(self, record: Complaint, value: Any) -> str:
        return str(value)


class DeskTable(PortalTable):
    """The queue beside the open report: one column, with what decides which one is next."""

    subject = tables.Column(verbose_name=_("Report"), attrs={"td": {"class": "cell-title"}}, orderable=False)
    due = tables.Column(verbose_name=_("Due"), attrs={"td": {"class": "cell-date"}}, empty_values=())

    # Set by the view: where a row leads, and which one is open.
    case_address = "?"
    case_pk: int | None = None

    class Meta(PortalTable.Meta):
        model = Complaint
        fields = ("subject", "due")
        order_by = "due"

    def render_subject(self, record: Complaint) -> str:
        return render_to_string(
            "surveys/_desk_row.html",
            {
                "record": record,
                "url": f"{self.case_address}case={record.pk}#case",
                "is_current": record.pk == self.case_pk,
            },
        )

    def render_due(self, record: Complaint, value: Any) -> str:
        if value is None:
            return "–"
        text = formats.date_format(value, "SHORT_DATE_FORMAT")
        if value >= today():
            return text
        return render_to_string("listing/_badge.html", {"tone": "bad", "label": text})
