from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from asn_portal.audit.services import record_event
from asn_portal.documents.access import may_download, reader_copy
from asn_portal.documents.downloads import document_response
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError


@require_GET
def document_download(request: HttpRequest, document_id: UUID) -> FileResponse:
    """The file, for those whom its kind's rule allows; for others it does not exist. Reading another's is logged."""
    document = get_object_or_404(Document, pk=document_id)
    if not may_download(request.user, document):
        raise Http404
    try:
        content = reader_copy(request.user, document)
    except DomainError as error:
        raise PermissionDenied(str(error)) from error
    if document.created_by_id != request.user.pk:
        record_event(
            "documents.downloaded",
            by=request.user,
            obj=document,
            unit_path=document.unit_path,
            document_kind=document.kind,
        )
    return document_response(document, inline="inline" in request.GET, content=content)
