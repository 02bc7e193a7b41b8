from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import enclosing_paths, scope_of
from participation.enums import AnnouncementState


class AnnouncementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Published ones addressed to the user's unit or a unit above it, and those of one's own area as publisher."""
        scope = scope_of(user)
        published = AnnouncementState.PUBLISHED
        own_area = scope.path_filter(Permission.ANNOUNCEMENT_PUBLISH, "unit__path")
        return self.filter(own_area | Q(state=published, unit__path__in=enclosing_paths(scope.unit_path)))

    def addressed_to(self, unit_path: str) -> Any:
        """Published ones that people of this unit should read."""
        return self.filter(state=AnnouncementState.PUBLISHED, unit__path__in=enclosing_paths(unit_path))

    def with_reading_of(self, user: Any) -> Any:
        """Annotates `is_read`."""
        readings = self.model.readings.rel.related_model.objects
        return self.annotate(is_read=Exists(readings.filter(announcement=OuterRef("pk"), user=user)))
