"""Sending a private file, so that the browser never runs what is in it."""

from __future__ import annotations

import io

from django.http import FileResponse

from asn_portal.documents.models import Document
from asn_portal.documents.types import ALLOWED_IMAGES, PDF

INLINE_TYPES = frozenset({PDF.content_type, *(file_type.content_type for file_type in ALLOWED_IMAGES)})


def document_response(document: Document, *, inline: bool = False, content: bytes | None = None) -> FileResponse:
    """Stream the file, or `content` in its place. The caller has checked who asks. `inline` holds for PDF and pictures
    only."""
    shown = inline and document.content_type in INLINE_TYPES
    response = FileResponse(
        document.file.open("rb") if content is None else io.BytesIO(content),
        as_attachment=not shown,
        filename=document.name,
        content_type=document.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # Browsers refuse to show a PDF inside a sandbox; it cannot run scripts of this site either way.
    sandbox = "" if shown and document.content_type == PDF.content_type else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors 'none'{sandbox}"
    return response
