"""Filters of approvals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from training.models import Registration


class ApprovalFilter(PortalFilterSet):
    q = SearchFilter(fields=["employee__name", "employee__nip", "session__title"], label=_("Name, NIP or training"))

    class Meta:
        model = Registration
        fields = ["q"]
