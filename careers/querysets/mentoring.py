from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.enums import OPEN_STATES


class MentorshipQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own, as mentor or mentee, and those of the units in which the user manages mentoring."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.MENTORING_MANAGE, "mentee__unit__path")
        if scope.employee_id is not None:
            condition |= Q(mentor=scope.employee_id) | Q(mentee=scope.employee_id)
        return self.filter(condition)

    def of_employee(self, employee_id: int | None) -> Any:
        return self.filter(Q(mentor=employee_id) | Q(mentee=employee_id)) if employee_id else self.none()

    def open(self) -> Any:
        return self.filter(state__in=OPEN_STATES)

    def with_people(self) -> Any:
        return self.select_related("mentor__unit", "mentor__position", "mentee__unit", "mentee__position")


class MentoringMeetingQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Any:
        """Both the mentor and the mentee say that it took place."""
        return self.filter(mentor_confirmed_at__isnull=False, mentee_confirmed_at__isnull=False)
