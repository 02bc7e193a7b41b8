"""Reads of panels, their members, declarations and scores."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.enums import PanelState, ScoringState


def kept_by(user: Any, prefix: str = "") -> Q:
    """Selections that the user reads as office, head or auditor, except where the user competes."""
    scope = scope_of(user)
    condition = scope.path_filter(Permission.CAREER_VIEW, f"{prefix}unit__path")
    if scope.employee_id is None:
        return condition
    return condition & ~Q(**{f"{prefix}candidacies__employee": scope.employee_id})


class SelectionPanelQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the selections that the user keeps or reads."""
        return self.filter(kept_by(user, "selection__"))


class PanelMemberQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Oneself, and the panels of the selections that the user keeps or reads."""
        return self.filter(Q(user=user.pk) | kept_by(user, "selection__"))

    def active(self) -> Any:
        return self.filter(left_at=None)

    def seated(self, user: Any) -> Any:
        """The user's own seats on appointed panels; none in a selection in which the user competes."""
        seats = self.active().filter(user=user.pk, selection__panel__state=PanelState.APPOINTED)
        employee_id = scope_of(user).employee_id
        return seats.exclude(selection__candidacies__employee=employee_id) if employee_id else seats


class ConflictDeclarationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(Q(member__user=user.pk) | kept_by(user, "member__selection__"))

    def conflicts(self) -> Any:
        return self.filter(has_conflict=True)


class RubricQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of selections that the user keeps or reads, or judges on an appointed panel."""
        return self.filter(kept_by(user, "stage__selection__") | Q(pk__in=self.judged_by(user).values("pk")))

    def judged_by(self, user: Any) -> Any:
        seats = self.model._meta.apps.get_model("careers", "PanelMember").objects.seated(user)
        return self.filter(Exists(seats.filter(selection=OuterRef("stage__selection"))))

    def open(self) -> Any:
        return self.filter(state=ScoringState.OPEN)

    def with_stage(self) -> Any:
        return self.select_related("stage__selection__unit", "stage__selection__panel").prefetch_related("criteria")


class PanelScoreQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own. Others' are shown by the pages of a scoring, once they are revealed."""
        return self.filter(member__user=user.pk)


class PanelMinutesQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the scorings that the user may see; who scored sees and signs them also after leaving the panel."""
        models_of = self.model._meta.apps.get_model
        rubrics = models_of("careers", "Rubric").objects.visible_to(user)
        scored = models_of("careers", "PanelScore").objects.visible_to(user)
        return self.filter(Q(rubric__in=rubrics.values("pk")) | Q(rubric__in=scored.values("rubric")))
