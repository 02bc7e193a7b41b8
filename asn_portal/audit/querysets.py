from __future__ import annotations

from typing import Any

from django.db import models

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


class _ScopedByPath(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Rows of the units on which the user may read the audit trail."""
        return self.filter(scope_of(user).path_filter(Permission.AUDIT_VIEW, "unit_path"))


class EventQuerySet(_ScopedByPath):
    def about(self, obj: models.Model) -> Any:
        return self.filter(object_kind=obj._meta.label_lower, object_id=str(obj.pk))


class RecordViewQuerySet(_ScopedByPath):
    def of(self, subject: models.Model) -> Any:
        """Looks at one record, newest first."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
