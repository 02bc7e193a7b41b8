"""Storing, handing over and deleting private files."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.types import (
    ALLOWED_EVIDENCE,
    ALLOWED_IMAGES,
    ALLOWED_PDF,
    ALLOWED_RESULTS,
    ALLOWED_SHEETS,
    MEGABYTE,
    DocumentRejected,
    FileType,
    detect,
    without_metadata,
)

__all__ = [
    "ALLOWED_EVIDENCE",
    "ALLOWED_IMAGES",
    "ALLOWED_PDF",
    "ALLOWED_RESULTS",
    "ALLOWED_SHEETS",
    "DocumentRejected",
    "attach_document",
    "check_upload",
    "delete_document",
    "store_document",
]

MAX_SIZE = 10 * MEGABYTE


def check_upload(
    file: File[bytes], *, allowed: frozenset[FileType] = ALLOWED_EVIDENCE, max_size: int = MAX_SIZE
) -> FileType:
    """The file's type, or DocumentRejected; for a form's `clean_…`, before anything is stored."""
    size = file.size or 0
    if size == 0:
        raise DocumentRejected(_("The file is empty."))
    if size > max_size:
        raise DocumentRejected(
            _(
                "The file is %(size)s large; at most %(limit)s can be stored. "
                "Make it smaller: scan at 150 dpi, or split a long list."
            )
            % {"size": filesizeformat(size), "limit": filesizeformat(max_size)}
        )
    found = detect(cast(BinaryIO, file), _extension(file.name or ""), allowed)
    file.seek(0)
    return found


def store_document(
    *,
    file: File[bytes],
    by: Any,
    kind: str,
    owner: models.Model | None = None,
    unit_path: str = "",
    allowed: frozenset[FileType] = ALLOWED_EVIDENCE,
    max_size: int = MAX_SIZE,
    strip_metadata: bool = True,
    largest_image: tuple[int, int] | None = None,
) -> Document:
    """Check and store a file; raises DocumentRejected with a sentence for the user.

    `by` None means that the portal made it. Without `owner` the upload is removed after two days unless
    `attach_document` gives it one. Pictures are drawn anew without their metadata (the place where a phone took them)
    and made to fit into `largest_image` (width, height).
    """
    file_type = check_upload(file, allowed=allowed, max_size=max_size)
    content: File[bytes] = file
    if strip_metadata and file_type in ALLOWED_IMAGES:
        content = ContentFile(without_metadata(cast(BinaryIO, file), file_type, largest_image).getvalue())
    document = Document(
        name=clean_name(file.name or ""),
        content_type=file_type.content_type,
        size=content.size,
        sha256=_sha256(content),
        kind=kind,
        unit_path=unit_path,
        created_by=by,
        **_owner_fields(owner),
    )
    content.seek(0)
    document.file.save("", content, save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except Exception:
        document.file.storage.delete(document.file.name)
        raise
    return document


def attach_document(*, document: Document, owner: models.Model, unit_path: str | None = None) -> Document:
    """Make an upload belong to a record."""
    for field, value in _owner_fields(owner).items():
        setattr(document, field, value)
    if unit_path is not None:
        document.unit_path = unit_path
    document.save(update_fields=["owner_kind", "owner_id", "unit_path"])
    return document


@transaction.atomic
def delete_document(*, document: Document, by: Any, reason: str) -> None:
    """Delete row and file for good. The event keeps name, size and hash: one can prove what was deleted and why."""
    record_event(
        "documents.deleted",
        by=by,
        obj=document,
        unit_path=document.unit_path,
        reason=reason,
        document_kind=document.kind,
        size=document.size,
        sha256=document.sha256,
    )
    storage, path = document.file.storage, document.file.name
    models.QuerySet(Document).filter(pk=document.pk).delete()
    # Only when nobody can want the row back.
    transaction.on_commit(partial(storage.delete, path))


def clean_name(name: str) -> str:
    """A name that is safe to show and to offer as a download: no folders, control or direction characters; ≤ 150."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C")
    text = re.sub(r'[<>:"|?*]', "_", text).strip(" .") or "file"
    path = PurePosixPath(text)
    return f"{path.stem[: 150 - len(path.suffix)]}{path.suffix}"


def _extension(name: str) -> str:
    return PurePosixPath(clean_name(name)).suffix.lower().lstrip(".")


def _owner_fields(owner: models.Model | None) -> dict[str, str]:
    if owner is None:
        return {"owner_kind": "", "owner_id": ""}
    return {"owner_kind": owner._meta.label_lower, "owner_id": str(owner.pk)}


def _sha256(file: File[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
