"""Dated rules."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from asn_portal.access.scope import scope_of


class TrainingRuleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """The rules of the user's government are no secret inside."""
        scope = scope_of(user)
        paths = {path for paths in scope.grants.values() for path in paths}
        step = settings.ACCESS_UNIT_STEP
        return self.filter(government__path__in={path[:step] for path in (*paths, scope.government_path) if path})
