"""Notifications, mail preferences and the outbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.notifications.enums import Delivery, MailState
from asn_portal.notifications.querysets import NotificationQuerySet, OutboxQuerySet
from asn_portal.notifications.registry import label_of


class Notification(models.Model):
    """One line in somebody's inbox, in the language they had when it was written."""

    # CASCADE: it speaks to this account only.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=80)
    title = models.CharField(_("title"), max_length=250)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    # Waits for the daily mail.
    in_digest = models.BooleanField(default=False)
    dedupe_key = models.CharField(max_length=150, null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notification_inbox"),
            models.Index(fields=["user"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(fields=["created_at"], name="notification_digest", condition=Q(in_digest=True)),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "dedupe_key"], name="notification_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_label(self) -> str:
        return label_of(self.kind)


class MailPreference(models.Model):
    """How a person wants one kind of notification by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    delivery = models.CharField(max_length=10, choices=Delivery)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mailpreference_unique"),
            models.CheckConstraint(condition=Q(delivery__in=Delivery.values), name="mailpreference_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.delivery}"


class OutboxMail(models.Model):
    """A mail, written in the transaction that caused it and sent by a worker afterwards. See notifications.outbox."""

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    # Ids of documents to attach.
    documents = models.JSONField(default=list, blank=True)
    # A second mail of the same key is not written.
    dedupe_key = models.CharField(max_length=200, unique=True, null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], name="outbox_waiting", condition=Q(state__in=["queued", "sending"])
            ),
            models.Index(fields=["created_at"], name="outbox_age"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="outbox_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENDING) | Q(claimed_at__isnull=False), name="outbox_sending_is_claimed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
