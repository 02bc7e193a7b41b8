"""The stored files of training material."""

from __future__ import annotations

from asn_portal.documents.models import Document
from training.models import Material


def files_of(materials: list[Material]) -> dict[int, Document]:
    """The file of each material that has one. One query."""
    documents = Document.objects.filter(
        owner_kind=Material._meta.label_lower, owner_id__in=[str(material.pk) for material in materials]
    )
    return {int(document.owner_id): document for document in documents}
