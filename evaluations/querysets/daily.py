"""Reads of daily reports. `visible_to(user)` cuts every question to what the user may see."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from employees.supervision import direct_reports, employee_of
from evaluations.enums import SENT_DAILY_STATES, DailyState


class DailyWorkReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own; and, once sent, those of the staff below one and of one's granted units. Drafts are private."""
        scope = scope_of(user)
        others = scope.path_filter(Permission.EVALUATION_VIEW, "employee__unit__path")
        others |= scope.staff_below("employee__unit__path", "employee")
        condition = others & Q(state__in=SENT_DAILY_STATES)
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
        return self.submitted().filter(employee__in=direct_reports(employee_of(user)))

    def submitted(self) -> Any:
        return self.filter(state=DailyState.SUBMITTED)

    def sent(self) -> Any:
        return self.filter(state__in=SENT_DAILY_STATES)

    def between(self, first: datetime.date, last: datetime.date) -> Any:
        """Both days included."""
        return self.filter(date__range=(first, last))

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "employee__user", "decided_by")
