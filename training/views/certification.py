"""Licences and professional certificates: who holds which, and what runs out."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import formats
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.listing.views import PortalListView
from employees.models import CredentialHistory
from training.filters.sharing import CertificationFilter
from training.tables.sharing import CertificationTable


class CertificationListView(PermissionRequiredMixin, PortalListView):
    """One's own, those of one's staff, those of the office's units; `CredentialHistory` stays the record."""

    permission_required = "training.view_sharing"
    model = CredentialHistory
    table_class = CertificationTable
    filterset_class = CertificationFilter
    template_name = "training/certification_list.html"
    list_key = "training.certifications"
    page_title = gettext_lazy("Licences and certificates")
    export_name = "licences-and-certificates"
    fixed_columns = ("name",)
    default_columns = ("employee", "kind", "name", "issuer", "expires_on", "standing")
    empty_title = gettext_lazy("No licence or certificate on record")
    empty_text = gettext_lazy("STR, SIP and professional certificates stand here with their expiry.")
    empty_icon = "certificate"

    def get_queryset(self) -> QuerySet[Any]:
        rows = CredentialHistory.objects.visible_to(self.request.user).valid()
        newer = CredentialHistory.objects.valid().filter(
            employee=OuterRef("employee"), kind=OuterRef("kind"), name=OuterRef("name"), date__gt=OuterRef("date")
        )
        return rows.annotate(is_replaced=Exists(newer)).select_related("employee__unit")  # type: ignore[no-any-return]

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s document", "%(number)s documents", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = scope_of(self.request.user)
        return super().get_context_data(
            may_ask=scope.employee_id is not None,
            sees_warnings=scope.has(Permission.WARNING_VIEW),
            **kwargs,
        )
