"""Who is told of performance plans. Called inside the transaction that makes it true."""

from __future__ import annotations

from django.utils.translation import gettext as _

from asn_portal.notifications.services import notify
from employees.models import Employee
from evaluations.models import WorkPlan


def plan_proposed(plan: WorkPlan, supervisor: Employee) -> None:
    if supervisor.user is not None:
        notify(
            supervisor.user,
            kind="evaluations.plan_proposed",
            title=lambda: (
                _("%(name)s proposes a performance plan for %(year)s")
                % {"name": plan.employee.full_name, "year": plan.year}
            ),
            body=lambda: plan.change_reason,
            url=plan.get_absolute_url(),
        )


def plan_agreed(plan: WorkPlan) -> None:
    if plan.employee.user is not None:
        notify(
            plan.employee.user,
            kind="evaluations.plan_agreed",
            title=lambda: _("Your performance plan for %(year)s was agreed") % {"year": plan.year},
            url=plan.get_absolute_url(),
        )


def plan_returned(plan: WorkPlan) -> None:
    if plan.employee.user is not None:
        notify(
            plan.employee.user,
            kind="evaluations.plan_returned",
            title=lambda: _("Please correct your performance plan for %(year)s") % {"year": plan.year},
            body=lambda: _("Your supervisor writes: %(comment)s") % {"comment": plan.comment},
            url=plan.get_absolute_url(),
        )
