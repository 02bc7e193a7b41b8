"""The staff list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from asn_portal.escaping import escaped
from asn_portal.forms import group_nip
from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.enums import STATUS_TONES, EducationLevel, LegalStatus
from employees.models import Employee

# A column of several words, which must not break after each of them.
WORDS = {"td": {"class": "cell-words"}}


class StatusColumn(BadgeColumn):
    """What the reader may know of the status."""

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        return _status_label(value, get_language())


@lru_cache(maxsize=100)
def _status_label(status: str, _language: str | None) -> str:
    return str(LegalStatus(status).label)


class EmployeeTable(PortalTable):
    name = tables.Column(linkify=True, attrs={"td": {"class": "cell-title"}})
    nip = tables.Column()
    position = tables.Column(
        accessor="position__title", verbose_name=gettext_lazy("Position"), orderable=False, attrs=WORDS
    )
    unit = tables.Column(accessor="unit__name", verbose_name=gettext_lazy("Unit"), orderable=False, attrs=WORDS)
    rank = tables.Column(order_by=("rank_order", "rank_since"))
    rank_since = tables.DateColumn(orderable=False)
    employment_type = tables.Column(orderable=False)
    sex = tables.Column(orderable=False)
    education = tables.Column(orderable=False)
    status = StatusColumn(
        accessor="status_shown",
        tones=STATUS_TONES,
        verbose_name=gettext_lazy("Status"),
        orderable=False,
        attrs={"td": {"class": "cell-state"}},
    )

    class Meta(PortalTable.Meta):
        model = Employee
        fields = (
            "name",
            "nip",
            "position",
            "unit",
            "rank",
            "rank_since",
            "employment_type",
            "sex",
            "education",
            "status",
        )

    def render_name(self, record: Employee) -> str:
        return record.full_name

    def render_nip(self, value: str) -> str:
        return mark_safe(f'<span class="nip">{escaped(group_nip(value))}</span>')  # noqa: S308 -- escaped

    def value_nip(self, value: str) -> str:
        return value

    def render_rank(self, value: str, record: Employee) -> str:
        return record.rank

    def render_employment_type(self, record: Employee) -> str:
        return record.employment_type.replace("_PART_TIME", " – " + _("part time"))


class DatedEmployeeTable(EmployeeTable):
    """Staff as they stood on a date: rows of `EmployeeQuerySet.as_of`. A record that is closed to the reader, because
    the person works elsewhere today, has no link."""

    name = tables.Column(
        linkify=lambda record: record.get_absolute_url() if record.is_open else None,
        attrs={"td": {"class": "cell-title"}},
    )
    position = tables.Column(
        accessor="position_title_on", verbose_name=gettext_lazy("Position"), orderable=False, attrs=WORDS
    )
    unit = tables.Column(accessor="unit_name_on", verbose_name=gettext_lazy("Unit"), orderable=False, attrs=WORDS)
    rank = tables.Column(
        accessor="rank_on", verbose_name=gettext_lazy("Rank"), order_by=("rank_order_on", "rank_since_on")
    )
    rank_since = tables.DateColumn(accessor="rank_since_on", verbose_name=gettext_lazy("Rank since"), orderable=False)
    employment_type = tables.Column(accessor="employment_on", verbose_name=gettext_lazy("Employment"), orderable=False)
    education = tables.Column(accessor="education_on", verbose_name=gettext_lazy("Highest education"), orderable=False)

    class Meta(EmployeeTable.Meta):
        pass

    def __init__(self, *args: Any, unit_names: Mapping[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_names = unit_names or {}

    def render_unit(self, value: str, record: Any) -> str:
        return self.unit_names.get(record.unit_on, value)

    def render_rank(self, value: str, record: Any) -> str:
        return value

    def render_employment_type(self, record: Any) -> str:
        return record.employment_on.replace("_PART_TIME", " – " + _("part time"))

    def render_education(self, value: str) -> str:
        return str(EducationLevel(value).label)
