"""Reads. `visible_to(user)` cuts every question to the user's scope."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import Case, Count, F, OuterRef, Q, Sum, When
from django.db.models.functions import Least

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import paths_filter, scope_of
from surveys.domain.figures import Figures, compute_figures
from surveys.enums import (
    AgeBand,
    CommentState,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
    Occupation,
    RespondentEducation,
    RespondentSex,
    SurveyElement,
    SurveyState,
)

PROFILE_FIELDS = {
    "sex": RespondentSex,
    "age_band": AgeBand,
    "education": RespondentEducation,
    "occupation": Occupation,
}


def _partly_loaded(model: Any, names: Sequence[str], values: Sequence[Any]) -> Any:
    """An instance whose other fields are loaded when somebody asks for them."""
    given = dict(zip(names, values, strict=True))
    # `from_db` takes the values in the order of the model's fields.
    ordered = [field.attname for field in model._meta.concrete_fields if field.attname in given]
    return model.from_db(connection.alias, ordered, [given[name] for name in ordered])


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
                "SELECT survey.id, survey.questionnaire_version, survey.state, "
                "unit.id, unit.name, unit.slug, unit.path, unit.time_zone, unit.is_service_unit, unit.closed_on "
                "FROM surveys_satisfactionsurvey AS survey "
                "JOIN employees_organizationalunit AS unit ON unit.id = survey.unit_id "
                "WHERE unit.slug = %s AND unit.is_service_unit AND survey.state = %s",
                [slug, SurveyState.OPEN.value],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        survey = _partly_loaded(self.model, ("id", "questionnaire_version", "state"), row[:3])
        survey.unit = _partly_loaded(unit_model, _UNIT_FIELDS, row[3:])
        return survey

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


class SurveyResponseQuerySet(models.QuerySet[Any]):
    def insert_while_open(self, response: Any) -> bool:
        """Store an answer if its survey is open and its key is new; False when nothing was stored. One statement.

        The lock on the survey's row is the one that the foreign key takes anyway. It makes the statement wait for a
        survey that is just being closed and look at its state again, so that no answer slips in behind a published
        result.
        """
        fields = self.model._meta.concrete_fields
        values = [field.get_db_prep_save(getattr(response, field.attname), connection) for field in fields]
        statement = _insert_statement(self.model)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, response.survey_id, SurveyState.OPEN.value])
            return bool(cursor.rowcount)

    def complete(self) -> Any:
        """Without a blank element; only these enter the index."""
        return self.filter(**{f"{element}__isnull": False for element in SurveyElement})

    def totals(self) -> dict[str, Any]:
        """One query, whatever the number of answers: `answers`, `valid`, the sum of every element over the valid
        ones, and the counts of the valid respondents by `(field, value)` ("" = not told)."""
        complete = Q(**{f"{element}__isnull": False for element in SurveyElement})
        asked: dict[str, Any] = {"answers": Count("*"), "valid": Count("pk", filter=complete)}
        for element in SurveyElement:
            asked[f"sum_{element}"] = Sum(element, filter=complete)
        names = {}
        for field, choices in PROFILE_FIELDS.items():
            for number, value in enumerate(["", *choices.values]):
                names[f"{field}_{number}"] = (field, value)
                asked[f"{field}_{number}"] = Count("pk", filter=complete & Q(**{field: value}))
        row = self.order_by().aggregate(**asked)
        return {
            "answers": row["answers"],
            "valid": row["valid"],
            "sums": {element: row[f"sum_{element}"] or 0 for element in SurveyElement},
            "profile": {key: row[name] for name, key in names.items()},
        }

    def figures(self) -> Figures:
        """Index, elements and composition of these answers."""
        totals = self.totals()
        return compute_figures(
            sums=totals["sums"], answers=totals["answers"], valid=totals["valid"], profile=totals["profile"]
        )


@lru_cache(maxsize=1)
def _insert_statement(model: Any) -> str:
    """Names come from the model, values are parameters."""
    quoted = connection.ops.quote_name
    fields = model._meta.concrete_fields
    survey = model._meta.get_field("survey").related_model._meta.db_table
    names = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
    return (
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) SELECT {marks} FROM {quoted(survey)} AS survey "  # noqa: S608
        "WHERE survey.id = %s AND survey.state = %s FOR KEY SHARE ON CONFLICT (id) DO NOTHING"
    )


class SurveyCommentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_VIEW, "survey__unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.SURVEY_MANAGE, "survey__unit__path"))

    def approved(self) -> Any:
        return self.filter(state=CommentState.APPROVED)

    def waiting(self) -> Any:
        return self.filter(state=CommentState.WAITING)


class HolidayQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the user's government, and those that hold everywhere."""
        return self.of_government(scope_of(user).government_path)

    def of_government(self, path: str) -> Any:
        condition = Q(government__isnull=True)
        if path:
            condition |= Q(government__path=path)
        return self.filter(condition)

    def dates_for(self, government_path: str) -> list[datetime.date]:
        return list(self.of_government(government_path).order_by().values_list("date", flat=True).distinct())


class ComplaintQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """All reports to those who handle them; those that are not secret to the heads of their unit and of the units
        above it, and to auditors."""
        scope = scope_of(user)
        handled = scope.path_filter(Permission.COMPLAINT_HANDLE, "unit__path")
        read = scope.path_filter(Permission.COMPLAINT_VIEW, "unit__path")
        headed = paths_filter(scope.headed_paths, "unit__path")
        return self.filter(handled | ((read | headed) & ~Q(visibility=ComplaintVisibility.SECRET)))

    def handled_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.COMPLAINT_HANDLE, "unit__path"))

    def unheard(self, today: datetime.date) -> Any:
        """Those that no service officer would see: none is responsible for their unit or a unit above it."""
        from employees.models import RoleGrant

        grants = RoleGrant.objects.on(today).filter(
            role__in=roles_with(Permission.COMPLAINT_HANDLE), user__is_active=True
        )
        covering = grants.alias(path=models.ExpressionWrapper(OuterRef("unit__path"), models.CharField())).filter(
            path__startswith=F("unit__path")
        )
        return self.filter(~models.Exists(covering))

    def ongoing(self) -> Any:
        return self.exclude(state__in=[ComplaintState.REJECTED, ComplaintState.DONE])

    def with_due(self) -> Any:
        """`due`: the day that counts now, as Complaint.next_due computes it for one report."""
        return self.annotate(
            due=Case(
                When(state__in=[ComplaintState.REJECTED, ComplaintState.DONE, ComplaintState.POSTPONED], then=None),
                When(state=ComplaintState.NEW, then=F("verify_due")),
                When(
                    answered_at__isnull=True,
                    follow_up_due__isnull=False,
                    then=Least("follow_up_due", "complete_due"),
                ),
                default=F("complete_due"),
                output_field=models.DateField(),
            )
        )

    def overdue(self, today: datetime.date) -> Any:
        return self.with_due().filter(due__lt=today)


class ComplaintEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        complaint = self.model._meta.get_field("complaint").related_model
        return self.filter(complaint__in=complaint.objects.visible_to(user))

    def public(self) -> Any:
        """What the reporter sees."""
        return self.exclude(kind=EntryKind.NOTE)
