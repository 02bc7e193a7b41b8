"""Sessions with their seats."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import BooleanField, Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from training.enums import (
    FILLING_STATES,
    SEATED_STATES,
    UNFINISHED_STATES,
    Allocation,
    DrawState,
    RegistrationState,
    SessionStanding,
    SessionState,
)


class TrainingSessionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Published sessions of the user's own government, and all sessions of the units of the user's grants."""
        scope = scope_of(user)
        published = ~Q(state=SessionState.DRAFT)
        own_government = paths_filter([scope.government_path] if scope.government_path else [], "unit__path")
        return self.filter((published & own_government) | scope.path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "unit__path"))

    def overseen_by(self, user: Any) -> Any:
        """Sessions of the units on which the user may read training matters: the office side of the list."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def open_at(self, moment: datetime.datetime) -> Any:
        """Sessions for which one can register at this moment."""
        return self.filter(
            state=SessionState.OPEN, registration_opens_at__lte=moment, registration_closes_at__gt=moment
        )

    def lacking_certificates(self, *, papers_since: datetime.datetime) -> Any:
        """Finished sessions in which somebody completed and has no certificate yet, or one whose paper is missing.

        Papers of certificates issued before `papers_since` are made when somebody asks for them.
        """
        registrations = self.model._meta.get_field("registrations").related_model.objects
        certificates = registrations.model._meta.get_field("certificates").related_model.objects
        of_the_person = certificates.filter(registration=OuterRef("pk"))
        unfinished = Exists(of_the_person.standing().filter(document=None, issued_at__gte=papers_since))
        completed = registrations.filter(session=OuterRef("pk"), state=RegistrationState.COMPLETED)
        return self.filter(Exists(completed.filter(unfinished | ~Exists(of_the_person))), state=SessionState.FINISHED)

    def standing_as(self, standing: str, moment: datetime.datetime) -> Any:
        """Sessions that show this `SessionStanding` at a moment; the question behind `TrainingSession.standing`."""
        is_open = Q(state=SessionState.OPEN)
        is_past = is_open & Q(registration_closes_at__lte=moment)
        conditions = {
            SessionStanding.UPCOMING: is_open & Q(registration_opens_at__gt=moment) & ~is_past,
            SessionStanding.OPEN: is_open & Q(registration_opens_at__lte=moment) & ~is_past,
            SessionStanding.CLOSED: Q(state=SessionState.CLOSED) | is_past,
        }
        return self.filter(conditions.get(SessionStanding(standing), Q(state=standing)))

    def coming(self, moment: datetime.datetime) -> Any:
        """Published and not over."""
        return self.filter(state__in=UNFINISHED_STATES, ends_at__gt=moment)

    def with_seats(self) -> Any:
        """Adds `held_seats`, `waiting_count` and `awaits_draw`. Subqueries, so that only the page is counted."""
        registrations = self.model._meta.get_field("registrations").related_model.objects.filter(session=OuterRef("pk"))
        draws = self.model._meta.get_field("draw").related_model.objects
        drawn = draws.filter(session=OuterRef("pk"), state=DrawState.DRAWN)
        return self.annotate(
            held_seats=_count(registrations.filter(state__in=SEATED_STATES)),
            waiting_count=_count(registrations.filter(state=RegistrationState.WAITING)),
            awaits_draw=Case(
                When(allocation=Allocation.DRAW, then=~Exists(drawn)), default=False, output_field=BooleanField()
            ),
        )

    def with_state_for(self, employee: Any) -> Any:
        """Adds `own_state`: the employee's newest registration state, or None."""
        registrations = self.model._meta.get_field("registrations").related_model.objects
        own = registrations.filter(session=OuterRef("pk"), employee=employee).order_by("-sequence")
        return self.annotate(own_state=Subquery(own.values("state")[:1]))

    def due_to_close(self, moment: datetime.datetime) -> Any:
        return self.filter(state=SessionState.OPEN, registration_closes_at__lte=moment)

    def due_to_start(self, moment: datetime.datetime) -> Any:
        return self.filter(state__in=FILLING_STATES, starts_at__lte=moment)

    def due_to_finish(self, moment: datetime.datetime) -> Any:
        """Over, but attendance and certificates are still to be settled by the coordinator."""
        return self.filter(state=SessionState.RUNNING, ends_at__lte=moment)


def _count(rows: Any) -> Any:
    counted = rows.order_by().values("session").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
