"""Sharing sessions and who comes to them."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import enclosing_paths, paths_filter, scope_of
from training.enums import SharingState

ANNOUNCED = (SharingState.APPROVED, SharingState.HELD, SharingState.CANCELLED)


class SharingSessionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Own proposals; what was announced to everybody or to one's unit; all of the units that one heads or whose
        training one looks after."""
        scope = scope_of(user)
        government = paths_filter([scope.government_path] if scope.government_path else [], "unit__path")
        above = Q(unit__path__in=enclosing_paths(scope.unit_path)) if scope.unit_path else Q(pk__in=())
        condition = Q(state__in=ANNOUNCED) & ((Q(is_for_all=True) & government) | above)
        condition |= scope.path_filter(Permission.TRAINING_VIEW, "unit__path")
        condition |= paths_filter(scope.headed_paths, "unit__path")
        if scope.employee_id is not None:
            condition |= Q(proposer=scope.employee_id)
        return self.filter(condition)

    def awaiting_decision_of(self, user: Any) -> Any:
        """Proposed by others, in units that the user heads or whose training they manage."""
        scope = scope_of(user)
        reach = paths_filter(scope.headed_paths, "unit__path")
        reach |= scope.path_filter(Permission.TRAINING_MANAGE, "unit__path")
        return self.filter(reach, state=SharingState.PROPOSED).exclude(proposer=scope.employee_id)

    def coming(self, moment: datetime.datetime) -> Any:
        """Announced and not over."""
        return self.filter(state=SharingState.APPROVED, ends_at__gt=moment)

    def with_guest_count(self) -> Any:
        """Adds `guest_count`: a subquery, so that only the rows of the page are counted."""
        guests = self.model._meta.get_field("guests").related_model.objects.filter(sharing=OuterRef("pk"))
        counted = guests.order_by().values("sharing").annotate(number=Count("pk")).values("number")
        return self.annotate(guest_count=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)))

    def with_people(self) -> Any:
        return self.select_related("unit", "proposer", "competency")


class SharingGuestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Guests of the sessions that the user may see."""
        sessions = self.model._meta.get_field("sharing").related_model.objects
        return self.filter(sharing__in=sessions.visible_to(user))
