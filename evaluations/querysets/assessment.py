"""Reads of ratings. `visible_to(user)` cuts every question to what the user may see."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from evaluations.enums import AssessmentState

# Length of a government's path: the first step of the tree.
STEP = settings.ACCESS_UNIT_STEP
# Seen by others than who rates.
DELIVERED_STATES = (AssessmentState.DELIVERED, AssessmentState.OBJECTED, AssessmentState.FINAL)


class AssessmentPeriodQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the own government, and of the governments on which the user reads evaluations."""
        scope = scope_of(user)
        paths = {path[:STEP] for path in scope.paths(Permission.EVALUATION_VIEW)}
        if scope.government_path:
            paths.add(scope.government_path)
        return self.filter(government__path__in=paths)

    def open(self) -> Any:
        return self.filter(closed_at=None)


class OrganisationAssessmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of the units that the user heads or reads evaluations of."""
        scope = scope_of(user)
        return self.filter(
            scope.path_filter(Permission.EVALUATION_VIEW, "unit__path") | paths_filter(scope.headed_paths, "unit__path")
        )


class AssessmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own once delivered; what one writes as the assessor; once delivered, those of the staff below one and
        of the units on which one reads evaluations. Never those of colleagues."""
        scope = scope_of(user)
        others = scope.path_filter(Permission.EVALUATION_VIEW, "unit__path")
        others |= scope.staff_below("unit__path", "employee")
        condition = others & Q(state__in=DELIVERED_STATES)
        # Where nobody stands above, the office writes.
        condition |= Q(assessor=None) & scope.path_filter(Permission.EVALUATION_MANAGE, "unit__path")
        if scope.employee_id is not None:
            condition &= ~Q(employee=scope.employee_id)
            condition |= Q(employee=scope.employee_id, state__in=DELIVERED_STATES)
            condition |= Q(assessor=scope.employee_id)
        return self.filter(condition)

    def of_user(self, user: Any) -> Any:
        """One's own, once delivered."""
        employee_id = scope_of(user).employee_id
        if employee_id is None:
            return self.none()
        return self.filter(employee=employee_id, state__in=DELIVERED_STATES)

    def written_by(self, user: Any) -> Any:
        """Those that the user rates: as the assessor, or for the office where nobody stands above the person."""
        scope = scope_of(user)
        condition = Q(assessor=None) & scope.path_filter(Permission.EVALUATION_MANAGE, "unit__path")
        if scope.employee_id is not None:
            condition = (condition & ~Q(employee=scope.employee_id)) | Q(assessor=scope.employee_id)
        return self.filter(condition)

    def delivered(self) -> Any:
        """Seen by the person: waiting for the answer, objected to, or final."""
        return self.filter(state__in=DELIVERED_STATES)

    def final(self) -> Any:
        return self.filter(state=AssessmentState.FINAL)

    def without_record(self) -> Any:
        """Final ratings of a year whose predicate was never on record for that year, not even corrected since."""
        from employees.models import RatingHistory

        ever = RatingHistory.objects.filter(
            employee=OuterRef("employee"),
            year=OuterRef("assessment_period__period__startswith__year"),
            predicate=OuterRef("predicate"),
        )
        return self.final().filter(~Exists(ever), assessment_period__is_annual=True)

    def with_heading(self) -> Any:
        """Annotates is_head: the person heads the very unit in which they are rated."""
        from employees.models import PositionHistory

        heading = PositionHistory.objects.valid().definitive().heading()
        rows = heading.filter(
            employee=OuterRef("employee"),
            position__unit=OuterRef("unit"),
            period__overlap=OuterRef("assessment_period__period"),
        )
        return self.annotate(is_head=Exists(rows))

    def with_credit(self) -> Any:
        """Final ratings of people in functional positions. Annotates `stays` (periods of such positions in that unit)
        with `stay_levels` and `stay_titles` in the same order, `away` (periods out of service), and `converted`
        (periods of the credit points on record)."""
        from employees.enums import ACTIVE_STATUSES
        from employees.models import CreditPointHistory, PositionHistory, StatusHistory

        held = PositionHistory.objects.valid().definitive().exclude(position__functional_level="")
        functional = held.filter(
            employee=OuterRef("employee"),
            position__unit=OuterRef("unit"),
            period__overlap=OuterRef("assessment_period__period"),
        ).order_by("period", "pk")
        away = StatusHistory.objects.valid().exclude(status__in=ACTIVE_STATUSES)
        points = CreditPointHistory.objects.valid().filter(
            employee=OuterRef("employee"), is_first=False, is_integration=False
        )
        return (
            self.final()
            .filter(Exists(functional))
            .annotate(
                stays=ArraySubquery(functional.values("period")),
                stay_levels=ArraySubquery(functional.values("position__functional_level")),
                stay_titles=ArraySubquery(functional.values("position__title")),
                away=ArraySubquery(
                    away.filter(employee=OuterRef("employee"), period__overlap=OuterRef("assessment_period__period"))
                    .order_by("period")
                    .values("period")
                ),
                converted=ArraySubquery(
                    points.filter(period__overlap=OuterRef("assessment_period__period"))
                    .order_by("period")
                    .values("period")
                ),
            )
        )

    def unanswered_until(self, day: datetime.date) -> Any:
        """Delivered ones whose days to object are over."""
        return self.filter(state=AssessmentState.DELIVERED, object_until__lt=day)

    def with_people(self) -> Any:
        return self.select_related(
            "employee__unit", "employee__position", "employee__user", "unit", "assessor", "assessment_period"
        )


class ObjectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(assessment__in=apps.get_model("evaluations", "Assessment").objects.visible_to(user))

    def open(self) -> Any:
        return self.filter(decided_at=None)

    def with_people(self) -> Any:
        return self.select_related(
            "assessment__employee__user",
            "assessment__employee__position",
            "assessment__unit",
            "assessment__assessor__unit",
            "assessment__assessor__user",
            "assessment__assessment_period",
            "decided_by",
        )


class FeedbackRoundQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """About oneself, about the staff below one, and of one's granted units."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.EVALUATION_VIEW, "employee__unit__path")
        condition |= scope.staff_below("employee__unit__path", "employee")
        if scope.employee_id is not None:
            condition |= Q(employee=scope.employee_id)
        return self.filter(condition)

    def open_on(self, day: datetime.date) -> Any:
        return self.filter(closes_on__gte=day)

    def asking(self, user: Any) -> Any:
        """In which the user may still speak."""
        employee_id = scope_of(user).employee_id
        return self.filter(tickets__giver=employee_id) if employee_id is not None else self.none()


class FeedbackVoiceQuerySet(models.QuerySet[Any]):
    def insert_with_ticket(self, voice: Any, giver_id: int) -> bool:
        """Store a voice if the person still has the ticket, and delete the ticket. One statement, so that the voice
        exists if and only if the ticket is gone; False when there was none. Of two voices with one ticket the second
        waits for the first and finds nothing. The voice itself names nobody."""
        values = [
            getattr(voice, field.attname)
            if not isinstance(field, models.JSONField)
            else field.get_db_prep_save(getattr(voice, field.attname), connection)
            for field in self.model._meta.concrete_fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(_insert_statement(self.model), [voice.feedback_round_id, giver_id, *values])
            return bool(cursor.rowcount)


@lru_cache(maxsize=1)
def _insert_statement(model: Any) -> str:
    """Names come from the model, values are parameters."""
    quoted = connection.ops.quote_name
    fields = model._meta.concrete_fields
    names = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
    return (
        "WITH ticket AS (DELETE FROM evaluations_feedbackticket AS ticket "  # noqa: S608
        "WHERE ticket.feedback_round_id = %s AND ticket.giver_id = %s RETURNING 1) "
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) SELECT {marks} WHERE EXISTS (SELECT 1 FROM ticket)"
    )
