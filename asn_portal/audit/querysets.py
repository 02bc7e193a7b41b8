from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import EVERYWHERE, scope_of


class _ScopedByPath(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Rows of the units on which the user may read the audit trail."""
        return self.filter(scope_of(user).path_filter(Permission.AUDIT_VIEW, "unit_path"))


class EventQuerySet(_ScopedByPath):
    def visible_to(self, user: Any) -> Any:
        """Events of the units on which the user may read the trail. What belongs to no unit (an operator's role, a
        restarted mail) concerns the system: operators see it, and nothing else; auditors of a unit do not."""
        scope = scope_of(user)
        visible = scope.path_filter(Permission.AUDIT_VIEW, "unit_path")
        if scope.has(Permission.SYSTEM_OPERATE):
            visible |= Q(unit_path=EVERYWHERE)
        return self.filter(visible)

    def about(self, obj: models.Model) -> Any:
        return self.filter(object_kind=obj._meta.label_lower, object_id=str(obj.pk))


class RecordViewQuerySet(_ScopedByPath):
    def of(self, subject: models.Model) -> Any:
        """Looks at one record, newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
