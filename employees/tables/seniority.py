"""The seniority list (*daftar urut kepangkatan*)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.forms import group_nip
from asn_portal.listing.tables import NumberColumn, PortalTable
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, months_between
from employees.enums import EducationLevel, LeadershipTraining
from employees.models import Employee
from employees.tables.employee import WORDS

# Words of the heading one below the other, so that the whole list fits a screen.
WRAPPED = {"th": {"class": "cell-wrapped"}}


class SeniorityTable(PortalTable):
    """Rows of `in_seniority_order`; `first` is the place of the first of them in the whole list."""

    place = NumberColumn(empty_values=(), verbose_name=gettext_lazy("No."), orderable=False)
    name = tables.Column(
        linkify=lambda record: record.get_absolute_url() if record.is_open else None,
        orderable=False,
        attrs={"td": {"class": "cell-title"}},
    )
    nip = tables.Column(orderable=False)
    rank = tables.Column(accessor="rank_on", verbose_name=gettext_lazy("Rank"), orderable=False, attrs=WRAPPED)
    rank_since = tables.DateColumn(
        accessor="rank_since_on", verbose_name=gettext_lazy("Rank since"), orderable=False, attrs={**WRAPPED}
    )
    position = tables.Column(
        accessor="position_title_on", verbose_name=gettext_lazy("Position"), orderable=False, attrs=WORDS
    )
    position_since = tables.DateColumn(
        accessor="position_since_on", verbose_name=gettext_lazy("Position since"), orderable=False, attrs={**WRAPPED}
    )
    unit = tables.Column(accessor="unit_name_on", verbose_name=gettext_lazy("Unit"), orderable=False, attrs=WORDS)
    service = tables.Column(
        accessor="service_months_on", verbose_name=gettext_lazy("Length of service"), orderable=False, attrs=WRAPPED
    )
    training = tables.Column(
        accessor="training_on", verbose_name=gettext_lazy("Leadership training"), orderable=False, attrs=WORDS
    )
    education = tables.Column(
        accessor="education_on", verbose_name=gettext_lazy("Education"), orderable=False, attrs=WRAPPED
    )
    age = NumberColumn(accessor="birth_date", verbose_name=gettext_lazy("Age"), orderable=False)

    class Meta(PortalTable.Meta):
        model = Employee
        fields = (
            "place",
            "name",
            "nip",
            "rank",
            "rank_since",
            "position",
            "position_since",
            "unit",
            "service",
            "training",
            "education",
            "age",
        )

    def __init__(
        self,
        *args: Any,
        date: datetime.date,
        unit_names: Mapping[int, str] | None = None,
        first: int = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.date, self.unit_names = date, unit_names or {}
        self.first = self.next_place = first

    def drawn_rows(self) -> str:
        self.next_place = self.first
        return super().drawn_rows()

    def as_values(self, *args: Any, **kwargs: Any) -> Any:
        self.next_place = self.first
        return super().as_values(*args, **kwargs)

    def render_place(self) -> int:
        self.next_place += 1
        return self.next_place - 1

    def render_name(self, record: Employee) -> str:
        return record.full_name

    def render_nip(self, value: str) -> str:
        return format_html('<span class="nip">{}</span>', group_nip(value))

    def value_nip(self, value: str) -> str:
        return value

    def render_unit(self, value: str, record: Any) -> str:
        return self.unit_names.get(record.unit_on, value)

    def render_service(self, value: int) -> str:
        years, months = divmod(value, MONTHS_OF_A_YEAR)
        text = _("%(years)s y %(months)s m") % {"years": years, "months": months}
        return text.replace(" ", "\N{NO-BREAK SPACE}")

    def render_training(self, value: str, record: Any) -> str:
        return f"{LeadershipTraining(value).label}, {record.training_year_on}"

    def render_education(self, value: str, record: Any) -> str:
        graduated = f", {record.graduated_on.year}" if record.graduated_on else ""
        return f"{EducationLevel(value).label}{graduated}"

    def render_age(self, value: datetime.date) -> int:
        return months_between(value, self.date) // MONTHS_OF_A_YEAR
