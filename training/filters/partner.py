"""Filters of partners, published needs and offers."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.enums import OfferState, PartnerKind
from training.models import Partner, PartnerOffer, PublishedNeed


class PartnerFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "contact_name", "about"], label=_("Name or what they teach"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PartnerKind.choices)
    has_agreement = django_filters.BooleanFilter(label=_("With an agreement today"))
    is_active = django_filters.BooleanFilter(label=_("In use"))

    class Meta:
        model = Partner
        fields = ["q", "kind", "is_active"]


class NeedFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "description"], label=_("Title or description"))
    year = django_filters.NumberFilter(label=_("Year"))
    is_withdrawn = django_filters.BooleanFilter(label=_("Withdrawn"))

    class Meta:
        model = PublishedNeed
        fields = ["q", "year", "is_withdrawn"]


class OfferFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "partner__name"], label=_("Title or partner"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=OfferState.choices)

    class Meta:
        model = PartnerOffer
        fields = ["q", "state"]
