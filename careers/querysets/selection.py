"""Reads of selections, their stages and amendments."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, scope_of
from careers.enums import CandidacyState, SelectionState

# What everybody may read.
PUBLIC_STATES = (SelectionState.ANNOUNCED, SelectionState.DECIDED, SelectionState.APPOINTED)


def readable(scope: Scope, prefix: str = "") -> Q:
    """Selections that the user keeps or reads, and the announced ones of the user's government."""
    condition = scope.path_filter(Permission.CAREER_VIEW, f"{prefix}unit__path")
    if scope.government_path:
        announced = {
            f"{prefix}announced_at__isnull": False,
            f"{prefix}unit__path__startswith": scope.government_path,
        }
        condition |= Q(**announced)
    return condition


class SelectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Announced ones of one's government; with CAREER_VIEW also the drafts of those units."""
        return self.filter(readable(scope_of(user)))

    def managed_by(self, user: Any) -> Any:
        """Those that the user keeps, except where the user is a candidate."""
        return self.filter(scope_of(user).path_filter(Permission.CAREER_MANAGE, "unit__path")).without_candidate(user)

    def without_candidate(self, user: Any) -> Any:
        """Those in which the user doesn't compete."""
        employee_id = scope_of(user).employee_id
        return self.exclude(candidacies__employee=employee_id) if employee_id else self

    def public(self) -> Any:
        """Announced once, also those that were cancelled after it."""
        return self.filter(announced_at__isnull=False)

    def open_for_registration(self, on: datetime.date) -> Any:
        return self.filter(state=SelectionState.ANNOUNCED, opens_on__lte=on, closes_on__gte=on)

    def with_counts(self) -> Any:
        return self.annotate(
            submitted_count=Count(
                "candidacies",
                filter=~Q(candidacies__state__in=[CandidacyState.DRAFT, CandidacyState.WITHDRAWN]),
                distinct=True,
            )
        )


class SelectionStageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        return self.filter(readable(scope_of(user), "selection__"))

    def published(self) -> Any:
        return self.filter(published_at__isnull=False)


class PlanAmendmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Amendments are public; those not signed yet are for who keeps the selection."""
        scope = scope_of(user)
        keeps = scope.path_filter(Permission.CAREER_VIEW, "selection__unit__path")
        return self.filter(keeps | readable(scope, "selection__") & Q(second_signed_at__isnull=False))

    def in_force(self) -> Any:
        return self.filter(second_signed_at__isnull=False)

    def open(self) -> Any:
        return self.filter(second_signed_at=None, withdrawn_at=None)
