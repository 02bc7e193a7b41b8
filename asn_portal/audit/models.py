"""Business events (the why), and who looked at whose record. Field-level history stands in each model's event table."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from asn_portal.audit.querysets import EventQuerySet, RecordViewQuerySet

# The database itself refuses to change or remove a row, whoever asks.
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Event(models.Model):
    """Something that happened, recorded in the transaction that did it. Rows are only ever added."""

    kind = models.CharField(_("kind"), max_length=80, help_text="app.event, e.g. training.registration_approved")
    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    # PROTECT: an account that did something is deactivated, not deleted.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    object_kind = models.CharField(_("object"), max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(max_length=250, blank=True)
    unit_path = models.CharField(max_length=255, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [APPEND_ONLY]
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_at"),
            models.Index(fields=["object_kind", "object_id"], name="event_object"),
            models.Index(fields=["kind", "-at"], name="event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_label}"


class RecordView(models.Model):
    """One look at another person's record. The person sees these rows."""

    at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=250)
    unit_path = models.CharField(max_length=255, blank=True)
    what = models.CharField(_("what was opened"), max_length=80)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = RecordViewQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [APPEND_ONLY]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="recordview_subject"),
            models.Index(fields=["-at"], name="recordview_at"),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} → {self.subject_label}"


def kind_of(obj: Any) -> str:
    """The name under which an object stands in the audit tables, e.g. "employees.employee"."""
    return str(obj._meta.label_lower)
