"""Who may do what. Objects are daily reports, schedules, or runs of a schedule, as the name says."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.scope import scope_of
from employees.supervision import is_supervisor_of
from evaluations.enums import RecipientKind
from evaluations.report_readers import READERS


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


@rules.predicate
def heads_at_or_above(user: Any, unit: Any) -> bool:
    """The user heads the unit or one above it, definitively or acting."""
    paths = scope_of(user).headed_paths
    return unit is not None and bool(paths) and unit.path.startswith(paths)


@rules.predicate
def reads_some_kind(user: Any) -> bool:
    return any(scope_of(user).has(permission) for permission in READERS.values())


@rules.predicate
def reads_its_kind(user: Any, run: Any) -> bool:
    return run is not None and scope_of(user).covers(READERS[run.kind], run.unit.path)


@rules.predicate
def gets_its_reports(user: Any, run: Any) -> bool:
    """The user heads a unit whose head the schedule names as a recipient."""
    paths = scope_of(user).headed_paths
    if run is None or not paths:
        return False
    return bool(run.schedule.recipients.filter(kind=RecipientKind.UNIT_HEAD, unit__path__in=paths).exists())


@rules.predicate
def holds_a_sheet_of_who_is_away(user: Any, run: Any) -> bool:
    """A paper of rating sheets with that of somebody for whom the user stands in."""
    people = scope_of(user).stands_in_for
    return bool(people) and run is not None and run.holds_sheet_of(people)


@rules.predicate
def is_its_owner(user: Any, action: Any) -> bool:
    return action is not None and scope_of(user).employee_id == action.owner_id


leads_exactly = heads_exactly | covers(Permission.REPORT_VIEW, lambda obj: obj.unit.path)
schedules_unit = covers(Permission.REPORT_SCHEDULE, lambda obj: obj.unit.path)

rules.add_perm("evaluations.write_daily", is_employee)
rules.add_perm("evaluations.edit_daily", is_own_report)
rules.add_perm("evaluations.view_team", is_head)
rules.add_perm("evaluations.decide_daily", supervises_the_writer)
rules.add_perm("evaluations.view_writing_time", is_head | has_permission(Permission.EVALUATION_VIEW))
rules.add_perm("evaluations.list_schedules", has_permission(Permission.REPORT_SCHEDULE) | is_head)
rules.add_perm("evaluations.manage_schedule", schedules_unit | heads_exactly)
rules.add_perm("evaluations.list_runs", is_head | reads_some_kind)
rules.add_perm(
    "evaluations.view_run",
    covers(Permission.REPORT_VIEW, lambda obj: obj.unit.path)
    | reads_its_kind
    | ((heads_exactly | gets_its_reports) & ~holds_a_sheet_of_who_is_away),
)
rules.add_perm("evaluations.plan_follow_up", leads_exactly)
rules.add_perm("evaluations.list_follow_up", is_employee | has_permission(Permission.REPORT_VIEW))
rules.add_perm("evaluations.close_follow_up", leads_exactly | is_its_owner)

# Dated rules.
rules.add_perm("evaluations.view_rules", has_permission(Permission.EVALUATION_VIEW))
rules.add_perm("evaluations.edit_rules", covers(Permission.EVALUATION_MANAGE, lambda government: str(government.path)))

# Performance plans.
rules.add_perm("evaluations.own_plans", is_employee)
rules.add_perm("evaluations.edit_plan", is_own_report)
rules.add_perm("evaluations.decide_plan", supervises_the_writer)
rules.add_perm("evaluations.link_result", is_own_report | supervises_the_writer)
rules.add_perm("evaluations.list_plans", is_head | has_permission(Permission.EVALUATION_VIEW))

# Dashboards, professionalism index.
leads_or_reads = heads_at_or_above | covers(Permission.EVALUATION_VIEW, lambda unit: str(unit.path))
rules.add_perm("evaluations.list_dashboards", is_head | has_permission(Permission.EVALUATION_VIEW))
rules.add_perm("evaluations.view_dashboard", leads_or_reads)
rules.add_perm("evaluations.view_own_index", is_employee)
