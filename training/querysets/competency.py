"""The dictionary, ratings and what follows from them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import scope_of
from employees.dates import today
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

    def asked_of(self, user: Any) -> Any:
        """Open ones that wait for the user: of the training office, of which nobody decides on the own rating or on
        that they gave; where the office has nobody else, of the HR officer and the head of agency too."""
        scope, path = scope_of(user), "rating__employee__unit__path"
        office = scope.path_filter(Permission.TRAINING_MANAGE, path)
        others = scope.path_filter(Permission.EMPLOYEE_EDIT, path) | scope.path_filter(Permission.TRAINING_SIGN, path)
        rows = self.open().annotate(has_office=Exists(_free_office()))
        rows = rows.filter(office | (others & Q(has_office=False)))
        return rows.exclude(rating__rated_by=user).exclude(rating__employee=scope.employee_id or 0)


def _free_office() -> Any:
    """Grants of the training office over the unit of an objection's person, but for the person and who rated."""
    from employees.models import RoleGrant

    grants = RoleGrant.objects.on(today()).filter(role__in=roles_with(Permission.TRAINING_MANAGE), user__is_active=True)
    place = ExpressionWrapper(OuterRef("rating__employee__unit__path"), output_field=models.CharField())
    nobody = Value(0, output_field=models.BigIntegerField())
    rater, person = (Coalesce(OuterRef(name), nobody) for name in ("rating__rated_by", "rating__employee__user"))
    over = grants.annotate(place=place).filter(place__startswith=F("unit__path"))
    return over.exclude(user_id=rater).exclude(user_id=person)


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
