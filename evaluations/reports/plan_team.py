"""Plans of a head's direct reports: who has one, what waits, and what serves which result."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from employees.models import Employee
from employees.supervision import direct_reports
from evaluations.domain.plan_versions import origins
from evaluations.enums import PlanState
from evaluations.models import PlannedResult, WorkPlan


@dataclass(frozen=True)
class TeamLine:
    """`agreed` holds, `open` is proposed or returned. A draft is the person's own matter and counts as none."""

    person: Employee
    agreed: WorkPlan | None
    open: WorkPlan | None

    @property
    def has_none(self) -> bool:
        return self.agreed is None and self.open is None

    @property
    def waits(self) -> bool:
        return self.open is not None and self.open.state == PlanState.PROPOSED


@dataclass(frozen=True)
class TeamPlans:
    """What waits stands first, then who has none; within each in the order of names."""

    lines: tuple[TeamLine, ...]

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)

    @property
    def returned(self) -> int:
        return sum(line.open is not None and not line.waits for line in self.lines)

    @property
    def none(self) -> int:
        return sum(line.has_none for line in self.lines)

    @property
    def agreed(self) -> int:
        return sum(line.agreed is not None for line in self.lines)


@dataclass(frozen=True)
class MatrixRow:
    """`heads` are the titles of the superior's results, `cells` the person's own under each of them, `others` those
    that serve none; `plan` None: no agreed or proposed plan."""

    person: Employee
    plan: WorkPlan | None
    heads: tuple[str, ...]
    cells: tuple[tuple[PlannedResult, ...], ...]
    others: tuple[PlannedResult, ...]

    @property
    def cells_with(self) -> list[tuple[str, tuple[PlannedResult, ...]]]:
        """Each cell with the name of its column, the last for what serves none."""
        return [*zip(self.heads, self.cells, strict=True), (_("Other results"), self.others)]


@dataclass(frozen=True)
class PlanMatrix:
    plan: WorkPlan
    results: tuple[PlannedResult, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def unserved(self) -> list[PlannedResult]:
        """Results that nobody's result serves."""
        return [result for number, result in enumerate(self.results) if not any(row.cells[number] for row in self.rows)]


def team_plans(head: Employee | None, year: int) -> TeamPlans:
    """Two queries besides those of the direct reports."""
    people = list(direct_reports(head).select_related("position", "unit").order_by("name", "pk"))
    shown = WorkPlan.objects.in_year(year).filter(
        employee__in=people, state__in=(PlanState.AGREED, PlanState.PROPOSED, PlanState.RETURNED)
    )
    agreed: dict[int, WorkPlan] = {}
    in_work: dict[int, WorkPlan] = {}
    # Of several within a year the latest.
    for plan in shown.order_by("period"):
        (agreed if plan.state == PlanState.AGREED else in_work)[plan.employee_id] = plan
    lines = [TeamLine(person, agreed.get(person.pk), in_work.get(person.pk)) for person in people]
    return TeamPlans(tuple(sorted(lines, key=lambda line: (not line.waits, not line.has_none))))


def plan_matrix(plan: WorkPlan, viewer: Any) -> PlanMatrix:
    """The results of a head's plan × their direct reports, as far as `viewer` may see those plans."""
    results = list(plan.results.all())
    people = list(direct_reports(plan.employee).select_related("position", "unit").order_by("name", "pk"))
    plans = WorkPlan.objects.visible_to(viewer).filter(
        employee__in=people, period__overlap=plan.period, state__in=(PlanState.PROPOSED, PlanState.AGREED)
    )
    # An agreed plan before one that is only proposed.
    chosen: dict[int, WorkPlan] = {}
    for each in plans.order_by("period"):
        if each.employee_id not in chosen or each.state == PlanState.AGREED:
            chosen[each.employee_id] = each
    theirs = defaultdict(list)
    for result in PlannedResult.objects.filter(plan__in=chosen.values()).order_by("order", "pk"):
        theirs[result.plan_id].append(result)
    # A link to an earlier version of a result is one to the result.
    versions = PlannedResult.objects.filter(plan__employee=plan.employee_id).values_list("pk", "same_as")
    first_of = origins(dict(versions))
    columns = {first_of[result.pk]: number for number, result in enumerate(results)}
    heads = tuple(result.title for result in results)
    rows = []
    for person in people:
        own = chosen.get(person.pk)
        cells: list[list[PlannedResult]] = [[] for _result in results]
        others = []
        for result in theirs[own.pk] if own else ():
            column = columns.get(first_of.get(result.parent_id or 0, 0))
            (others if column is None else cells[column]).append(result)
        rows.append(MatrixRow(person, own, heads, tuple(map(tuple, cells)), tuple(others)))
    return PlanMatrix(plan, tuple(results), tuple(rows))
