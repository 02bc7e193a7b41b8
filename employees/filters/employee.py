"""The staff list."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from asn_portal.access.scope import scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.domain.staff_ages import AGE_GROUPS
from employees.enums import RANKS, EducationLevel, EmploymentType, LegalStatus, PositionType, Regime, Sex
from employees.fields import AsOfField
from employees.filters.unit import UnitFilter, staff_reach
from employees.models import Employee, Position
from employees.service_rules import retirement_ages_on
from employees.shown_status import offered_statuses
from employees.texts.record import age_group_label

# PNS ranks by their Roman number, and the grades of contract staff.
RANK_GROUPS = {
    **{
        group: [code for code, rank in RANKS.items() if rank.regime is Regime.PNS and code.split("/")[0] == group]
        for group in ("IV", "III", "II", "I")
    },
    "PPPK": [code for code, rank in RANKS.items() if rank.regime is Regime.PPPK],
}
RANK_GROUP_CHOICES = [
    *((group, f"{group}/a–{group}/{'e' if group == 'IV' else 'd'}") for group in ("IV", "III", "II", "I")),
    ("PPPK", "PPPK I–XVII"),
]
# Those of whom the record doesn't say.
NONE = "none"
ACTING = "acting"
RETIRES = {"12": 12, "24": 24}


class AsOfFilter(django_filters.Filter):
    """The date of which a list speaks. The view asks the histories for it; the filter itself narrows nothing."""

    field_class = AsOfField

    def filter(self, qs: Any, value: datetime.date | None) -> Any:
        return qs


class ChosenPositionField(forms.ModelChoiceField):
    """Reached by links only, so just the chosen position is offered."""

    chosen: Any = None

    @property
    def choices(self) -> Any:
        return [("", self.empty_label), *((each.pk, str(each)) for each in self.queryset.filter(pk=self.chosen))]

    @choices.setter
    def choices(self, value: Any) -> None:
        self.widget.choices = value


class EmployeeFilter(PortalFilterSet):
    """`queryset` is either of today or, with the annotations of `as_of`, of the date that the address names (?on=)."""

    q = SearchFilter(method="search", label=_("Name or NIP"))
    unit = UnitFilter(method="of_unit", reach=staff_reach, label=_("Unit"), empty_label=_("All units"))
    rank_group = django_filters.ChoiceFilter(
        method="of_rank_group",
        label=_("Rank"),
        empty_label=_("All ranks"),
        choices=[*RANK_GROUP_CHOICES, (NONE, _("No rank on record"))],
    )
    status = django_filters.ChoiceFilter(
        method="of_status", choices=LegalStatus.choices, label=_("Status"), empty_label=_("Any status")
    )
    on = AsOfFilter(label=_("State as of"))
    employment_type = django_filters.ChoiceFilter(
        method="of_column", choices=EmploymentType.choices, label=_("Employment"), empty_label=_("Any employment")
    )
    position_type = django_filters.ChoiceFilter(
        method="of_position_type",
        choices=[*PositionType.choices, (NONE, _("No position on record"))],
        label=_("Position type"),
        empty_label=_("All position types"),
    )
    sex = django_filters.ChoiceFilter(choices=Sex.choices, label=_("Sex"), empty_label=_("Both"))
    education = django_filters.ChoiceFilter(
        method="of_column",
        choices=[*EducationLevel.choices, (NONE, _("Not on record"))],
        label=_("Highest education"),
        empty_label=_("Any education"),
    )
    age = django_filters.ChoiceFilter(
        method="of_age",
        choices=[(key, age_group_label(group)) for key, group in AGE_GROUPS.items()],
        label=_("Age"),
        empty_label=_("Any age"),
    )
    retires = django_filters.ChoiceFilter(
        method="of_retirement",
        choices=[("12", _("Within 12 months")), ("24", _("Within 24 months"))],
        label=_("Retires"),
        empty_label=_("At any time"),
    )
    assignment = django_filters.ChoiceFilter(
        method="of_assignment",
        choices=[(ACTING, _("Acting (Plt., Plh., Pj.)"))],
        label=_("Assignment"),
        empty_label=_("Definitive"),
    )
    position = django_filters.Filter(method="of_position")

    class Meta:
        model = Employee
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.filters["status"].extra["choices"] = offered_statuses(self.request.user)
        chosen = (data or {}).get("position")
        if chosen:
            positions = Position.objects.visible_to(self.request.user)
            field = ChosenPositionField(positions, required=False, label=_("Position"), empty_label=_("All positions"))
            field.chosen = chosen if chosen.isdecimal() else None
            self.filters["position"]._field = field
        else:
            del self.filters["position"]

    @cached_property
    def is_dated(self) -> bool:
        return "unit_on" in self.queryset.query.annotations

    @property
    def date(self) -> datetime.date:
        return (self.is_dated and self.form.cleaned_data.get("on")) or today()

    @property
    def is_acting(self) -> bool:
        return bool(self.form.cleaned_data.get("assignment") == ACTING)

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.search(value, by=self.request.user).most_like_first()

    def of_unit(self, queryset: Any, _name: str, unit: Any) -> Any:
        if self.is_acting:
            return queryset.acting_on(self.date, position__unit__path__startswith=unit.path)
        if self.is_dated:
            return queryset.placed_within([unit.path], self.date)
        return queryset.filter(unit__path__startswith=unit.path)

    def of_rank_group(self, queryset: Any, _name: str, value: str) -> Any:
        if value == NONE:
            return queryset.filter(**{"rank_on" if self.is_dated else "rank": ""})
        codes = RANK_GROUPS[value]
        if self.is_dated:
            return queryset.filter(rank_on__in=codes)
        # The second condition adds nothing but the use of the index that sorts by rank.
        return queryset.filter(rank__in=codes, rank_order__range=(RANKS[codes[0]].order, RANKS[codes[-1]].order))

    def of_status(self, queryset: Any, name: str, value: str) -> Any:
        # Who counts as in service on a date is the view's question; see `EmployeeQuerySet.as_of`.
        # What counts as the status for the reader, too.
        return queryset

    def of_column(self, queryset: Any, name: str, value: str) -> Any:
        column = {"employment_type": "employment_on", "education": "education_on"}[name] if self.is_dated else name
        if column == "education_on":
            queryset = queryset.with_education_on(self.date)
        return queryset.filter(**{column: "" if value == NONE else value})

    def of_position_type(self, queryset: Any, _name: str, value: str) -> Any:
        column = "position_type_on" if self.is_dated else "position__position_type"
        return queryset.filter(**{f"{column}__isnull": True} if value == NONE else {column: value})

    def of_age(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.of_age(value, self.date)

    def of_retirement(self, queryset: Any, _name: str, value: str) -> Any:
        ages = retirement_ages_on(scope_of(self.request.user).government_path, self.date)
        staff = queryset if self.is_dated else queryset.active()
        return staff.retiring(self.date, RETIRES[value], ages, dated=self.is_dated)

    def of_assignment(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset.acting_on(self.date)

    def of_position(self, queryset: Any, _name: str, position: Any) -> Any:
        if self.is_acting:
            return queryset.acting_on(self.date, position=position)
        return queryset.filter(**{"position_on" if self.is_dated else "position": position.pk})
