"""Surveys, their results, slips and follow-up actions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Count, OuterRef

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from surveys.enums import (
    SurveyState,
)


def _partly_loaded(model: Any, names: Sequence[str], values: Sequence[Any]) -> Any:
    """An instance whose other fields are loaded when somebody asks for them."""
    given = dict(zip(names, values, strict=True))
    # `from_db` takes the values in the order of the model's fields.
    ordered = [field.attname for field in model._meta.concrete_fields if field.attname in given]
    return model.from_db(connection.alias, ordered, [given[name] for name in ordered])


_FORM_FIELDS = ("id", "questionnaire_version", "state", "elements", "index_series", "extra_questions_id")
_UNIT_FIELDS = ("id", "name", "slug", "path", "time_zone", "is_service_unit", "closed_on")


class PublicServiceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "unit__path"))

    def offered(self) -> Any:
        return self.filter(is_active=True)


class SatisfactionSurveyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_MANAGE, "unit__path"))

    def open(self) -> Any:
        return self.filter(state=SurveyState.OPEN)

    def open_at(self, slug: str) -> Any | None:
        """The open survey at a public address, with just the fields that the form and the insert need.

        Written by hand: this is the portal's busiest read, and putting the statement together costs the ORM three times
        what the database needs to answer it.
        """
        unit_model = self.model._meta.get_field("unit").related_model
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT survey.id, survey.questionnaire_version, survey.state, survey.elements, "
                "survey.index_series, survey.extra_questions_id, extra.content::text, "
                "unit.id, unit.name, unit.slug, unit.path, unit.time_zone, unit.is_service_unit, unit.closed_on "
                "FROM surveys_satisfactionsurvey AS survey "
                "JOIN employees_organizationalunit AS unit ON unit.id = survey.unit_id "
                "LEFT JOIN surveys_questionnaireversion AS extra ON extra.id = survey.extra_questions_id "
                "WHERE unit.slug = %s AND unit.is_service_unit AND survey.state = %s",
                [slug, SurveyState.OPEN.value],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        survey = _partly_loaded(self.model, _FORM_FIELDS, row[: len(_FORM_FIELDS)])
        survey.extra_content, unit = row[len(_FORM_FIELDS)], row[len(_FORM_FIELDS) + 1 :]
        survey.unit = _partly_loaded(unit_model, _UNIT_FIELDS, unit)
        return survey

    def open_with_code(self, code_hash: str) -> Any | None:
        """The open survey for which a slip with this code is unused; see `open_at`."""
        asking = self.open().filter(slip_batches__codes__code_hash=code_hash)
        slug = asking.order_by().values_list("unit__slug", flat=True).first()
        return self.open_at(slug) if slug else None

    def started(self) -> Any:
        """Those that the public may know of."""
        return self.exclude(state=SurveyState.DRAFT)

    def with_answers(self) -> Any:
        """`answers`: the number of responses, counted apart so that pages of the list stay cheap."""
        response = self.model._meta.get_field("responses").related_model
        counted = response.objects.filter(survey=OuterRef("pk")).order_by().values("survey").annotate(n=Count("*"))
        return self.annotate(answers=models.functions.Coalesce(models.Subquery(counted.values("n")), 0))


class SurveyResultQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "survey__unit__path"))


class SlipBatchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "survey__unit__path"))

    def with_unused(self) -> Any:
        """`unused`: how many codes are left."""
        return self.annotate(unused=Count("codes"))


class FollowUpActionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "survey__unit__path"))

    def open(self) -> Any:
        return self.filter(done_on__isnull=True)

    def overdue(self, today: datetime.date) -> Any:
        return self.open().filter(due_on__lt=today)

    def promised_before(self, survey: Any) -> Any:
        """What the unit promised after the survey before this one."""
        surveys = self.model._meta.get_field("survey").related_model.objects
        before = surveys.filter(unit=survey.unit_id, state=SurveyState.CLOSED, period__fully_lt=survey.period).order_by(
            "-period"
        )
        return self.filter(survey=models.Subquery(before.values("pk")[:1]))
