from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.jobs.enums import ACTIVE_STATES, JobState


class JobQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """One's own jobs; an operator sees that every job exists (title and state, see `Job.is_open_to`)."""
        if not user.is_authenticated:
            return self.none()
        if scope_of(user).has(Permission.SYSTEM_OPERATE):
            return self
        return self.filter(owner=user)

    def owned_by(self, user: Any) -> Any:
        return self.filter(owner=user)

    def active(self) -> Any:
        return self.filter(state__in=ACTIVE_STATES)

    def failed(self) -> Any:
        return self.filter(state=JobState.FAILED)

    def without_message_since(self, moment: datetime) -> Any:
        """Queued jobs whose last message to the workers is older than `moment`: it may be lost."""
        return self.filter(Q(enqueued_at__lt=moment) | Q(enqueued_at=None), state=JobState.QUEUED)

    def silent_since(self, moment: datetime) -> Any:
        """Running jobs whose worker has not been heard of since `moment`."""
        return self.filter(state=JobState.RUNNING, heartbeat_at__lt=moment)

    def expired(self, moment: datetime) -> Any:
        """Finished jobs whose result and problems are kept no longer."""
        return self.filter(expires_at__lt=moment)
