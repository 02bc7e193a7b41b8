from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.enums import CLOSED_BATCH_STATES, SIGNED_BATCH_STATES, BatchState


class CareerBatchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units whose careers the user reads. People on a batch see their own line instead."""
        return self.filter(scope_of(user).path_filter(Permission.CAREER_VIEW, "unit__path"))

    def open(self) -> Any:
        return self.exclude(state__in=CLOSED_BATCH_STATES)

    def due(self, date: datetime.date) -> Any:
        """Signed, and their day has come."""
        return self.filter(state=BatchState.SIGNED, effective_date__lte=date)

    def with_counts(self) -> Any:
        """Annotates line_count and blocked_count."""
        standing = Q(lines__is_removed=False)
        return self.annotate(
            line_count=Count("lines", filter=standing),
            blocked_count=Count("lines", filter=standing & Q(lines__is_blocked=True)),
        )


class BatchLineQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the batches that the user sees, and one's own once it was signed."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.CAREER_VIEW, "batch__unit__path")
        if scope.employee_id is not None:
            condition |= self._own(scope.employee_id)
        return self.filter(condition)

    def own_decrees(self, user: Any) -> Any:
        """What was signed about the person, also what was cancelled afterwards."""
        employee_id = scope_of(user).employee_id
        return self.filter(self._own(employee_id)) if employee_id is not None else self.none()

    @staticmethod
    def _own(employee_id: int) -> Q:
        is_signed = Q(batch__state__in=SIGNED_BATCH_STATES) | (
            Q(batch__state=BatchState.CANCELLED) & ~Q(batch__decree_number="")
        )
        return Q(employee=employee_id, is_removed=False) & is_signed

    def standing(self) -> Any:
        """Without those that were taken off."""
        return self.filter(is_removed=False)

    def with_people(self) -> Any:
        return self.select_related(
            "employee__unit", "employee__position", "position_from__unit", "position_to__unit", "allowed_by"
        )
