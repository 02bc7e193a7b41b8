"""The dictionary, ratings and what follows from them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from training.enums import ObjectionState
from training.querysets.person import personal


class CompetencyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The national ones, and those of the user's governments."""
        scope = scope_of(user)
        paths = {path for paths in scope.grants.values() for path in paths if path} | {scope.government_path}
        governments = {path[: settings.ACCESS_UNIT_STEP] for path in paths if path}
        return self.filter(Q(government=None) | Q(government__path__in=governments))

    def of_government(self, government_id: int) -> Any:
        """What positions of a government can ask for."""
        return self.filter(Q(government=None) | Q(government=government_id))

    def in_use(self) -> Any:
        return self.filter(is_active=True)

    def with_use(self) -> Any:
        """Adds `position_count` and `programme_count`."""
        return self.annotate(
            position_count=Count("required_levels", distinct=True), programme_count=Count("programmes", distinct=True)
        )


class PositionStandardQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the positions that the user may see."""
        positions = self.model._meta.get_field("position").related_model.objects
        return self.filter(position__in=positions.visible_to(user))


class CompetencyRatingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """To the person, the heads above and who oversees training there; never to colleagues."""
        return self.filter(personal(user))

    def valid(self) -> Any:
        """Not void."""
        return self.filter(is_void=False)

    def with_dispute(self) -> Any:
        """Adds `is_disputed`: an objection is open."""
        objections = self.model._meta.get_field("objections").related_model.objects
        return self.annotate(is_disputed=Exists(objections.filter(rating=OuterRef("pk"), state=ObjectionState.OPEN)))


class RatingObjectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """To whom the rating is visible."""
        return self.filter(personal(user, "rating__employee__unit__path", "rating__employee"))

    def open(self) -> Any:
        return self.filter(state=ObjectionState.OPEN)

    def managed_by(self, user: Any) -> Any:
        """Of staff whose training the user manages, without the own ones."""
        condition = scope_of(user).path_filter(Permission.TRAINING_MANAGE, "rating__employee__unit__path")
        return self.filter(condition).exclude(rating__employee=scope_of(user).employee_id or 0)


class CurrentLevelQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """To the person, the heads above and who oversees training there; never to colleagues."""
        return self.filter(personal(user))

    def required(self) -> Any:
        """What the person's position asks for."""
        return self.filter(required__isnull=False)

    def below(self) -> Any:
        """Below what the position asks for; an unknown level is not below."""
        return self.filter(gap__lt=0)
