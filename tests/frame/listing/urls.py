"""The portal with one more list, of accounts, on which the list pattern is tried."""

import django_filters
import django_tables2 as tables
from django.urls import path

from asn_portal.accounts.models import User
from asn_portal.errors import DomainError
from asn_portal.listing.bulk import BulkAction, BulkActionView
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from asn_portal.listing.tables import BadgeColumn, PortalTable
from asn_portal.listing.views import PortalListView
from asn_portal.urls import urlpatterns as portal_urlpatterns


class AccountTable(PortalTable):
    language = BadgeColumn(tones={"en": "info"})
    email = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = User
        fields = ("name", "username", "email", "language", "created_at")
        order_by = "name"


class AccountFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "username"])
    created = django_filters.DateFromToRangeFilter(field_name="created_at", label="Created")

    class Meta:
        model = User
        fields = ["q", "language", "is_active", "created"]


class AccountListView(PortalListView):
    model = User
    table_class = AccountTable
    filterset_class = AccountFilter
    page_title = "Accounts"
    export_name = "accounts"
    default_columns = ("username", "email", "language")
    fixed_columns = ("name",)
    bulk_actions = (BulkAction("Rename", "account-rename"), BulkAction("Hidden", "account-rename", lambda scope: False))
    empty_title = "No accounts"
    empty_action_url = "/new/"
    empty_action_label = "Add an account"

    def get_queryset(self):
        return User.objects.exclude(username="hidden")


class AccountRenameView(BulkActionView):
    list_view = AccountListView
    title = "Rename"
    consequence = "They are told."
    maximum = 50

    def check(self, obj):
        return "has no e-mail" if obj.email is None else None

    def perform_one(self, obj):
        if obj.username == "stubborn":
            raise DomainError("does not want to")
        obj.name = "Renamed"
        obj.save()


urlpatterns = [
    path("accounts/", AccountListView.as_view(), name="account-list"),
    path("accounts/rename/", AccountRenameView.as_view(), name="account-rename"),
    *portal_urlpatterns,
]
