from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.enums import OfferState, PairState
from careers.models import MatchRun, MentorOffer, Mentorship, ProposedPair
from careers.retiring_knowledge import HORIZONS
from employees.models import Employee, OrganizationalUnit
from training.models import Competency


class MentorshipFilter(PortalFilterSet):
    q = SearchFilter(fields=["mentor__name", "mentee__name"], label=_("Name"))

    class Meta:
        model = Mentorship
        fields = ["q", "state", "way"]


def competencies_of(request: Any) -> Any:
    return Competency.objects.visible_to(request.user).in_use()


class OfferFilter(PortalFilterSet):
    q = SearchFilter(fields=["topic", "description", "mentor__name", "competency__name"])
    competency = django_filters.ModelChoiceFilter(queryset=competencies_of, label=_("Competency"))
    is_group = django_filters.BooleanFilter(label=_("As a group"))
    state = django_filters.ChoiceFilter(choices=OfferState.choices, label=_("State"))

    class Meta:
        model = MentorOffer
        fields: list[str] = []


class MatchRunFilter(PortalFilterSet):
    q = SearchFilter(fields=["unit__name"], label=_("Unit"))

    class Meta:
        model = MatchRun
        fields: list[str] = []


class PairFilter(PortalFilterSet):
    q = SearchFilter(fields=["mentee__name", "mentor__name"], label=_("Name"))
    state = django_filters.ChoiceFilter(choices=PairState.choices, label=_("State"))

    class Meta:
        model = ProposedPair
        fields: list[str] = []


def horizon_choices() -> list[tuple[int, str]]:
    return [(months, gettext("%(months)s months") % {"months": months}) for months in HORIZONS]


class RetiringFilter(PortalFilterSet):
    """`months` is read by the view, which asks the retirement ages for it."""

    q = SearchFilter(fields=["name", "nip"], label=_("Name or NIP"))
    months = django_filters.ChoiceFilter(
        label=_("Retires within"), choices=horizon_choices, empty_label=None, method="as_it_is"
    )

    class Meta:
        model = Employee
        fields: list[str] = []

    def as_it_is(self, queryset: Any, _name: str, _value: Any) -> Any:
        return queryset


class FiguresFilter(PortalFilterSet):
    """`year` is read by the view."""

    q = SearchFilter(fields=["name"], label=_("Unit"))
    year = django_filters.NumberFilter(label=_("Year"), method="as_it_is", min_value=2000, max_value=2199)

    class Meta:
        model = OrganizationalUnit
        fields: list[str] = []

    def as_it_is(self, queryset: Any, _name: str, _value: Any) -> Any:
        return queryset
