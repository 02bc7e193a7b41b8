"""Venues, trainers and material."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from training.enums import SEATED_STATES


class OfGovernmentQuerySet(models.QuerySet[Any]):
    """Rows that the training offices of one government keep together."""

    def visible_to(self, user: Any) -> Any:
        """Those of the user's own government, for who may read training matters."""
        scope = scope_of(user)
        if not scope.has(Permission.TRAINING_VIEW) or not scope.government_path:
            return self.none()
        return self.filter(government__path=scope.government_path)

    def of_government(self, path: str) -> Any:
        return self.filter(government__path=path)

    def in_use(self) -> Any:
        return self.filter(is_active=True)


class TrainerQuerySet(OfGovernmentQuerySet):
    def with_session_count(self) -> Any:
        """Adds `session_count`: engagements, in whatever state the session is."""
        return self.annotate(session_count=Count("engagements"))


class MaterialQuerySet(models.QuerySet[Any]):
    def of_session(self, session: Any) -> Any:
        """Its own, and those of its programme."""
        return self.filter(Q(session=session) | Q(programme=session.programme_id))

    def readable_by(self, user: Any) -> Any:
        """What of the material of a session or programme that the user sees anyway they may open.

        Participants' material: who holds a seat in it, who organises it, its trainers, and the partner who holds it.
        """
        sessions = self.model._meta.get_field("session").related_model
        scope = scope_of(user)
        office = scope.path_filter(Permission.TRAINING_VIEW, "session__unit__path")
        office |= scope.path_filter(Permission.TRAINING_VIEW, "programme__unit__path")
        condition = office | Q(session__partner__accounts__user=user.pk, session__partner__accounts__is_active=True)
        own = paths_filter([scope.government_path] if scope.government_path else [], "session__unit__path")
        own |= paths_filter([scope.government_path] if scope.government_path else [], "programme__unit__path")
        condition |= Q(for_participants=False) & own
        if scope.employee_id is not None:
            seats = sessions._meta.get_field("registrations").related_model.objects.filter(
                employee=scope.employee_id, state__in=SEATED_STATES
            )
            teaching = sessions._meta.get_field("trainers").related_model.objects.filter(
                trainer__employee=scope.employee_id
            )
            attended = sessions.objects.filter(
                Exists(seats.filter(session=OuterRef("pk"))) | Exists(teaching.filter(session=OuterRef("pk")))
            )
            condition |= Q(session__in=attended.values("pk"))
            condition |= Q(programme__in=attended.values("programme"))
        return self.filter(pk__in=self.model.objects.filter(condition).values("pk"))
