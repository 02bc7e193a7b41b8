"""Reads of career rules."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of

# Length of a government's path: the first step of the tree.
STEP = settings.ACCESS_UNIT_STEP


class CareerRuleQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the governments that the user works for or reads careers of."""
        scope = scope_of(user)
        paths = {path[:STEP] for path in scope.paths(Permission.CAREER_VIEW)}
        if scope.government_path:
            paths.add(scope.government_path)
        return self.filter(government__path__in=paths)
