"""Lists of ratings, periods, objections and credit points."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from employees.enums import FunctionalLevel
from evaluations.enums import ASSESSMENT_TONES
from evaluations.models import Assessment, AssessmentPeriod, Objection
from evaluations.reports.assessment import PREDICATE_TONES
from evaluations.services.credit_points import proposal_of

TITLE = {"td": {"class": "cell-title"}}


class AssessmentTable(PortalTable):
    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"))
    unit = tables.Column(order_by="unit__path")
    assessment_period = tables.Column(order_by="assessment_period__period", verbose_name=gettext_lazy("Period"))
    months = NumberColumn()
    assessor = tables.Column(order_by="assessor__name")
    predicate = BadgeColumn(tones=PREDICATE_TONES)
    state = BadgeColumn(tones=ASSESSMENT_TONES)
    acceptance = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = Assessment
        fields = (
            "employee",
            "nip",
            "unit",
            "position_title",
            "assessment_period",
            "months",
            "assessor",
            "work_result",
            "behaviour",
            "predicate",
            "state",
            "acceptance",
            "delivered_at",
            "signed_at",
        )
        order_by = "employee"


class PeriodTable(PortalTable):
    period = tables.Column(linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    people = NumberColumn(verbose_name=gettext_lazy("Ratings"), orderable=False)
    final_count = NumberColumn(verbose_name=gettext_lazy("Final"), orderable=False)
    closed_at = tables.Column(verbose_name=gettext_lazy("State"), empty_values=())

    class Meta(PortalTable.Meta):
        model = AssessmentPeriod
        fields = ("period", "is_annual", "deliver_by", "people", "final_count", "closed_at")
        order_by = "-period"

    def render_period(self, record: AssessmentPeriod) -> str:
        return str(record)

    def value_period(self, record: AssessmentPeriod) -> str:
        return str(record)

    def render_closed_at(self, record: AssessmentPeriod) -> str:
        return str(pgettext("state", "Open") if record.is_open else _("Closed"))


class ObjectionTable(PortalTable):
    employee = tables.Column(
        accessor="assessment__employee",
        order_by="assessment__employee__name",
        linkify=lambda record: record.assessment.get_absolute_url(),
        verbose_name=gettext_lazy("Employee"),
        attrs=TITLE,
    )
    unit = tables.Column(
        accessor="assessment__unit", order_by="assessment__unit__path", verbose_name=gettext_lazy("Unit")
    )
    period = tables.Column(
        accessor="assessment__assessment_period", orderable=False, verbose_name=gettext_lazy("Period")
    )
    assessor = tables.Column(accessor="assessment__assessor", orderable=False, verbose_name=gettext_lazy("Rated by"))
    decide_by = tables.DateColumn(verbose_name=gettext_lazy("Decide by"))
    is_upheld = tables.Column(verbose_name=gettext_lazy("Decision"), empty_values=())

    class Meta(PortalTable.Meta):
        model = Objection
        fields = ("employee", "unit", "period", "assessor", "filed_at", "decide_by", "is_upheld", "decided_at")
        order_by = "-filed_at"

    def render_is_upheld(self, value: Any) -> str:
        if value is None:
            return _("open")
        return _("rating changed") if value else _("rating kept")


class ProposalColumn(NumberColumn):
    """Something of the proposal, which is computed from the row alone."""

    def __init__(self, part: str, **kwargs: Any) -> None:
        super().__init__(empty_values=(), orderable=False, accessor="pk", **kwargs)
        self.part = part

    def render(self, record: Any, table: Any) -> Any:
        value = self.value(record, table)
        return formats.number_format(value, use_l10n=True) if self.part == "points" and value != "" else value

    def value(self, record: Any, table: Any) -> Any:
        proposal = table.proposal(record)
        if proposal is None:
            if self.part != "words":
                return ""
            return _("on record") if record.converted else _("no month is over yet")
        return getattr(proposal, self.part)


# Drawn by the table from the proposal, not from a field.
OF_PROPOSAL: Any = {"accessor": "pk", "empty_values": (), "orderable": False}


class CreditTable(PortalTable):
    """`credit_tables` gives the rule CREDIT of a period."""

    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"))
    unit = tables.Column(order_by="unit__path")
    assessment_period = tables.Column(order_by="assessment_period__period", verbose_name=gettext_lazy("Rating of"))
    predicate = BadgeColumn(tones=PREDICATE_TONES)
    credit_title = tables.Column(
        accessor="pk", empty_values=(), verbose_name=gettext_lazy("Functional position"), orderable=False
    )
    level = tables.Column(
        accessor="pk", empty_values=(), verbose_name=gettext_lazy("Functional level"), orderable=False
    )
    months = ProposalColumn("months", verbose_name=gettext_lazy("Months"))
    points = ProposalColumn("points", verbose_name=gettext_lazy("Credit points"))
    span = ProposalColumn("words", verbose_name=gettext_lazy("For"), attrs={})

    class Meta(PortalTable.Meta):
        model = Assessment
        fields = (
            "employee",
            "nip",
            "unit",
            "credit_title",
            "level",
            "assessment_period",
            "predicate",
            "months",
            "points",
            "span",
        )
        order_by = ("-assessment_period", "employee")

    def __init__(self, *args: Any, credit_tables: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credit_tables = credit_tables

    def render_credit_title(self, record: Any) -> str:
        proposal = self.proposal(record)
        return str(proposal.title if proposal else record.stay_titles[-1])

    def value_credit_title(self, record: Any) -> str:
        return self.render_credit_title(record)

    def render_level(self, record: Any) -> str:
        proposal = self.proposal(record)
        return str(FunctionalLevel(proposal.level if proposal else record.stay_levels[-1]).label)

    def value_level(self, record: Any) -> str:
        return self.render_level(record)

    def proposal(self, record: Any) -> Any:
        if not hasattr(record, "_proposal"):
            record._proposal = proposal_of(record, self.credit_tables(record.assessment_period))
        return record._proposal
