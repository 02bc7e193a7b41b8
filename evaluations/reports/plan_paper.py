"""The plan as an official paper."""

from __future__ import annotations

from dataclasses import dataclass

from asn_portal.pdf import render_pdf
from employees.models import Employee
from employees.reports.letterhead import letterhead_of
from employees.supervision import supervisor_of
from evaluations.enums import PlanState
from evaluations.models import WorkPlan
from evaluations.reports.plan import plan_sheet


@dataclass(frozen=True)
class Party:
    """One of the two who sign. `name` is "" where nobody stands above the person."""

    name: str = ""
    nip: str = ""
    rank: str = ""
    position: str = ""
    unit: str = ""


def plan_pdf(plan: WorkPlan) -> bytes:
    """In Indonesian, whoever asks: it is an official paper. The statuses stand where signatures would."""
    leader = None
    if plan.agreed_by_id is not None:
        leader = Employee.objects.with_place().filter(user=plan.agreed_by_id).first()
    elif plan.state not in {PlanState.AGREED, PlanState.REPLACED}:
        leader = supervisor_of(plan.employee)
    return render_pdf(
        "pdf/evaluations/plan.html",
        {
            "plan": plan,
            "sheet": plan_sheet(plan),
            "person": _party(plan.employee, plan),
            "leader": _party(leader) if leader else Party(),
            "is_agreed": plan.state in {PlanState.AGREED, PlanState.REPLACED},
            "letterhead": letterhead_of(plan.unit),
        },
        language="id",
        created=plan.agreed_at or plan.proposed_at,
    )


def _party(employee: Employee, plan: WorkPlan | None = None) -> Party:
    """Position and unit of the plan, where it is given: the person may have moved since."""
    position, unit = (plan.position, plan.unit) if plan else (employee.position, employee.unit)
    return Party(
        name=employee.full_name,
        nip=employee.nip,
        rank=str(employee.rank_info or ""),
        position=position.title if position else "",
        unit=unit.name,
    )
