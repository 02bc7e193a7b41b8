"""Who may look after a schedule, and whether its owner still does."""

from __future__ import annotations

from typing import Any

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from employees.dates import today
from employees.models import RoleGrant
from employees.supervision import employee_of, head_of
from evaluations.models import ReportSchedule


def may_keep(user: Any, schedule: ReportSchedule) -> bool:
    """An account in use, of nobody who has left the service, that may manage the schedules of its unit."""
    if not user.has_perm("evaluations.manage_schedule", schedule):
        return False
    employee = employee_of(user)
    return employee is None or employee.is_active


def keepers_of(schedule: ReportSchedule) -> list[Any]:
    """Who heads its unit and who keeps the schedules there or above, by name."""
    head = head_of(schedule.unit)
    users = [head.user] if head is not None and head.user_id else []
    grants = RoleGrant.objects.on(today()).filter(
        role__in=roles_with(Permission.REPORT_SCHEDULE), unit__path__in=enclosing_paths(schedule.unit.path)
    )
    users += [grant.user for grant in grants.select_related("user")]
    found = {user.pk: user for user in users if may_keep(user, schedule)}
    return sorted(found.values(), key=lambda user: (user.name, user.pk))


def told_of(schedule: ReportSchedule) -> list[Any]:
    """Who hears what becomes of it: its owner, or everybody who may keep it where the owner no longer does."""
    return [schedule.owner] if may_keep(schedule.owner, schedule) else keepers_of(schedule)
