from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.enums import POOL_BOXES, Readiness, ReviewState


class PoolMemberQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units of which the user reads careers. Members read of theirs on the page of their own box."""
        return self.filter(scope_of(user).path_filter(Permission.CAREER_VIEW, "employee__unit__path"))

    def manageable_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.CAREER_MANAGE, "employee__unit__path"))

    def current(self, on: datetime.date) -> Any:
        return self.filter(ended_at=None, since__lte=on, until__gte=on)

    def not_ended(self, on: datetime.date) -> Any:
        """Current ones, and those that begin later."""
        return self.filter(ended_at=None, until__gte=on)

    def fallen(self) -> Any:
        """Those whose newest box, decided or else worked out, is known and none of the pool's any more."""
        told = apps.get_model("careers.TalentPlacement").objects.exclude(review__state=ReviewState.COMPUTING)
        newest = told.filter(employee=OuterRef("employee")).with_standing_box().order_by("-review__year", "-pk")
        return self.annotate(box_now=Subquery(newest.values("standing")[:1])).filter(
            box_now__isnull=False, box_now__in=sorted(set(range(1, 10)) - POOL_BOXES)
        )

    def ending_by(self, day: datetime.date) -> Any:
        return self.filter(until__lte=day)

    def with_people(self) -> Any:
        return self.select_related(
            "employee__unit", "employee__position", "placement__review", "placement__unit", "added_by"
        )


class KeyPostQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.CAREER_VIEW, "position__unit__path"))

    def active(self) -> Any:
        return self.filter(ended_at=None)

    def with_readiness(self) -> Any:
        """`ready`, `soon`, `later`: how many named successors of each readiness."""
        named = Q(successors__removed_at=None)
        return self.annotate(
            ready=Count("successors", filter=named & Q(successors__readiness=Readiness.NOW)),
            soon=Count("successors", filter=named & Q(successors__readiness=Readiness.SOON)),
            later=Count("successors", filter=named & Q(successors__readiness=Readiness.LATER)),
        )

    def without_ready_successor(self) -> Any:
        return self.active().exclude(
            pk__in=self.model.objects.filter(successors__removed_at=None, successors__readiness=Readiness.NOW).values(
                "pk"
            )
        )

    def with_place(self) -> Any:
        return self.select_related("position__unit", "marked_by")


class SuccessorQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.CAREER_VIEW, "key_post__position__unit__path"))

    def named(self) -> Any:
        return self.filter(removed_at=None)
