"""Lists about learning hours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from employees.models import Employee
from training.enums import ACTIVITY_TONES
from training.models import LearningActivity
from training.tables.columns import TITLE, HoursColumn


def _hours_url(record: Any) -> str:
    return reverse("training:person-hours", args=[record.pk])


class ShortfallTable(PortalTable):
    """Needs `known` and `minimum`, which the view sets."""

    known: dict[int, Decimal]
    minimum: Decimal

    name = tables.Column(
        accessor="full_name",
        order_by="search_name",
        linkify=_hours_url,
        attrs=TITLE,
        verbose_name=gettext_lazy("Name"),
    )
    unit = tables.Column(order_by="unit__name")
    hours = NumberColumn(empty_values=(), orderable=False, verbose_name=gettext_lazy("JP so far"))
    missing = NumberColumn(empty_values=(), orderable=False, verbose_name=gettext_lazy("JP missing"))

    class Meta(PortalTable.Meta):
        model = Employee
        fields = ("name", "nip", "unit", "hours", "missing")
        order_by = "name"

    def render_hours(self, record: Any) -> str:
        return str(floatformat(self.value_hours(record), -2))

    def value_hours(self, record: Any) -> Decimal:
        return self.known.get(record.pk, Decimal(0))

    def render_missing(self, record: Any) -> str:
        return str(floatformat(self.value_missing(record), -2))

    def value_missing(self, record: Any) -> Decimal:
        return self.minimum - self.value_hours(record)


class WithoutTrainingTable(PortalTable):
    name = tables.Column(
        accessor="full_name",
        order_by="search_name",
        linkify=_hours_url,
        attrs=TITLE,
        verbose_name=gettext_lazy("Name"),
    )
    unit = tables.Column(order_by="unit__name")
    last_training = tables.DateColumn(verbose_name=gettext_lazy("Last training"))

    class Meta(PortalTable.Meta):
        model = Employee
        fields = ("name", "nip", "unit", "employment_type", "last_training")
        order_by = "last_training"


class ActivityTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    employee = tables.Column(
        accessor="employee__full_name", order_by="employee__search_name", verbose_name=gettext_lazy("Name")
    )
    learning_hours = HoursColumn()
    state = BadgeColumn(tones=ACTIVITY_TONES)

    class Meta(PortalTable.Meta):
        model = LearningActivity
        fields = ("title", "employee", "form", "ends_on", "learning_hours", "state")
        order_by = "-ends_on"
