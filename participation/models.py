"""Announcements to a unit and everything below it, and who has read them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.enums import AnnouncementState
from participation.querysets import AnnouncementQuerySet


@pghistory.track()
class Announcement(models.Model):
    # PROTECT: what was announced to a unit stays readable after the unit is closed.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("addressed to"),
        help_text=_("Everybody in this unit and in the units below it."),
    )
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(
        _("text"), help_text=_("Begin with what changes for the reader. Lists and **bold** may be written in Markdown.")
    )
    state = models.CharField(_("state"), max_length=10, choices=AnnouncementState, default=AnnouncementState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=AnnouncementState.DRAFT) | models.Q(published_at__isnull=False),
                name="announcement_published_at",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("participation:announcement-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return AnnouncementState(self.state).tone


class AnnouncementReading(models.Model):
    """A person says that they have read it. Rows are only added."""

    # CASCADE: a receipt without its announcement says nothing (only drafts can be deleted, and they have none).
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "user"], name="announcementreading_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.user_id}"
