from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.notifications.enums import MailState


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NotificationQuerySet:
        """One's own."""
        return self.filter(user_id=user.pk)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class OutboxQuerySet(models.QuerySet):
    def due(self, now: dt.datetime, *, silent_since: dt.datetime) -> OutboxQuerySet:
        """Mails to send now: waiting ones whose time has come, and those whose worker fell silent."""
        return self.filter(
            Q(state=MailState.QUEUED, next_attempt_at__lte=now)
            | Q(state=MailState.SENDING, claimed_at__lt=silent_since)
        )
