"""Programmes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


class TrainingProgrammeQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Programmes of the units on which the user may read training matters."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "unit__path"))

    def managed_by(self, user: Any) -> Any:
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_MANAGE, "unit__path"))

    def with_session_count(self) -> Any:
        """Adds `session_count`: of all sessions, drafts and cancelled ones too."""
        return self.annotate(session_count=Count("sessions"))
