"""Roles and accounts."""

from __future__ import annotations

from typing import Any

import django_filters
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from asn_portal.access.roles import SECOND_FACTOR_ROLES, Role
from asn_portal.accounts.models import User
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.models import RoleGrant


class RoleGrantFilter(PortalFilterSet):
    q = SearchFilter(fields=["user__name", "user__username"], label=_("Name or NIP"))
    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Role"), empty_label=_("All roles"))
    holds = django_filters.ChoiceFilter(
        method="by_time",
        label=_("Holds"),
        empty_label=_("Now and earlier"),
        choices=[("now", _("Now")), ("ended", _("Ended"))],
    )

    class Meta:
        model = RoleGrant
        fields: list[str] = []

    def by_time(self, queryset: Any, _name: str, value: str) -> Any:
        date = today()
        return queryset.on(date) if value == "now" else queryset.ended(date)


def with_second_factor(accounts: QuerySet[User]) -> QuerySet[User]:
    """Annotate whether a second factor (code or passkey) is set up; recovery codes alone are none."""
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return accounts.annotate(has_second_factor=Exists(factors))


class AccountFilter(PortalFilterSet):
    q = SearchFilter(fields=["name", "username", "email"], label=_("Name, NIP or e-mail"))
    is_active = django_filters.ChoiceFilter(
        label=_("May sign in"), empty_label=_("All accounts"), choices=[(True, _("Yes")), (False, _("No"))]
    )
    second_factor = django_filters.ChoiceFilter(
        method="by_second_factor",
        label=_("Second factor"),
        empty_label=_("With and without"),
        choices=[("yes", _("Set up")), ("no", _("Not set up")), ("due", _("Required but not set up"))],
    )

    class Meta:
        model = User
        fields: list[str] = []

    def by_second_factor(self, queryset: Any, _name: str, value: str) -> Any:
        queryset = queryset.filter(has_second_factor=value == "yes")
        if value != "due":
            return queryset
        needs = RoleGrant.objects.on(today()).filter(user=OuterRef("pk"), role__in=SECOND_FACTOR_ROLES)
        return queryset.filter(Q(Exists(needs)))
