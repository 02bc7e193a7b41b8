"""What somebody has typed and not yet sent, and what they have sent."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """The unsent content of one form of one person. Nobody else ever reads it."""

    # CASCADE: a draft has no meaning without its writer.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=150)
    # {field: [values]}, as the browser sent them.
    data = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_unique")]
        indexes = [models.Index(fields=["updated_at"], name="draft_age")]

    def __str__(self) -> str:
        return self.key


def upload_path(_instance: Any, _name: str) -> str:
    """A name that tells nothing and collides with nothing."""
    return f"drafts/{uuid.uuid4().hex}"


class DraftFile(models.Model):
    """A file that came with a form which was not accepted yet. It is only ever handed back to that form."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(max_length=100)
    file = models.FileField(upload_to=upload_path)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """A form that was sent. The same key a second time is the same form, not a second wish."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    result_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="submission_age")]

    def __str__(self) -> str:
        return self.key
