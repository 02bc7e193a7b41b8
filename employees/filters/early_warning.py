"""Early warnings."""

from __future__ import annotations

import datetime
import re
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Paths, scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.domain.service_life.eligibility import UNKNOWN
from employees.domain.service_life.months import add_months
from employees.enums import WarningKind, WarningState
from employees.filters.unit import UnitFilter
from employees.models import EarlyWarning, Employee, OrganizationalUnit

# Months that the list and the calendar reach, before and after this one.
MONTHS = 24
TO_CHECK = "check"
SOON = datetime.timedelta(days=30)


def warnings_reach(user: Any) -> Paths:
    """Of the units whose warnings the user may see."""
    return scope_of(user).paths(Permission.WARNING_VIEW)


def month_choices() -> list[tuple[str, str]]:
    first = today().replace(day=1)
    months = [add_months(first, step) for step in range(-MONTHS, MONTHS + 1)]
    return [(f"{month:%Y-%m}", formats.date_format(month, "YEAR_MONTH_FORMAT")) for month in months]


def read_month(text: str) -> datetime.date | None:
    """The first day of the month “2027-03”; None for anything else, and for months out of reach."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        return None
    year, month = (int(part) for part in text.split("-"))
    first = today().replace(day=1)
    distance = (year - first.year) * 12 + month - first.month
    return datetime.date(year, month, 1) if abs(distance) <= MONTHS else None


class EarlyWarningFilter(PortalFilterSet):
    q = SearchFilter(method="search", label=_("Name or NIP"))
    kind = django_filters.ChoiceFilter(choices=WarningKind.choices, label=_("Kind"), empty_label=_("All kinds"))
    month = django_filters.ChoiceFilter(
        choices=month_choices, method="of_month", label=_("Month"), empty_label=_("All months")
    )
    when = django_filters.ChoiceFilter(
        method="by_time",
        label=_("When"),
        empty_label=_("At any time"),
        choices=[
            ("current", _("Now")),
            ("announced", _("Announced already")),
            ("overdue", _("Overdue")),
            ("long_past", _("Overdue by more than 12 months")),
            ("soon", _("In the next 30 days")),
            ("later", _("Coming, not announced yet")),
        ],
    )
    state = django_filters.ChoiceFilter(choices=WarningState.choices, label=_("State"), empty_label=_("Any state"))
    is_eligible = django_filters.ChoiceFilter(
        method="by_requirements",
        label=_("Requirements"),
        empty_label=_("Met or not"),
        choices=[(True, _("Met")), (TO_CHECK, _("To be checked")), (False, _("Not met"))],
    )
    unit = UnitFilter(reach=warnings_reach, method="of_unit", label=_("Unit"), empty_label=_("All units"))
    due_on = django_filters.DateFilter(label=_("Due on"), widget=forms.DateInput)

    class Meta:
        model = EarlyWarning
        fields: list[str] = []

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(employee__in=Employee.objects.search(value).order_by().values("pk"))

    def of_month(self, queryset: Any, _name: str, value: str) -> Any:
        first = read_month(value)
        return queryset.filter(due_on__gte=first, due_on__lt=add_months(first, 1)) if first else queryset.none()

    def by_time(self, queryset: Any, _name: str, value: str) -> Any:
        date = today()
        if value == "current":
            return queryset.announced(date).not_long_past(date).most_pressing_first(date)
        if value == "long_past":
            return queryset.long_past(date)
        if value == "announced":
            return queryset.announced(date)
        if value == "overdue":
            return queryset.filter(due_on__lt=date)
        if value == "soon":
            return queryset.filter(due_on__range=(date, date + SOON))
        return queryset.filter(warn_from__gt=date)

    def by_requirements(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "False":
            return queryset.filter(is_eligible=False)
        unknown = Q()
        for code in UNKNOWN:
            unknown |= Q(details__reasons__contains=[{"code": str(code)}])
        eligible = queryset.filter(is_eligible=True)
        to_check = eligible.filter(unknown)
        # Of details without a list of reasons SQL can't say that it doesn't contain one.
        return to_check if value == TO_CHECK else eligible.exclude(pk__in=to_check.values("pk"))

    def of_unit(self, queryset: Any, _name: str, value: OrganizationalUnit) -> Any:
        return queryset.filter(employee__unit__path__startswith=value.path)
