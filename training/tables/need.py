"""Lists of needs and plans."""

from __future__ import annotations

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from training.enums import NEED_TONES, PRIORITY_TONES, YEAR_PLAN_TONES
from training.models import DevelopmentNeed, IndividualPlan, YearPlan
from training.models.need import PLAN_TONES
from training.tables.columns import TITLE, YearColumn


class MoneyColumn(NumberColumn):
    """Whole rupiah, rounded half up."""

    def render(self, value: object) -> str:
        return str(floatformat(value, 0))

    def value(self, value: object) -> object:
        return value


class NeedTable(PortalTable):
    title = tables.Column(
        verbose_name=gettext_lazy("Need"),
        linkify=lambda record: record.get_absolute_url(),
        orderable=False,
        attrs=TITLE,
    )
    employee = tables.Column(order_by="employee__name")
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=gettext_lazy("Unit"))
    priority = BadgeColumn(tones=PRIORITY_TONES)
    gap = NumberColumn()
    programme = tables.Column(orderable=False)
    state = BadgeColumn(tones=NEED_TONES)
    cost = MoneyColumn()

    year = YearColumn()

    class Meta(PortalTable.Meta):
        model = DevelopmentNeed
        fields = (
            "title",
            "employee",
            "unit",
            "priority",
            "gap",
            "source",
            "programme",
            "year",
            "quarter",
            "cost",
            "is_mandatory",
            "state",
        )
        order_by = "employee"


class IndividualPlanTable(PortalTable):
    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=gettext_lazy("Unit"))
    need_count = NumberColumn(verbose_name=gettext_lazy("Needs"), orderable=False)
    realised_count = NumberColumn(verbose_name=gettext_lazy("Realised"), orderable=False)
    year = YearColumn()
    state = BadgeColumn(tones=PLAN_TONES)

    class Meta(PortalTable.Meta):
        model = IndividualPlan
        fields = ("employee", "unit", "year", "need_count", "realised_count", "submitted_at", "state")
        order_by = "employee"


class YearPlanTable(PortalTable):
    unit = tables.Column(order_by="unit__path", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    line_count = NumberColumn(verbose_name=gettext_lazy("Lines"), orderable=False)
    people = NumberColumn(verbose_name=gettext_lazy("People"), orderable=False)
    planned = MoneyColumn(verbose_name=gettext_lazy("Planned (Rp)"), orderable=False)
    budget = MoneyColumn(verbose_name=gettext_lazy("Budget (Rp)"))
    year = YearColumn()
    state = BadgeColumn(tones=YEAR_PLAN_TONES)

    class Meta(PortalTable.Meta):
        model = YearPlan
        fields = ("unit", "year", "line_count", "people", "planned", "budget", "state")
        order_by = ("-year", "unit__path")
