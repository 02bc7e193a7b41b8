"""A private file: where it lies, what it is, which record it belongs to."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.documents.querysets import DocumentQuerySet


def storage_path(document: Document, _filename: str) -> str:
    """Two levels of folders by the id; the user's file name never touches the storage."""
    return f"documents/{document.pk.hex[:2]}/{document.pk.hex[2:4]}/{document.pk.hex}"


@pghistory.track()
class Document(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=storage_path, max_length=120)
    # What the file is for; decides who may download it (documents.access).
    kind = models.CharField(_("purpose"), max_length=80)
    owner_kind = models.CharField(max_length=80, blank=True)
    owner_id = models.CharField(max_length=40, blank=True)
    unit_path = models.CharField(max_length=255, blank=True)
    # PROTECT: accounts are deactivated, not deleted. Null: the portal made it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="document_owner"),
            models.Index(fields=["created_at"], name="document_unused", condition=Q(owner_kind="")),
        ]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The download."""
        return reverse("documents:document-download", args=[self.pk])

    def get_inline_url(self) -> str:
        """The same, shown in the browser where its type allows (PDF, pictures)."""
        return f"{self.get_absolute_url()}?inline=1"

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("Documents are deleted by documents.services.delete_document, which keeps a log.")
