"""Reads of item banks, blueprints, sittings, candidates, papers and answers."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models
from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from careers.domain.item_analysis import FEWEST
from careers.enums import AttendanceState, DutyKind, ItemKind, ItemState, SittingState


def banks_examining(user: Any) -> Any:
    """Keys of the banks with which the user will be examined."""
    return apps.get_model("careers", "Sitting").objects.examining(user).ahead().values("blueprint__bank")


class ItemBankQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the units in which the user keeps careers: what is asked stays with those who prepare it."""
        return self.filter(scope_of(user).path_filter(Permission.CAREER_MANAGE, "unit__path"))

    def with_counts(self) -> Any:
        """`item_count` of items in use, `review_count` of those that wait for a review."""
        return self.annotate(
            item_count=Count("items", filter=Q(items__state=ItemState.APPROVED)),
            review_count=Count("items", filter=Q(items__state=ItemState.IN_REVIEW)),
        )

    def open_to(self, user: Any) -> Any:
        """Without the banks with which the user will be examined."""
        return self.visible_to(user).exclude(pk__in=banks_examining(user))


class ItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the banks that the user keeps; while in review of all banks of the government, so that the only keeper
        of a bank finds a second pair of eyes."""
        scope = scope_of(user)
        governments = {path[: settings.ACCESS_UNIT_STEP] for path in scope.paths(Permission.CAREER_MANAGE)}
        return self.filter(
            scope.path_filter(Permission.CAREER_MANAGE, "bank__unit__path")
            | (Q(state=ItemState.IN_REVIEW) & paths_filter(governments, "bank__unit__path"))
        )

    def approved(self) -> Any:
        return self.filter(state=ItemState.APPROVED)

    def newest(self) -> Any:
        """Without versions that a later one followed."""
        return self.filter(replaced_by=None)

    def awaiting_review_by(self, user: Any) -> Any:
        waiting = self.visible_to(user).filter(state=ItemState.IN_REVIEW).exclude(created_by=user)
        return waiting.exclude(bank__in=banks_examining(user))

    def with_statistic(self) -> Any:
        """`facility` and `discrimination` over all sittings that used the item, each weighted by its candidates; of
        fewer than FEWEST nothing is said."""
        used = apps.get_model("careers", "ItemStatistic").objects.filter(item=OuterRef("pk")).order_by().values("item")

        def mean(name: str) -> Any:
            known = used.filter(**{f"{name}__isnull": False}).annotate(people=Sum("n")).filter(people__gte=FEWEST)
            weighted = known.annotate(mean=Sum(models.F(name) * models.F("n")) / models.F("people"))
            return Subquery(weighted.values("mean"))

        return self.annotate(facility=mean("facility"), discrimination=mean("discrimination"))


class BlueprintQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.CAREER_MANAGE, "bank__unit__path"))

    def with_counts(self) -> Any:
        return self.annotate(
            item_count=models.Sum("lines__count"),
            point_count=models.Sum(models.F("lines__count") * models.F("lines__points")),
        )


class SittingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units whose careers the user reads, and those in which one has a duty."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.CAREER_VIEW, "unit__path")
        if scope.employee_id is not None:
            duties = apps.get_model("careers", "SittingDuty").objects.filter(employee=scope.employee_id)
            condition |= Q(pk__in=duties.values("sitting"))
        return self.filter(condition)

    def examining(self, user: Any) -> Any:
        """Those in which the user is a candidate, and those of the selections in which the user competes."""
        employee_id = scope_of(user).employee_id
        if employee_id is None:
            return self.none()
        candidates = apps.get_model("careers", "SittingCandidate").objects.filter(employee=employee_id)
        candidacies = apps.get_model("careers", "Candidacy").objects.filter(employee=employee_id)
        return self.filter(
            Q(pk__in=candidates.values("sitting")) | Q(stage__selection__in=candidacies.values("selection"))
        )

    def ahead(self) -> Any:
        """Without results yet: what is asked in them must stay unknown."""
        return self.exclude(state__in=[SittingState.PUBLISHED, SittingState.CANCELLED])

    def watched_by(self, user: Any) -> Any:
        return self._with_duty(user, DutyKind.PROCTOR)

    def marked_by(self, user: Any) -> Any:
        return self._with_duty(user, DutyKind.MARKER)

    def keyed_by(self, user: Any) -> Any:
        return self._with_duty(user, DutyKind.KEYER)

    def _with_duty(self, user: Any, kind: DutyKind) -> Any:
        employee_id = scope_of(user).employee_id
        if employee_id is None:
            return self.none()
        duties = apps.get_model("careers", "SittingDuty").objects.filter(employee=employee_id, kind=kind)
        return self.filter(pk__in=duties.values("sitting"))

    def with_counts(self) -> Any:
        return self.annotate(candidate_count=Count("candidates"))


class SittingCandidateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own, and those of the sittings that one sees."""
        scope = scope_of(user)
        sittings = apps.get_model("careers", "Sitting").objects.visible_to(user)
        condition = Q(sitting__in=sittings.values("pk"))
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def of_user(self, user: Any) -> Any:
        """One's own, of sittings that take place."""
        employee_id = scope_of(user).employee_id
        if employee_id is None:
            return self.none()
        return self.filter(employee=employee_id).exclude(
            sitting__state__in=[SittingState.PLANNED, SittingState.CANCELLED]
        )

    def seated_elsewhere(self, sitting: Any) -> Any:
        """Candidates of other sittings of the sitting's stage that take place, but for who was absent there."""
        others = self.filter(sitting__stage=sitting.stage).exclude(sitting=sitting)
        return others.exclude(sitting__state=SittingState.CANCELLED).exclude(state=AttendanceState.ABSENT)

    def overdue(self, now: datetime.datetime) -> Any:
        return self.filter(state=AttendanceState.RUNNING, deadline__lt=now)

    def with_progress(self) -> Any:
        """`answered`, and `saved_at` of the newest answer."""
        return self.annotate(
            answered=Count("paper__items__answer", filter=Q(paper__items__answer__value__isnull=False)),
            saved_at=Max("paper__items__answer__saved_at"),
        )


class PaperItemQuerySet(models.QuerySet[Any]):
    def essays(self) -> Any:
        return self.filter(item__kind=ItemKind.ESSAY, counts=True)

    def to_mark_by(self, employee_id: int | None, sitting: Any) -> Any:
        """Answered essays of a closed sitting that need this person's mark: two each, a third only where two differ."""
        marks = apps.get_model("careers", "EssayMark").objects.filter(paper_item=OuterRef("pk"))
        return (
            self.essays()
            .filter(paper__candidate__sitting=sitting, share=None, answer__value__isnull=False)
            .exclude(models.Exists(marks.filter(marker=employee_id)))
        )

    def awaiting_third(self) -> Any:
        """Essays of two marks that lie further apart than their sitting allows (`exam_score.essay_points`)."""
        limit = models.F("paper__candidate__sitting__essay_limit") * models.F("points")
        return (
            self.essays()
            .annotate(marked=Count("marks"), apart=Max("marks__points") - models.Min("marks__points"))
            .filter(marked=2, apart__gt=limit / 100)
        )

    def without_third_marker(self) -> Any:
        """Of these, the ones that nobody with the duty may mark: each has marked them or wrote them."""
        marks = apps.get_model("careers", "EssayMark").objects.filter(
            paper_item=OuterRef(OuterRef("pk")), marker=OuterRef("employee")
        )
        markers = (
            apps.get_model("careers", "SittingDuty")
            .objects.filter(sitting=OuterRef("paper__candidate__sitting"), kind=DutyKind.MARKER)
            .exclude(employee=OuterRef("paper__candidate__employee"))
            .exclude(models.Exists(marks))
        )
        return self.awaiting_third().exclude(models.Exists(markers))


PUT = """
    INSERT INTO careers_answer (paper_item_id, value, sequence, device, saved_at)
    VALUES (%(paper_item)s, %(value)s::jsonb, %(sequence)s, %(device)s, %(now)s)
    ON CONFLICT (paper_item_id) DO UPDATE
    SET value = EXCLUDED.value, sequence = EXCLUDED.sequence, device = EXCLUDED.device, saved_at = EXCLUDED.saved_at
    WHERE careers_answer.sequence < EXCLUDED.sequence AND careers_answer.device <= %(given_on)s
    RETURNING sequence
"""


class AnswerQuerySet(models.QuerySet[Any]):
    def put(
        self, *, paper_item: int, value: Any, sequence: int, device: int, given_on: int, now: datetime.datetime
    ) -> bool:
        """Store the answer unless one with this sequence or a higher one is there, or one of a later device than it was
        given on; whether it was stored.

        One statement: the ORM's `update_conflicts` knows no condition.
        """
        stored = json.dumps(value) if value is not None else None
        with connections[self.db].cursor() as cursor:
            names = {"sequence": sequence, "device": device, "given_on": given_on}
            cursor.execute(PUT, {"paper_item": paper_item, "value": stored, "now": now, **names})
            return cursor.fetchone() is not None
