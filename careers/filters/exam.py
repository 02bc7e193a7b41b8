from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from careers.models import Blueprint, Item, ItemBank, Sitting


class ItemBankFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "description", "unit__name"])

    class Meta:
        model = ItemBank
        fields = ["q"]


class ItemFilter(PortalFilterSet):
    q = SearchFilter(fields=["code", "text", "subject"])

    class Meta:
        model = Item
        fields = ["q", "state", "level", "kind"]


class ReviewFilter(ItemFilter):
    class Meta:
        model = Item
        fields = ["q", "level", "kind"]


class BlueprintFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "bank__title"])

    class Meta:
        model = Blueprint
        fields = ["q"]


class SittingFilter(PortalFilterSet):
    q = SearchFilter(fields=["title", "unit__name"])

    class Meta:
        model = Sitting
        fields = ["q", "state"]
