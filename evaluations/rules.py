"""Who may do what. Objects are daily reports, schedules, or runs of a schedule, as the name says."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.scope import scope_of
from employees.supervision import is_supervisor_of


@rules.predicate
def is_own_report(user: Any, report: Any) -> bool:
    return report is not None and scope_of(user).employee_id == report.employee_id


@rules.predicate
def supervises_the_writer(user: Any, report: Any) -> bool:
    """The direct supervisor, definitive or acting."""
    return report is not None and is_supervisor_of(user, report.employee)


@rules.predicate
def heads_exactly(user: Any, obj: Any) -> bool:
    """The user heads the very unit of the object, definitively or acting; not one above it."""
    return obj is not None and obj.unit.path in scope_of(user).headed_paths


schedules_unit = covers(Permission.REPORT_SCHEDULE, lambda obj: obj.unit.path)

rules.add_perm("evaluations.write_daily", is_employee)
rules.add_perm("evaluations.edit_daily", is_own_report)
rules.add_perm("evaluations.view_team", is_head)
rules.add_perm("evaluations.decide_daily", supervises_the_writer)
rules.add_perm("evaluations.list_schedules", has_permission(Permission.REPORT_SCHEDULE) | is_head)
rules.add_perm("evaluations.manage_schedule", schedules_unit | heads_exactly)
rules.add_perm("evaluations.list_runs", is_head | has_permission(Permission.REPORT_VIEW))
rules.add_perm("evaluations.view_run", heads_exactly | covers(Permission.REPORT_VIEW, lambda obj: obj.unit.path))
