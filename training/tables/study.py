"""Lists of further education."""

from __future__ import annotations

import datetime
from typing import Any

import django_tables2 as tables
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import EMPTY_CELL, BadgeColumn, NumberColumn, PortalTable
from employees.dates import today
from training.enums import APPLICATION_TONES, ASSIGNMENT_TONES, CALL_TONES, ApplicationState
from training.models import StudyAssignment, StudyCall
from training.tables.columns import TITLE


class OwnApplicationColumn(BadgeColumn):
    """The reader's own application; the value is an annotation without a display method."""

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        return str(ApplicationState(value).label)


class StudyCallTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    degree = tables.Column()
    opens_on = tables.DateColumn()
    closes_on = tables.DateColumn()
    places = NumberColumn()
    state = BadgeColumn(tones=CALL_TONES)
    own_state = OwnApplicationColumn(tones=APPLICATION_TONES, verbose_name=gettext_lazy("You"), orderable=False)

    class Meta(PortalTable.Meta):
        model = StudyCall
        fields = (
            "title",
            "degree",
            "funding",
            "provider",
            "places",
            "opens_on",
            "closes_on",
            "state",
            "own_state",
            "unit",
        )
        order_by = "-closes_on"


class BondColumn(tables.Column):
    """Days of service still owed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accessor="bond_until", verbose_name=gettext_lazy("Bond"), order_by="bond__endswith", **kwargs)

    def render(self, value: datetime.date, record: Any) -> str:
        left = record.bond_days_left(today())
        if not left:
            return _("fulfilled")
        return _("%(days)s days, until %(day)s") % {
            "days": formats.number_format(left),
            "day": formats.date_format(record.bond_last_day),
        }

    def value(self, value: datetime.date, record: Any) -> datetime.date | None:
        return record.bond_last_day  # type: ignore[no-any-return]


class NextReportColumn(tables.DateColumn):
    """Overdue reports say so."""

    def render(self, value: datetime.date | None, record: Any, bound_column: Any) -> str:
        if value is None:
            return EMPTY_CELL
        text = str(formats.date_format(value))
        return _("overdue since %(day)s") % {"day": text} if record.is_running and value < today() else text


class StudyAssignmentTable(PortalTable):
    employee = tables.Column(order_by="employee__name", linkify=lambda record: record.get_absolute_url(), attrs=TITLE)
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"), orderable=False)
    unit = tables.Column(accessor="employee__unit", verbose_name=gettext_lazy("Unit"), orderable=False)
    degree = tables.Column()
    starts_on = tables.DateColumn()
    planned_end = tables.DateColumn()
    next_report = NextReportColumn(verbose_name=gettext_lazy("Next report"), orderable=False)
    bond = BondColumn()
    state = BadgeColumn(tones=ASSIGNMENT_TONES)

    class Meta(PortalTable.Meta):
        model = StudyAssignment
        fields = (
            "employee",
            "nip",
            "unit",
            "degree",
            "programme",
            "university",
            "funding",
            "starts_on",
            "planned_end",
            "next_report",
            "bond",
            "decree_number",
            "state",
        )
        order_by = "-starts_on"
