"""Filters of the lists."""

from __future__ import annotations

from typing import Any

import django_filters
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import SECOND_FACTOR_ROLES, Role
from asn_portal.access.scope import paths_filter, scope_of
from asn_portal.accounts.models import User
from asn_portal.listing.filters import PortalFilterSet, SearchFilter
from employees.dates import today
from employees.enums import RANKS, EducationLevel, EmploymentType, LegalStatus, PositionType, Regime, Sex
from employees.fields import UpperUnitField
from employees.models import Employee, OrganizationalUnit, RoleGrant

# PNS ranks by their Roman number, and the grades of contract staff.
RANK_GROUPS = {
    **{
        group: [code for code, rank in RANKS.items() if rank.regime is Regime.PNS and code.split("/")[0] == group]
        for group in ("IV", "III", "II", "I")
    },
    "PPPK": [code for code, rank in RANKS.items() if rank.regime is Regime.PPPK],
}


def units_of_staff(request: Any) -> QuerySet[OrganizationalUnit]:
    """Units whose staff the user may see."""
    scope = scope_of(request.user)
    paths = {*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths}
    return OrganizationalUnit.objects.filter(paths_filter(paths, "path")).order_by("path")


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit with everything below it."""

    field_class = UpperUnitField

    @property
    def field(self) -> Any:
        field = super().field
        # The parameter in the address is called like the field.
        field.chosen = self.parent.data.get(self.field_name, "")
        return field

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__path__startswith": value.path}) if value else qs


def units_of_trail(request: Any) -> QuerySet[OrganizationalUnit]:
    """Units whose audit trail the user may read."""
    return OrganizationalUnit.objects.filter(
        scope_of(request.user).path_filter(Permission.AUDIT_VIEW, "path")
    ).order_by("path")


class TrailUnitFilter(UnitFilter):
    """For tables of the frame, which know a unit by its path only."""

    def filter(self, qs: QuerySet[Any], value: OrganizationalUnit | None) -> QuerySet[Any]:
        return qs.filter(unit_path__startswith=value.path) if value else qs


class EmployeeFilter(PortalFilterSet):
    q = SearchFilter(method="search", label=_("Name or NIP"))
    unit = UnitFilter(queryset=units_of_staff, label=_("Unit"), empty_label=_("All units"))
    rank_group = django_filters.ChoiceFilter(
        method="of_rank_group",
        label=_("Rank"),
        empty_label=_("All ranks"),
        choices=[
            *((group, f"{group}/a–{group}/{'e' if group == 'IV' else 'd'}") for group in ("IV", "III", "II", "I")),
            ("PPPK", "PPPK I–XVII"),
        ],
    )
    status = django_filters.ChoiceFilter(choices=LegalStatus.choices, label=_("Status"), empty_label=_("Any status"))
    employment_type = django_filters.ChoiceFilter(
        choices=EmploymentType.choices, label=_("Employment"), empty_label=_("Any employment")
    )
    position_type = django_filters.ChoiceFilter(
        field_name="position__position_type",
        choices=PositionType.choices,
        label=_("Position type"),
        empty_label=_("All position types"),
    )
    sex = django_filters.ChoiceFilter(choices=Sex.choices, label=_("Sex"), empty_label=_("Both"))
    education = django_filters.ChoiceFilter(
        choices=EducationLevel.choices, label=_("Highest education"), empty_label=_("Any education")
    )

    class Meta:
        model = Employee
        fields: list[str] = []

    def search(self, queryset: Any, _name: str, value: str) -> Any:
        found = queryset.search(value)
        return found.order_by("-likeness", "name", "pk") if "likeness" in found.query.annotations else found

    def of_rank_group(self, queryset: Any, _name: str, value: str) -> Any:
        codes = RANK_GROUPS[value]
        # The second condition adds nothing but the use of the index that sorts by rank.
        return queryset.filter(rank__in=codes, rank_order__range=(RANKS[codes[0]].order, RANKS[codes[-1]].order))


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
