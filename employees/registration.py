"""What the employees app hangs into the frame: navigation, search, first page, documents, words of the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import DELEGABLE_ROLES, SECOND_FACTOR_ROLES
from asn_portal.access.scope import Scope, scope_of
from asn_portal.audit.registry import (
    register_data_labels,
    register_data_models,
    register_event_labels,
    register_unit_filter,
)
from asn_portal.documents.access import register_document_rule
from asn_portal.forms import group_nip
from asn_portal.home.registry import ActionItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind
from asn_portal.operation.registry import register_privileged_accounts
from asn_portal.search.registry import SearchHit, register_search
from employees import home

EVENT_LABELS = {
    "employees.employee_created": gettext_lazy("Employee taken on record"),
    "employees.employee_corrected": gettext_lazy("Main data corrected"),
    "employees.photo_replaced": gettext_lazy("Photograph replaced"),
    "employees.rank_added": gettext_lazy("Rank added"),
    "employees.position_added": gettext_lazy("Placed or transferred"),
    "employees.acting_appointed": gettext_lazy("Acting official appointed"),
    "employees.history_added": gettext_lazy("Entry added to a history"),
    "employees.history_corrected": gettext_lazy("History corrected"),
    "employees.history_withdrawn": gettext_lazy("Entry of a history withdrawn"),
    "employees.change_requested": gettext_lazy("Change of the own record asked"),
    "employees.change_applied": gettext_lazy("Asked change put on record"),
    "employees.change_refused": gettext_lazy("Asked change refused"),
    "employees.change_withdrawn": gettext_lazy("Asked change withdrawn"),
    "employees.role_delegated": gettext_lazy("Role delegated"),
    "employees.structure_planned": gettext_lazy("Change of the structure planned"),
    "employees.structure_applied": gettext_lazy("Change of the structure in force"),
    "employees.structure_blocked": gettext_lazy("Change of the structure blocked"),
    "employees.structure_cancelled": gettext_lazy("Change of the structure cancelled"),
    "employees.unit_created": gettext_lazy("Unit created"),
    "employees.unit_changed": gettext_lazy("Unit changed"),
    "employees.position_created": gettext_lazy("Position created"),
    "employees.position_changed": gettext_lazy("Position changed"),
    "employees.role_granted": gettext_lazy("Role granted"),
    "employees.role_ended": gettext_lazy("Role ended"),
    "employees.account_created": gettext_lazy("Account created"),
    "employees.account_closed": gettext_lazy("Account closed"),
    "employees.account_opened": gettext_lazy("Account opened again"),
    "employees.records_exported": gettext_lazy("Whole records exported"),
    "employees.import_uploaded": gettext_lazy("Staff list uploaded"),
    "employees.import_confirmed": gettext_lazy("Staff import confirmed"),
    "employees.import_created_positions": gettext_lazy("Positions created by a staff import"),
    "employees.import_applied": gettext_lazy("Staff import stored"),
    "employees.import_discarded": gettext_lazy("Staff list discarded"),
    "employees.import_undo_asked": gettext_lazy("Undo of a staff import asked"),
    "employees.import_undone": gettext_lazy("Staff import undone"),
    "employees.warnings_found": gettext_lazy("Early warnings worked out"),
    "employees.warning_handled": gettext_lazy("Early warning handled"),
    "employees.warning_reopened": gettext_lazy("Early warning opened again"),
    "employees.rule_set": gettext_lazy("Service rule set"),
    "employees.rule_taken_back": gettext_lazy("Value of a service rule taken back"),
    "view.warnings": gettext_lazy("Early warning"),
    "employees.report_exported": gettext_lazy("Staff report exported"),
    "view.profile": gettext_lazy("Profile"),
    "view.profile_pdf": gettext_lazy("Curriculum vitae as PDF"),
    "view.changes": gettext_lazy("List of changes"),
    "view.change-request": gettext_lazy("Change request"),
    "view.looks": gettext_lazy("List of who looked"),
    "view.export": gettext_lazy("Export of the whole record, identity numbers masked"),
    "view.numbers": gettext_lazy("Identity numbers in full"),
    # Looks noted before the other numbers were there.
    "view.nik": gettext_lazy("NIK in full"),
}

NOTIFICATIONS = {
    "employees.change_decided": gettext_lazy("Decision on a change that you asked for"),
    "employees.delegation": gettext_lazy("A role was delegated, or its delegation ended"),
    "employees.structure_moved": gettext_lazy("A change of the structure gives you a new unit"),
    "employees.structure_received": gettext_lazy("People come to your unit by a change of the structure"),
    "employees.structure_change": gettext_lazy("A planned change of the structure took place or is blocked"),
}


# What these events carry beside their object.
DATA_LABELS = {
    "change_kind": gettext_lazy("kind of change"),
    "date": gettext_lazy("date"),
    "delegated_from": gettext_lazy("delegated from"),
    "due_on": gettext_lazy("due on"),
    "in_full": gettext_lazy("numbers in full"),
    "people": gettext_lazy("people"),
    "report": gettext_lazy("report"),
    "request": gettext_lazy("change request"),
    "rule": gettext_lazy("rule"),
    "topic": gettext_lazy("concerns"),
    "valid_from": gettext_lazy("holds from"),
    "value": gettext_lazy("value"),
    "warning": gettext_lazy("early warning"),
}


def register() -> None:
    """Called once, when all apps are loaded."""
    group, administration = gettext_lazy("Staff"), gettext_lazy("Administration")
    register_navigation(
        NavItem(gettext_lazy("My record"), "employees:employee-me", "user", 20, is_employee, bottom=50),
        NavItem(gettext_lazy("Staff"), "employees:employee-list", "people", 100, sees_staff, group, bottom=40),
        NavItem(gettext_lazy("Units"), "employees:unit-list", "tree", 110, belongs_somewhere, group),
        NavItem(gettext_lazy("Early warnings"), "employees:warning-list", "bell", 105, sees_warnings, group),
        NavItem(gettext_lazy("Service rules"), "employees:rule-list", "settings", 130, sees_warnings, group),
        NavItem(gettext_lazy("Change requests"), "employees:change-request-list", "edit", 105, sees_requests, group),
        NavItem(gettext_lazy("Delegation"), "employees:delegation-list", "link", 30, may_delegate),
        NavItem(gettext_lazy("Staff reports"), "employees:report-list", "report", 108, sees_staff, group),
        NavItem(gettext_lazy("Import"), "employees:import-list", "upload", 120, may_import, group),
        NavItem(gettext_lazy("Roles"), "employees:role-list", "shield", 910, may_grant, administration),
        NavItem(gettext_lazy("Accounts"), "employees:account-list", "key", 920, sees_accounts, administration),
    )
    register_search("employees", label=gettext_lazy("Staff"), search=search_staff, more=staff_list_url, order=10)
    register_search("units", label=gettext_lazy("Units"), search=search_units, order=90)
    register_actions(waiting_imports)
    register_actions(home.waiting_change_requests)
    register_following(home.own_change_requests)
    register_document_rule("employees.change_evidence", home.may_see_evidence)
    register_document_rule("employees.structure_decree", home.may_see_structure_decree)
    for kind, label in NOTIFICATIONS.items():
        register_kind(kind, label=label)
    register_actions(coming_warnings)
    register_kind("employees.warning", label=gettext_lazy("What comes next in your service"))
    register_kind("employees.warning_digest", label=gettext_lazy("Early warnings of your staff, once a week"))
    register_document_rule("employees.import_source", may_download_source)
    register_document_rule("employees.decree", may_download_decree)
    register_document_rule("employees.photo", may_see_photo)
    register_privileged_accounts(accounts_that_need_a_second_factor)
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    register_data_models({"employee": "employees.employee", "to_unit": "employees.organizationalunit"})
    register_unit_filter(trail_unit_filter)


def trail_unit_filter() -> Any:
    from employees.filters import TrailUnitFilter, trail_reach

    return TrailUnitFilter(reach=trail_reach, label=gettext_lazy("Unit"), empty_label=gettext_lazy("All units"))


def is_employee(scope: Scope) -> bool:
    return scope.employee_id is not None


def sees_staff(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_VIEW) or scope.is_head


def belongs_somewhere(scope: Scope) -> bool:
    return bool(scope.government_path or scope.grants)


def sees_requests(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_EDIT) or scope.has(Permission.AUDIT_VIEW)


def may_delegate(scope: Scope) -> bool:
    return not scope.roles.isdisjoint(DELEGABLE_ROLES)


def may_import(scope: Scope) -> bool:
    return scope.has(Permission.EMPLOYEE_IMPORT)


def sees_warnings(scope: Scope) -> bool:
    return scope.has(Permission.WARNING_VIEW)


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

    found = Employee.objects.visible_to(user).search(text, by=user).most_like_first()
    # Of thousands that match only these are shown: their places are asked for when they are known.
    keys = list(found.values_list("pk", flat=True)[:limit])
    people = Employee.objects.with_place().in_bulk(keys)
    return [
        SearchHit(
            employee.full_name,
            " · ".join(filter(None, [group_nip(employee.nip), str(employee.position or ""), employee.unit.name])),
            employee.get_absolute_url(),
        )
        for employee in map(people.get, keys)
        if employee is not None
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
            both = (staff_import.counts, staff_import.counts.get("entries", {}))
            people, entries = (each.get(ImportAction.INSERT, 0) + each.get(ImportAction.UPDATE, 0) for each in both)
            count = people or entries
            title = (
                ngettext(
                    "Confirm the import of %(count)s person from %(file)s",
                    "Confirm the import of %(count)s people from %(file)s",
                    count,
                )
                if people
                else ngettext(
                    "Confirm the import of %(count)s entry from %(file)s",
                    "Confirm the import of %(count)s entries from %(file)s",
                    count,
                )
            )
            title %= {"count": count, "file": staff_import.file_name}
        yield ActionItem(title, staff_import.get_absolute_url(), staff_import.created_at)


def coming_warnings(user: Any) -> Iterable[ActionItem]:
    """What falls due for the staff whose records the user keeps, in the next days."""
    scope = scope_of(user)
    if not scope.has(Permission.EMPLOYEE_EDIT):
        return
    import datetime

    from employees.dates import today
    from employees.models import EarlyWarning

    date = today()
    until = date + datetime.timedelta(days=30)
    kept = scope.path_filter(Permission.EMPLOYEE_EDIT, "employee__unit__path")
    count = EarlyWarning.objects.open().filter(kept, due_on__range=(date, until)).order_by().count()
    if count:
        title = _("Early warnings of the next 30 days")
        yield ActionItem(title, f"{reverse('employees:warning-list')}?state=OPEN&when=soon", None, count=count)


def may_download_source(user: Any, document: Any) -> bool:
    """The uploaded list: whoever may see its import."""
    from employees.models import StaffImport

    return StaffImport.objects.visible_to(user).filter(pk=document.owner_id).exists()


def may_download_decree(user: Any, document: Any) -> bool:
    """A scanned decree: whoever may read the entry that rests on it."""
    from django.apps import apps

    from employees.enums import LegalStatus
    from employees.histories import HISTORIES, kind_of
    from employees.shown_status import reads_sanctions

    row = apps.get_model(document.owner_kind).objects.visible_to(user).filter(pk=document.owner_id).first()
    if row is None or not user.has_perm(HISTORIES[kind_of(type(row))].rule, row.employee):
        return False
    return getattr(row, "status", "") != LegalStatus.SANCTIONED or reads_sanctions(user, row.employee)


def may_see_photo(user: Any, document: Any) -> bool:
    from employees.models import Employee

    return Employee.objects.visible_to(user).filter(pk=document.owner_id).exists()
