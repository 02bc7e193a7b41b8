"""Who may do what with staff records, units, roles and accounts."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.roles import DELEGABLE_ROLES
from asn_portal.access.scope import scope_of


def _unit_path(employee: Any) -> str:
    return str(employee.unit.path)


def _person_path(entry: Any) -> str:
    """Of what belongs to a person: where the person works."""
    return _unit_path(entry.employee)


@rules.predicate
def is_own_entry(user: Any, entry: Any) -> bool:
    return entry is not None and scope_of(user).employee_id == entry.employee_id


@rules.predicate
def is_own_record(user: Any, employee: Any) -> bool:
    return employee is not None and scope_of(user).employee_id == employee.pk


@rules.predicate
def heads_the_unit(user: Any, employee: Any) -> bool:
    """The employee works in a unit that the user heads, or below it."""
    return employee is not None and scope_of(user).heads(employee.pk, _unit_path(employee))


@rules.predicate
def belongs_to_government(user: Any, unit: Any) -> bool:
    """The structure of a government is no secret to those who belong to it."""
    return unit is not None and str(unit.path).startswith(tuple(scope_of(user).known_paths))


sees_staff = covers(Permission.EMPLOYEE_VIEW, _unit_path)
edits_staff = covers(Permission.EMPLOYEE_EDIT, _unit_path)
audits_staff = covers(Permission.AUDIT_VIEW, _unit_path)

rules.add_perm("employees.list_employees", has_permission(Permission.EMPLOYEE_VIEW) | is_head)
rules.add_perm("employees.view_employee", is_own_record | sees_staff | heads_the_unit)
# Address of a person: birth date, telephone, e-mail, masked NIK. Supervisors and coordinators work without them.
rules.add_perm("employees.view_personal_data", is_own_record | edits_staff | audits_staff)
# NIK in full, for a reason that is logged and shown to the person.
rules.add_perm("employees.view_sensitive", covers(Permission.EMPLOYEE_SENSITIVE, _unit_path))
rules.add_perm("employees.view_looks", is_own_record | edits_staff | audits_staff)
# Ranks, positions, learning: for whoever may see the person.
rules.add_perm("employees.view_histories", is_own_record | sees_staff | heads_the_unit)
rules.add_perm("employees.view_discipline", is_own_record | covers(Permission.DISCIPLINE_VIEW, _unit_path))
rules.add_perm("employees.view_own_record", is_employee)
rules.add_perm("employees.create_employee", has_permission(Permission.EMPLOYEE_EDIT))
rules.add_perm("employees.export_records", has_permission(Permission.EMPLOYEE_EDIT))
# Nobody keeps the own record: a colleague does, or a change request asks for it.
rules.add_perm("employees.edit_employee", edits_staff & ~is_own_record)
rules.add_perm("employees.import_employees", has_permission(Permission.EMPLOYEE_IMPORT))


def _request_path(change_request: Any) -> str:
    return str(change_request.employee.unit.path)


@rules.predicate
def is_own_request(user: Any, change_request: Any) -> bool:
    return change_request is not None and scope_of(user).employee_id == change_request.employee_id


rules.add_perm(
    "employees.list_change_requests", has_permission(Permission.EMPLOYEE_EDIT) | has_permission(Permission.AUDIT_VIEW)
)
rules.add_perm(
    "employees.view_change_request",
    is_own_request | covers(Permission.EMPLOYEE_EDIT, _request_path) | covers(Permission.AUDIT_VIEW, _request_path),
)
# Nobody decides on what they asked themselves.
rules.add_perm("employees.decide_change_request", covers(Permission.EMPLOYEE_EDIT, _request_path) & ~is_own_request)
rules.add_perm("employees.withdraw_change_request", is_own_request)

rules.add_perm("employees.view_unit", belongs_to_government)
rules.add_perm("employees.create_unit", has_permission(Permission.UNIT_EDIT))
# A unit that ends or is divided changes the one above it.
rules.add_perm("employees.end_unit", covers(Permission.UNIT_EDIT, lambda unit: unit.parent_path or str(unit.path)))
rules.add_perm(
    "employees.list_structure_changes", has_permission(Permission.UNIT_EDIT) | has_permission(Permission.AUDIT_VIEW)
)
rules.add_perm(
    "employees.plan_structure_change",
    covers(
        Permission.UNIT_EDIT,
        lambda change: str(change.unit.path) if change.kind == "RENAME" else change.unit.parent_path,
    ),
)
rules.add_perm("employees.edit_unit", covers(Permission.UNIT_EDIT, lambda unit: str(unit.path)))


@rules.predicate
def holds_delegable_role(user: Any) -> bool:
    return not scope_of(user).roles.isdisjoint(DELEGABLE_ROLES)


rules.add_perm("employees.list_delegations", holds_delegable_role)
rules.add_perm("employees.grant_role", has_permission(Permission.ROLE_GRANT))
rules.add_perm("employees.view_accounts", has_permission(Permission.ACCOUNT_VIEW))
rules.add_perm("employees.manage_accounts", has_permission(Permission.ROLE_GRANT))

sees_warnings = has_permission(Permission.WARNING_VIEW)
oversees_warning = covers(Permission.WARNING_VIEW, _person_path)
rules.add_perm("employees.list_warnings", sees_warnings)
rules.add_perm("employees.view_warning", is_own_entry | oversees_warning)
# Beside what comes, also what the office noted.
rules.add_perm("employees.oversee_warning", oversees_warning)
rules.add_perm("employees.handle_warning", covers(Permission.EMPLOYEE_EDIT, _person_path))
rules.add_perm("employees.find_warnings", has_permission(Permission.EMPLOYEE_EDIT))
rules.add_perm("employees.view_outlook", is_own_record | covers(Permission.WARNING_VIEW, _unit_path))
# A rule holds for a whole government: a grant on one district is too small to change it.
rules.add_perm("employees.view_rules", sees_warnings)
rules.add_perm("employees.edit_rules", covers(Permission.EMPLOYEE_EDIT, lambda government: str(government.path)))
