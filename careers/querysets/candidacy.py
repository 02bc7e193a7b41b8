"""Reads of candidacies, results and objections."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, scope_of
from careers.enums import SCORED_KINDS, TAKING_PART, CandidacyState, ObjectionState, SelectionState

NAMED_TO_THE_HEAD = (CandidacyState.PROPOSED, CandidacyState.CHOSEN, CandidacyState.UNCHOSEN)


def names_readable(scope: Scope, prefix: str = "") -> Q:
    """Candidacies whose names the user may know: one's own; as office or auditor all that were submitted; as head the
    proposed ones. Never in a selection in which the user competes."""
    path, state = f"{prefix}selection__unit__path", f"{prefix}state"
    keeps = scope.path_filter(Permission.CAREER_MANAGE, path) | scope.path_filter(Permission.AUDIT_VIEW, path)
    signs = scope.path_filter(Permission.CAREER_SIGN, path)
    condition = keeps & ~Q(**{state: CandidacyState.DRAFT}) | signs & Q(**{f"{state}__in": NAMED_TO_THE_HEAD})
    if scope.employee_id is None:
        return condition
    competes = Q(**{f"{prefix}selection__candidacies__employee": scope.employee_id})
    return condition & ~competes | Q(**{f"{prefix}employee": scope.employee_id})


def _number_of(rows: Any) -> Any:
    counted = rows.order_by().values("rubric").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


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

    def still_in(self) -> Any:
        """Taking part, and not failed in a stage that is published."""
        return self.taking_part().filter(~Exists(self._failed()))

    def with_failure(self) -> Any:
        """With `has_failed`: did not pass a published stage."""
        return self.annotate(has_failed=Exists(self._failed()))

    def _failed(self) -> Any:
        results = self.model._meta.get_field("results").related_model.objects
        return results.filter(candidacy=OuterRef("pk"), passed=False, stage__published_at__isnull=False)

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

    def to_sign(self, user: Any) -> Any:
        """Whose answer is signed once, where the user may be the second; the head learns no name by it."""
        return self.open().signable_by(user).filter(first_signer__isnull=False)

    def no_longer_to_sign(self, user: Any) -> Any:
        """Whose answer somebody signed second, or whose candidate has withdrawn, where the user may have been told."""
        over = Q(first_signer__isnull=False) | Q(candidacy__state=CandidacyState.WITHDRAWN)
        return self.exclude(state=ObjectionState.OPEN).signable_by(user).filter(over)

    def signable_by(self, user: Any) -> Any:
        """Of selections for whose answers the user may sign and in which the user doesn't compete."""
        scope = scope_of(user)
        rows = self.filter(
            scope.path_filter(Permission.CAREER_MANAGE, "stage__selection__unit__path")
            | scope.path_filter(Permission.CAREER_SIGN, "stage__selection__unit__path")
        )
        if scope.employee_id is None:
            return rows
        return rows.exclude(stage__selection__candidacies__employee=scope.employee_id)

    def open(self) -> Any:
        return self.filter(state=ObjectionState.OPEN)

    def of_running(self) -> Any:
        return self.filter(stage__selection__state=SelectionState.ANNOUNCED)

    def impartial_for(self, user: Any) -> Any:
        """Without those of candidates with whom the user declared a conflict."""
        declared = self.model._meta.apps.get_model("careers", "ConflictDeclaration").objects.conflicts()
        return self.exclude(candidacy__in=declared.filter(member__user=user.pk).values("candidacy"))

    def heard_by_panel(self) -> Any:
        """To the score of a panel that is there to hear them."""
        return self.filter(self._panel())

    def heard_by_office(self) -> Any:
        return self.exclude(self._panel())

    def _panel(self) -> Q:
        """As `stage_objection.panel_hears` has it: more than half of those whose scores count are there."""
        get_model = self.model._meta.apps.get_model
        declared = get_model("careers", "ConflictDeclaration").objects.conflicts()
        conflict = declared.filter(candidacy=OuterRef("candidacy"), member=OuterRef("member"))
        # What was declared after the minutes changes nothing in them.
        late = Q(late_at__gt=OuterRef("rubric__finished_at"))
        scores = get_model("careers", "PanelScore").objects.filter(
            ~Exists(conflict.filter(Q(late_at=None) | ~late)),
            rubric__stage=OuterRef("stage"),
            candidacy=OuterRef("candidacy"),
        )
        there = scores.filter(~Exists(conflict), member__left_at=None)
        return Q(stage__kind__in=SCORED_KINDS, candidacy__state__in=TAKING_PART) & Q(
            GreaterThan(_number_of(there) * 2, _number_of(scores))
        )
