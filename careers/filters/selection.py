"""Filters of selections and of candidates."""

from __future__ import annotations

import django_filters

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.enums import CandidacyState, SelectionKind, SelectionState
from careers.models import Candidacy, Selection


class SelectionFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "code", "position__title"])
    state = django_filters.ChoiceFilter(choices=SelectionState.choices)
    kind = django_filters.ChoiceFilter(choices=SelectionKind.choices)

    class Meta:
        model = Selection
        fields: list[str] = []


class CandidacyFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip", "pseudonym"])
    state = django_filters.ChoiceFilter(choices=CandidacyState.choices)

    class Meta:
        model = Candidacy
        fields: list[str] = []
