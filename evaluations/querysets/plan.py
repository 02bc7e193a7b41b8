"""Reads of performance plans. `visible_to(user)` cuts every question to what the user may see."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from employees.supervision import direct_reports, employee_of, supervisor_of
from evaluations.enums import PlanState

# Seen by others than the writer.
SHOWN_STATES = (PlanState.PROPOSED, PlanState.RETURNED, PlanState.AGREED, PlanState.REPLACED)
IN_WORK_STATES = (PlanState.DRAFT, PlanState.RETURNED, PlanState.PROPOSED)


class WorkPlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own; once proposed, those of the staff below one and of one's granted units."""
        scope = scope_of(user)
        others = scope.path_filter(Permission.EVALUATION_VIEW, "employee__unit__path")
        others |= scope.staff_below("employee__unit__path", "employee")
        condition = others & Q(state__in=SHOWN_STATES)
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def of_user(self, user: Any) -> Any:
        employee_id = scope_of(user).employee_id
        return self.filter(employee=employee_id) if employee_id is not None else self.none()

    def awaiting_decision_of(self, user: Any) -> Any:
        """What waits for the user as the direct supervisor."""
        if not scope_of(user).is_head:
            return self.none()
        return self.filter(state=PlanState.PROPOSED, employee__in=direct_reports(employee_of(user)))

    def agreed(self) -> Any:
        return self.filter(state=PlanState.AGREED)

    def in_work(self) -> Any:
        return self.filter(state__in=IN_WORK_STATES)

    def in_force(self) -> Any:
        """Without the versions that later ones replaced."""
        return self.exclude(state=PlanState.REPLACED)

    def on(self, day: datetime.date) -> Any:
        return self.filter(period__contains=day)

    def in_year(self, year: int) -> Any:
        return self.filter(period__overlap=DateRange(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)))

    def with_counts(self) -> Any:
        """`result_count`, and `linked_count` of those that serve a result of the superior."""
        return self.annotate(
            result_count=Count("results"), linked_count=Count("results", filter=Q(results__parent__isnull=False))
        )

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "employee__user", "unit", "position")


class PlannedResultQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(plan__in=apps.get_model("evaluations", "WorkPlan").objects.visible_to(user))

    def for_daily(self, employee_id: int, day: datetime.date) -> Any:
        """What a line of that day may serve: results of the person's agreed plan, or, while none is agreed, of the one
        in work."""
        own = self.filter(plan__employee=employee_id, plan__period__contains=day)
        agreed = own.filter(plan__state=PlanState.AGREED)
        in_work = own.filter(plan__state__in=(PlanState.DRAFT, PlanState.PROPOSED, PlanState.RETURNED))
        none_agreed = ~models.Exists(agreed)
        return (agreed | in_work.filter(none_agreed)).order_by("order", "pk")

    def linkable_for(self, plan: Any) -> Any:
        """What results of `plan` may serve: results of the agreed plans of the direct supervisor for these days."""
        superior = supervisor_of(plan.employee)
        if superior is None:
            return self.none()
        above = self.filter(plan__employee=superior, plan__state=PlanState.AGREED, plan__period__overlap=plan.period)
        return above.select_related("plan__employee").order_by("plan__period", "order", "pk")


class ResultProgressQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        plans = apps.get_model("evaluations", "WorkPlan").objects.visible_to(user)
        return self.filter(indicator__result__plan__in=plans)
