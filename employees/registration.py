"""What the employees app hangs into the frame: navigation, search, first page, documents, words of the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import SECOND_FACTOR_ROLES
from asn_portal.access.scope import Scope, scope_of
from asn_portal.audit.registry import register_data_models, register_event_labels, register_unit_filter
from asn_portal.documents.access import register_document_rule
from asn_portal.forms import group_nip
from asn_portal.home.registry import ActionItem, register_actions
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.operation.registry import register_privileged_accounts
from asn_portal.search.registry import SearchHit, register_search

EVENT_LABELS = {
    "employees.employee_created": gettext_lazy("Employee taken on record"),
    "employees.employee_corrected": gettext_lazy("Main data corrected"),
    "employees.rank_added": gettext_lazy("Rank added"),
    "employees.position_added": gettext_lazy("Placed or transferred"),
    "employees.acting_appointed": gettext_lazy("Acting official appointed"),
    "employees.history_corrected": gettext_lazy("History corrected"),
    "employees.unit_created": gettext_lazy("Unit created"),
    "employees.unit_changed": gettext_lazy("Unit changed"),
    "employees.position_created": gettext_lazy("Position created"),
    "employees.role_granted": gettext_lazy("Role granted"),
    "employees.role_ended": gettext_lazy("Role ended"),
    "employees.account_created": gettext_lazy("Account created"),
    "employees.account_closed": gettext_lazy("Account closed"),
    "employees.account_opened": gettext_lazy("Account opened again"),
    "employees.import_uploaded": gettext_lazy("Staff list uploaded"),
    "employees.import_confirmed": gettext_lazy("Staff import confirmed"),
    "employees.import_created_positions": gettext_lazy("Positions created by a staff import"),
    "employees.import_applied": gettext_lazy("Staff import stored"),
    "employees.import_discarded": gettext_lazy("Staff list discarded"),
    "employees.import_undo_asked": gettext_lazy("Undo of a staff import asked"),
    "employees.import_undone": gettext_lazy("Staff import undone"),
    "view.profile": gettext_lazy("Profile"),
    "view.changes": gettext_lazy("List of changes"),
    "view.looks": gettext_lazy("List of who looked"),
    "view.nik": gettext_lazy("NIK in full"),
}


def register() -> None:
    """Called once, when all apps are loaded."""
    group, administration = gettext_lazy("Staff"), gettext_lazy("Administration")
    register_navigation(
        NavItem(gettext_lazy("My record"), "employees:employee-me", "user", 20, is_employee, bottom=50),
        NavItem(gettext_lazy("Staff"), "employees:employee-list", "people", 100, sees_staff, group, bottom=40),
        NavItem(gettext_lazy("Units"), "employees:unit-list", "tree", 110, belongs_somewhere, group),
        NavItem(gettext_lazy("Import"), "employees:import-list", "upload", 120, may_import, group),
        NavItem(gettext_lazy("Roles"), "employees:role-list", "shield", 910, may_grant, administration),
        NavItem(gettext_lazy("Accounts"), "employees:account-list", "key", 920, sees_accounts, administration),
    )
    register_search("employees", label=gettext_lazy("Staff"), search=search_staff, more=staff_list_url, order=10)
    register_search("units", label=gettext_lazy("Units"), search=search_units, order=90)
    register_actions(waiting_imports)
    register_document_rule("employees.import_source", may_download_source)
    register_privileged_accounts(accounts_that_need_a_second_factor)
    register_event_labels(EVENT_LABELS)
    register_data_models({"employee": "employees.employee", "to_unit": "employees.organizationalunit"})
    register_unit_filter(trail_unit_filter)


def trail_unit_filter() -> Any:
    from employees.filters import TrailUnitFilter, units_of_trail

    return TrailUnitFilter(queryset=units_of_trail, label=gettext_lazy("Unit"), empty_label=gettext_lazy("All units"))


def is_employee(scope: Scope) -> bool:
    return scope.employee_id is not None


def sees_staff(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_VIEW) or scope.is_head


def belongs_somewhere(scope: Scope) -> bool:
    return bool(scope.government_path or scope.grants)


def may_import(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_IMPORT)


def may_grant(scope: Scope) -> bool:
    return scope.has(Permission.ROLE_GRANT)


def sees_accounts(scope: Scope) -> bool:
    return scope.has(Permission.ACCOUNT_VIEW)


def accounts_that_need_a_second_factor() -> Iterable[Any]:
    from asn_portal.accounts.models import User
    from employees.dates import today
    from employees.models import RoleGrant

    grants = RoleGrant.objects.on(today()).filter(role__in=SECOND_FACTOR_ROLES)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def search_staff(user: Any, text: str, limit: int) -> list[SearchHit]:
    from employees.models import Employee

    found = Employee.objects.visible_to(user).search(text).with_place()
    if "likeness" in found.query.annotations:
        found = found.order_by("-likeness", "name", "pk")
    return [
        SearchHit(
            employee.full_name,
            " · ".join(filter(None, [group_nip(employee.nip), str(employee.position or ""), employee.unit.name])),
            employee.get_absolute_url(),
        )
        for employee in found[:limit]
    ]


def staff_list_url(text: str) -> str:
    return f"{reverse('employees:employee-list')}?{urlencode({'q': text})}"


def search_units(user: Any, text: str, limit: int) -> list[SearchHit]:
    from employees.models import OrganizationalUnit

    found = OrganizationalUnit.objects.visible_to(user).filter(name__icontains=text).order_by("path")
    return [SearchHit(unit.name, unit.get_kind_display(), unit.get_absolute_url()) for unit in found[:limit]]


def waiting_imports(user: Any) -> Iterable[ActionItem]:
    """Lists that the user uploaded and nobody has confirmed yet."""
    if not scope_of(user).has(Permission.EMPLOYEE_IMPORT):
        return
    from employees.enums import ImportAction, ImportState
    from employees.models import StaffImport

    waiting = StaffImport.objects.filter(created_by=user, state__in=[ImportState.MAPPING, ImportState.CHECKED])
    for staff_import in waiting.order_by("created_at")[:10]:
        if staff_import.state == ImportState.MAPPING:
            title = _("Say what the columns of %(file)s hold") % {"file": staff_import.file_name}
            count = 1
        else:
            count = staff_import.counts.get(ImportAction.INSERT, 0) + staff_import.counts.get(ImportAction.UPDATE, 0)
            title = ngettext(
                "Confirm the import of %(count)s person from %(file)s",
                "Confirm the import of %(count)s people from %(file)s",
                count,
            ) % {"count": count, "file": staff_import.file_name}
        yield ActionItem(title, staff_import.get_absolute_url(), staff_import.created_at)


def may_download_source(user: Any, document: Any) -> bool:
    """The uploaded list: whoever may see its import."""
    from employees.models import StaffImport

    return StaffImport.objects.visible_to(user).filter(pk=document.owner_id).exists()
