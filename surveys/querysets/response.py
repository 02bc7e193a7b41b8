"""Answers and comments."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import connection, models

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from surveys.enums import CommentState, SurveyState


class SurveyResponseQuerySet(models.QuerySet[Any]):
    def insert_while_open(self, response: Any, code_hash: str = "") -> bool:
        """Store an answer if its survey is open and its key is new; False when nothing was stored. One statement.

        With the hash of a code also only if an unused slip of the survey has it; the slip is deleted in the same
        statement. Of two answers with one code the second waits for the first and finds nothing.

        The lock on the survey's row is the one that the foreign key takes anyway. It makes the statement wait for a
        survey that is just being closed and look at its state again, so that no answer slips in behind a published
        result.
        """
        values = [
            getattr(response, name) if prepare is None else prepare(getattr(response, name), connection)
            for name, prepare in _columns(self.model)
        ]
        asked = [*values, response.survey_id, SurveyState.OPEN.value]
        with connection.cursor() as cursor:
            if not code_hash:
                cursor.execute(_insert_statement(self.model), asked)
                return bool(cursor.rowcount)
            cursor.execute(_insert_with_code(self.model), [code_hash, response.survey_id, response.pk, *asked])
            return bool(cursor.rowcount)


@lru_cache(maxsize=1)
def _columns(model: Any) -> list[tuple[str, Any]]:
    """Each column with what makes a parameter of its value. Only JSON needs that: the driver knows numbers, texts, days
    and keys, and asking every field costs a tenth of the whole request."""
    return [
        (field.attname, field.get_db_prep_save if isinstance(field, models.JSONField) else None)
        for field in model._meta.concrete_fields
    ]


@lru_cache(maxsize=1)
def _insert_with_code(model: Any) -> str:
    """A form that is sent again finds its own answer and leaves the slip of somebody else alone."""
    answers = connection.ops.quote_name(model._meta.db_table)
    insert = _insert_statement(model).replace("FOR KEY SHARE", "AND EXISTS (SELECT 1 FROM slip) FOR KEY SHARE")
    return (
        "WITH slip AS ("  # noqa: S608
        "DELETE FROM surveys_slipcode AS code "
        "USING surveys_slipbatch AS batch, surveys_satisfactionsurvey AS asked "
        "WHERE code.code_hash = %s AND batch.id = code.batch_id AND batch.survey_id = %s "
        f"AND asked.id = batch.survey_id AND asked.state = '{SurveyState.OPEN.value}' "
        f"AND NOT EXISTS (SELECT 1 FROM {answers} WHERE id = %s) RETURNING 1) {insert}"
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

    def answered_in_public(self) -> Any:
        return self.approved().exclude(answer="").filter(answered_on__isnull=False)

    def unanswered(self) -> Any:
        return self.filter(answer="")
