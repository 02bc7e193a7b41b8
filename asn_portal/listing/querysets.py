"""Reads of saved filters."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from asn_portal.access.scope import scope_of


def home_path(user: Any) -> str:
    """The unit path under which a user shares filters: the own unit, else the government of a grant."""
    scope = scope_of(user)
    return scope.unit_path or scope.government_path


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> SavedFilterQuerySet:
        """One's own, and those shared with a unit in which one's own unit lies."""
        path = home_path(user)
        step = settings.ACCESS_UNIT_STEP
        around = [path[:length] for length in range(step, len(path) + 1, step)]
        return self.filter(Q(user_id=user.pk) | Q(shared_with__in=around))
