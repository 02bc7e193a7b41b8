"""Evaluations, promises, obstacles and reviews."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from training.enums import SEATED_STATES, PromiseMoment, Rater, TaskState


class EvaluationResponseQuerySet(models.QuerySet[Any]):
    def insert_with_ticket(self, response: Any, registration_id: int) -> bool:
        """Store an evaluation if the registration still has its ticket, and delete the ticket. One statement, so that
        the answer exists if and only if the ticket is gone; False when there was none. Of two answers with one ticket
        the second waits for the first and finds nothing. The answer itself names nobody."""
        values = [
            getattr(response, field.attname)
            if not isinstance(field, models.JSONField)
            else field.get_db_prep_save(getattr(response, field.attname), connection)
            for field in self.model._meta.concrete_fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(_insert_statement(self.model), [registration_id, response.session_id, *values])
            return bool(cursor.rowcount)


@lru_cache(maxsize=1)
def _insert_statement(model: Any) -> str:
    """Names come from the model, values are parameters."""
    quoted = connection.ops.quote_name
    fields = model._meta.concrete_fields
    names = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(f"%s::{field.db_type(connection)}" for field in fields)
    return (
        "WITH ticket AS (DELETE FROM training_evaluationticket AS ticket USING training_registration AS registration "  # noqa: S608
        "WHERE registration.id = ticket.registration_id AND ticket.registration_id = %s "
        "AND registration.session_id = %s RETURNING 1) "
        f"INSERT INTO {quoted(model._meta.db_table)} ({names}) SELECT {marks} WHERE EXISTS (SELECT 1 FROM ticket)"
    )


class ContentReviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Of programmes of the units on which the user may read training matters."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "programme__unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "programme__unit__path"))

    def open(self) -> Any:
        return self.filter(state=TaskState.OPEN)


class ObstacleTaskQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """For the heads of the unit and above, and by grant for the training office."""
        scope = scope_of(user)
        condition = scope.path_filter(Permission.TRAINING_VIEW, "unit__path")
        return self.filter(condition | paths_filter(scope.headed_paths, "unit__path"))

    def closable_by(self, user: Any) -> Any:
        """For the heads of the unit and above alone: the training office only reads along."""
        return self.filter(paths_filter(scope_of(user).headed_paths, "unit__path"))

    def open(self) -> Any:
        return self.filter(state=TaskState.OPEN)

    def with_story(self) -> Any:
        return self.select_related("unit", "check_row__promise__registration__session")


# Who has not said after half a year what became of a promise is not asked any more.
ASKED_DAYS = 180


class PromiseQuerySet(models.QuerySet[Any]):
    def unsaid_by(self, rater: Rater, on: datetime.date) -> Any:
        """Promises of people who kept their seat, of which this side has not said what the last moment asks."""
        checks = apps.get_model("training", "PromiseCheck").objects.filter(promise=OuterRef("pk"), rater=rater)
        ended = "registration__session__ends_at__date"
        unsaid = Q()
        for moment in PromiseMoment:
            due = Q(**{f"{ended}__lte": on - datetime.timedelta(days=int(moment))})
            unsaid |= due & ~Exists(checks.filter(moment=moment))
        since = on - datetime.timedelta(days=ASKED_DAYS)
        return self.filter(unsaid, registration__state__in=SEATED_STATES, **{f"{ended}__gte": since})

    def of_session(self, session: Any) -> Any:
        return self.filter(registration__session=session)
