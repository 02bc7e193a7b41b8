"""Tests before and after a training, and who took them."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


class KnowledgeTestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the units on which the user may read training matters; participants read attempts of their own."""
        return self.filter(scope_of(user).path_filter(Permission.TRAINING_VIEW, "programme__unit__path"))

    def in_use(self) -> Any:
        """The versions that participants take now; earlier ones keep their attempts."""
        return self.filter(is_published=True)

    def with_attempts(self) -> Any:
        """Adds `taken`: how many attempts rest on it."""
        return self.annotate(taken=Count("attempts"))


class TestAttemptQuerySet(models.QuerySet[Any]):
    __test__ = False  # not a test, whatever pytest thinks of the name

    def of_user(self, user: Any) -> Any:
        employee = scope_of(user).employee_id
        return self.filter(registration__employee=employee) if employee else self.none()

    def of_session(self, session: Any) -> Any:
        return self.filter(registration__session=session)

    def scored(self) -> Any:
        return self.filter(score__isnull=False)

    def overdue(self, moment: datetime.datetime) -> Any:
        """Begun, never handed in, and their time is over."""
        return self.filter(submitted_at=None, due_at__lt=moment)
