"""Certificates."""

from __future__ import annotations

from typing import Any

from django.db import models


class CertificateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the registrations that the user may see."""
        registrations = self.model._meta.get_field("registration").related_model.objects
        return self.filter(registration__in=registrations.visible_to(user))

    def standing(self) -> Any:
        """Not revoked."""
        return self.filter(revoked_at=None)
