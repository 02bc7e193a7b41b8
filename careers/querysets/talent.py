from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import enclosing_paths, scope_of
from careers.enums import ReviewState, TalentObjectionState


class TalentReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Reviews that hold units of which the user reads careers; those of a larger part of the tree among them, of
        which only the own units show."""
        condition = Q(pk__in=())
        for path in scope_of(user).paths(Permission.CAREER_VIEW):
            condition |= Q(unit__path__startswith=path) | Q(unit__path__in=enclosing_paths(path))
        return self.filter(condition)

    def told(self) -> Any:
        """Worked out: those about which there is something to see."""
        return self.exclude(state=ReviewState.COMPUTING)

    def overlapping(self, unit: Any, year: int) -> Any:
        """Of the same year, over people whom a review of this unit would hold too."""
        above = Q(unit__path__in=enclosing_paths(unit.path))
        return self.filter(above | Q(unit__path__startswith=unit.path), year=year)


class TalentPlacementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The own, and those of the units of which the user reads careers; only what has been told."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.CAREER_VIEW, "unit__path")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition).exclude(review__state=ReviewState.COMPUTING)

    def read_by(self, user: Any) -> Any:
        """Those of the units of which the user reads careers, for maps and lists."""
        shown = self.filter(scope_of(user).path_filter(Permission.CAREER_VIEW, "unit__path"))
        return shown.exclude(review__state=ReviewState.COMPUTING)

    def with_standing_box(self) -> Any:
        """`standing`: what was decided, else what was worked out."""
        return self.annotate(standing=Coalesce("final_box", "box"))

    def box_counts(self) -> dict[int | None, int]:
        """Standing box → people; None without a box. One query."""
        rows = self.with_standing_box().order_by().values("standing").annotate(people=Count("pk"))
        return {row["standing"]: row["people"] for row in rows}

    def with_people(self) -> Any:
        return self.select_related("employee__unit", "employee__position", "unit", "review__unit", "decided_by")


class TalentObjectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The own, and those of the units of which the user reads careers."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.CAREER_VIEW, "placement__unit__path")
        if scope.employee_id is not None:
            condition |= Q(placement__employee=scope.employee_id)
        return self.filter(condition)

    def open(self) -> Any:
        return self.filter(state=TalentObjectionState.OPEN)

    def asked_of(self, user: Any) -> Any:
        """Those that wait for this user's decision, oldest first. Nobody decides about themselves, nor about the box
        that they decided."""
        scope = scope_of(user)
        found = self.open().filter(scope.path_filter(Permission.CAREER_MANAGE, "placement__unit__path"))
        others = found.exclude(placement__employee=scope.employee_id or 0)
        return others.exclude(placement__decided_by=user.pk).order_by("filed_at", "pk")

    def with_people(self) -> Any:
        return self.select_related(
            "placement__employee__user", "placement__unit", "placement__review__unit", "decided_by"
        )
