"""PDFs without what a program writes into them about their author."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from asn_portal.documents.types import DocumentRejected

# Of any part: XMP, and what editors keep for themselves.
EVERYWHERE = ("/Metadata", "/PieceInfo")
# Of the file: attachments, which have authors of their own.
ATTACHED = ("/AF", "/Collection")
SIGNATURES = {"/Sig", "/DocTimeStamp"}
SIGNED_BY = ("/Name", "/Location", "/Reason", "/ContactInfo", "/Contents", "/Cert")


def without_author(stream: BinaryIO) -> bytes:
    """The PDF with its pages as they are: no properties, XMP, attachments, authors of comments or signatures.

    Raises DocumentRejected for one that can't be written anew. What stands on the pages or in their pictures stays.
    """
    # Imported here: few workers ever need it.
    from pypdf import PdfReader, PdfWriter

    stream.seek(0)
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted:
            raise DocumentRejected(_("The PDF is protected by a password. Save it without one and choose it again."))
        for part in _parts(reader.root_object):
            _forget_author(part)
        # Takes along only what something still leads to.
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        written = io.BytesIO()
        writer.write(written)
    except DocumentRejected:
        raise
    # pypdf raises whatever a broken file leads it to.
    except Exception as error:
        raise DocumentRejected(_("The PDF can't be read. Print it to a new PDF and choose that one.")) from error
    return written.getvalue()


def _parts(root: Any) -> Iterator[Any]:
    """Every dictionary of the file, once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [root], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum in seen:
                continue
            seen.add(part.idnum)
            part = part.get_object()
        if isinstance(part, DictionaryObject):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _forget_author(part: Any) -> None:
    names = list(EVERYWHERE)
    if part.get("/Type") == "/Catalog":
        names += ATTACHED
        if "/Names" in part:
            part["/Names"].pop("/EmbeddedFiles", None)
    if part.get("/Type") in SIGNATURES:
        names += SIGNED_BY
    if "/Rect" in part and part.get("/Subtype") != "/Widget":
        # Of a comment: who wrote it, and a file pinned to it.
        names += ("/T", "/FS")
    for name in names:
        part.pop(name, None)
