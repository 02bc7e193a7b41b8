from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q

from asn_portal.notifications.enums import MailState
from asn_portal.prepared_queries import PreparedQuery


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NotificationQuerySet:
        """One's own."""
        return self.filter(user_id=user.pk)

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


def _unread(user: int) -> models.QuerySet[Any]:
    from asn_portal.notifications.models import Notification

    unread = Notification.objects.filter(user=user).unread().order_by()
    return unread.values("user").annotate(count=Count("pk")).values_list("count")


_unread_of = PreparedQuery(_unread, user=int)


def unread_count(user: Any) -> int:
    """What the bell of every page shows."""
    return next((count for (count,) in _unread_of.rows(user=user.pk)), 0)


class OutboxQuerySet(models.QuerySet):
    def due(self, now: dt.datetime, *, silent_since: dt.datetime) -> OutboxQuerySet:
        """Mails to send now: waiting ones whose time has come, and those whose worker fell silent."""
        return self.filter(
            Q(state=MailState.QUEUED, next_attempt_at__lte=now)
            | Q(state=MailState.SENDING, claimed_at__lt=silent_since)
        )
