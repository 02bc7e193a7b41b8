"""Reads of candidacies, results and objections."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, scope_of
from careers.enums import TAKING_PART, CandidacyState, ObjectionState


def names_readable(scope: Scope, prefix: str = "") -> Q:
    """Candidacies whose names the user may know: one's own; as keeper, head or auditor all that were submitted, but
    never in a selection in which the user competes."""
    condition = scope.path_filter(Permission.CAREER_VIEW, f"{prefix}selection__unit__path") & ~Q(
        **{f"{prefix}state": CandidacyState.DRAFT}
    )
    if scope.employee_id is None:
        return condition
    competes = Q(**{f"{prefix}selection__candidacies__employee": scope.employee_id})
    return condition & ~competes | Q(**{f"{prefix}employee": scope.employee_id})


class CandidacyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(names_readable(scope_of(user)))

    def of_employee(self, employee_id: int | None) -> Any:
        return self.filter(employee=employee_id) if employee_id else self.none()

    def submitted(self) -> Any:
        """Sent and not taken back."""
        return self.exclude(state__in=[CandidacyState.DRAFT, CandidacyState.WITHDRAWN])

    def taking_part(self) -> Any:
        """Admitted by the administrative check, and not withdrawn."""
        return self.filter(state__in=TAKING_PART)

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "employee__user", "selection__unit")


class StageResultQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the candidates whose names the user may know; one's own only once the stage is published."""
        scope = scope_of(user)
        own = Q(candidacy__employee=scope.employee_id) if scope.employee_id else Q(pk__in=())
        return self.filter(names_readable(scope, "candidacy__")).exclude(own & Q(stage__published_at=None))


class StageObjectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(names_readable(scope_of(user), "candidacy__"))

    def open(self) -> Any:
        return self.filter(state=ObjectionState.OPEN)
