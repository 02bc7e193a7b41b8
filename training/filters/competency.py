"""Filters of the dictionary, of standards, gaps and objections."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Paths, scope_of
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.enums import PositionType
from employees.filters.unit import UnitFilter
from employees.models import Employee, Position
from training.enums import Band, CompetencyKind, Confidence, ObjectionState
from training.models import Competency, CurrentLevel, RatingObjection, RequiredLevel


def training_reach(user: Any) -> Paths:
    """Of the units over whose people the user sees ratings and plans."""
    scope = scope_of(user)
    return {*scope.paths(Permission.TRAINING_VIEW), *scope.headed_paths}


def known_reach(user: Any) -> Paths:
    """Of the units that the user knows of."""
    return scope_of(user).known_paths


def own_dictionary(request: Any) -> QuerySet[Competency]:
    return Competency.objects.visible_to(request.user).in_use()


class CompetencyFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "name_en", "code", "definition"], label=_("Name, code or definition"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=CompetencyKind.choices, empty_label=_("Any kind"))
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = Competency
        fields = ["q", "kind", "is_active"]


class StandardFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "unit__name"], label=_("Position or unit"))
    unit = UnitFilter(reach=known_reach, label=_("Unit"), empty_label=_("All units"))
    position_type = django_filters.ChoiceFilter(
        label=_("Type of position"), choices=PositionType.choices, empty_label=_("Any type")
    )
    standard = django_filters.ChoiceFilter(
        label=_("Standard"),
        method="by_standard",
        empty_label=_("With or without"),
        choices=[("yes", _("With a standard of its own")), ("no", _("Without"))],
    )

    class Meta:
        model = Position
        fields = ["q", "unit", "position_type", "standard"]

    def by_standard(self, queryset: Any, _name: str, value: str) -> Any:
        own = Exists(RequiredLevel.objects.filter(position=OuterRef("pk")))
        return queryset.filter(own) if value == "yes" else queryset.filter(~own)


class GapFilter(PortalFilterSet):
    q = django_filters.CharFilter(label=_("Name or NIP"), method="search")
    unit = UnitFilter(field_name="employee__unit", reach=training_reach, label=_("Unit"), empty_label=_("All units"))
    competency = django_filters.ModelChoiceFilter(
        queryset=own_dictionary, label=_("Competency"), empty_label=_("All competencies")
    )
    kind = django_filters.ChoiceFilter(
        field_name="competency__kind", label=_("Kind"), choices=CompetencyKind.choices, empty_label=_("Any kind")
    )
    band = django_filters.ChoiceFilter(label=_("Gap"), method="by_band", choices=Band.choices, empty_label=_("Any gap"))
    confidence = django_filters.ChoiceFilter(
        label=_("Confidence"), choices=Confidence.choices, empty_label=_("Any confidence")
    )

    class Meta:
        model = CurrentLevel
        fields: list[str] = []

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(employee__in=Employee.objects.search(value).order_by().values("pk"))

    def by_band(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(
            **{
                Band.UNKNOWN: {"achieved": None},
                Band.FAR_BELOW: {"gap__lte": -2},
                Band.BELOW: {"gap": -1},
                Band.MET: {"gap": 0},
                Band.ABOVE: {"gap__gt": 0},
            }[Band(value)]
        )


class MapFilter(PortalFilterSet):
    """Of the map: which units, which columns, and whether by unit or by position."""

    unit = UnitFilter(field_name="unit", reach=training_reach, label=_("Unit"), empty_label=_("All units"))
    kind = django_filters.ChoiceFilter(
        method="unchanged", label=_("Kind"), choices=CompetencyKind.choices, empty_label=_("Any kind")
    )
    competency = django_filters.ModelChoiceFilter(
        method="unchanged", queryset=own_dictionary, label=_("Competency"), empty_label=_("All competencies")
    )
    by = django_filters.ChoiceFilter(
        method="unchanged", label=_("Rows"), choices=[("position", _("Positions"))], empty_label=_("Units")
    )

    class Meta:
        model = CurrentLevel
        fields: list[str] = []

    def unchanged(self, queryset: Any, _name: str, _value: Any) -> Any:
        return queryset


class ObjectionFilter(PortalFilterSet):
    q = SearchFilter(
        fields=["rating__employee__name", "rating__employee__nip", "rating__competency__name"],
        label=_("Name, NIP or competency"),
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ObjectionState.choices, empty_label=_("Any state"))

    class Meta:
        model = RatingObjection
        fields = ["q", "state"]
