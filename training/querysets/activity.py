"""Learning activities."""

from __future__ import annotations

from typing import Any

from django.db import models

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from training.enums import ActivityState


class LearningActivityQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own, those of the staff below one, and by grant those of one's units."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_VIEW, "employee__unit__path")
        condition |= scope.staff_below("employee__unit__path", "employee")
        if scope.employee_id is not None:
            condition |= models.Q(employee=scope.employee_id)
        return self.filter(condition)

    def overseen_by(self, user: Any) -> Any:
        """By grant alone: neither one's own nor those of the staff below one."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "employee__unit__path"))

    def waiting(self) -> Any:
        return self.filter(state=ActivityState.REPORTED)

    def verified(self) -> Any:
        return self.filter(state=ActivityState.VERIFIED)
