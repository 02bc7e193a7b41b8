from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from asn_portal.documents.models import Document
from asn_portal.documents.services import delete_document
from asn_portal.jobs.ticks import tick

UNUSED_KEPT = timedelta(days=2)


@tick(seconds=3600)
def remove_unused_uploads() -> None:
    """Files that were uploaded for a form which was never sent."""
    for document in Document.objects.unused_since(timezone.now() - UNUSED_KEPT)[:500]:
        delete_document(document=document, by=None, reason="documents.unused")
