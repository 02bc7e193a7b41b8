"""Which files the portal takes, recognised by their content; a name or a browser's word proves nothing."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _
from PIL import Image

from asn_portal.errors import DomainError

MEGABYTE = 1024 * 1024
# A photo of 50 megapixels is more than any phone's default; larger ones are made to exhaust memory.
MAX_PIXELS = 50_000_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_PACKED_FILES = 5000


class DocumentRejected(DomainError):
    """The file is not stored; the message says why and what to do."""


@dataclass(frozen=True)
class FileType:
    content_type: str
    extensions: tuple[str, ...]
    label: str


PDF = FileType("application/pdf", ("pdf",), "PDF")
JPEG = FileType("image/jpeg", ("jpg", "jpeg"), "JPEG")
PNG = FileType("image/png", ("png",), "PNG")
WEBP = FileType("image/webp", ("webp",), "WebP")
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",), "Excel (.xlsx)")
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",), "Word (.docx)")
CSV = FileType("text/csv", ("csv",), "CSV")
TEXT = FileType("text/plain", ("txt",), "TXT")
ZIP = FileType("application/zip", ("zip",), "ZIP")

ALLOWED_IMAGES = frozenset({JPEG, PNG, WEBP})
ALLOWED_EVIDENCE = frozenset({PDF, JPEG, PNG, WEBP, DOCX, XLSX})
ALLOWED_SHEETS = frozenset({XLSX, CSV})
ALLOWED_PDF = frozenset({PDF})
# What the portal makes itself: exports and bundles.
ALLOWED_RESULTS = frozenset({PDF, XLSX, CSV, TEXT, ZIP})

_IMAGE_FORMATS = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}
_STARTS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def labels(allowed: frozenset[FileType]) -> str:
    """The types in words, for help texts and refusals: "CSV, Excel (.xlsx)"."""
    return ", ".join(sorted(file_type.label for file_type in allowed))


def accept_attribute(allowed: frozenset[FileType]) -> str:
    """For `<input type="file" accept=…>`."""
    return ",".join(sorted(f".{extension}" for file_type in allowed for extension in file_type.extensions))


def detect(stream: BinaryIO, extension: str, allowed: frozenset[FileType]) -> FileType:
    """The type of the content at `stream` (read from its start), if it is allowed and agrees with `extension`.

    Raises DocumentRejected for anything else, for damaged files, and for files that carry programs.
    """
    stream.seek(0)
    head = stream.read(4096)
    claimed = _claimed(head)
    if claimed is not None and claimed not in allowed:
        # Whether such a file is whole doesn't matter: mending it would not help.
        raise _unwanted(claimed.label, allowed)
    found = _recognise(stream, head, extension)
    if found is None or found not in allowed:
        raise _unwanted(found.label if found else _described(head), allowed)
    if extension not in found.extensions:
        raise DocumentRejected(
            _(
                "The name ends in “.%(extension)s” but the content is %(found)s. "
                "Save the file again in its right format."
            )
            % {"extension": extension, "found": found.label}
        )
    return found


def _unwanted(found: str, allowed: frozenset[FileType]) -> DocumentRejected:
    if not found:
        return DocumentRejected(
            _("Files of this kind are not accepted. Please choose one of: %(allowed)s.") % {"allowed": labels(allowed)}
        )
    return DocumentRejected(
        _("This is %(found)s. Please choose one of: %(allowed)s.") % {"found": found, "allowed": labels(allowed)}
    )


def _claimed(head: bytes) -> FileType | None:
    """What the first bytes say a file is, where they say it."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return next((file_type for start, file_type in _STARTS.items() if head.startswith(start)), None)


def _recognise(stream: BinaryIO, head: bytes, extension: str) -> FileType | None:
    claimed = _claimed(head)
    if claimed is PDF:
        _check_pdf(stream)
        return PDF
    if claimed is not None:
        return _image(stream)
    if head.startswith(b"PK\x03\x04"):
        return _package(stream)
    if head.startswith(_OLE_HEADER):
        raise DocumentRejected(
            _(
                "This is a file of an old Office version, or one with a password. "
                "Save it as .xlsx or .docx without a password."
            )
        )
    if extension in {"csv", "txt"} and _is_plain_text(stream):
        return CSV if extension == "csv" else TEXT
    return None


def _check_pdf(stream: BinaryIO) -> None:
    stream.seek(0)
    content = stream.read()
    if b"%%EOF" not in content[-4096:]:
        raise DocumentRejected(_("The PDF is incomplete. Make or download it again."))
    if b"/JavaScript" in content or b"/Launch" in content:
        raise DocumentRejected(_("The PDF carries a program. Print it to a new PDF and choose that one."))


def _image(stream: BinaryIO) -> FileType | None:
    damaged = DocumentRejected(_("The picture is damaged or incomplete. Take or save it again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            stream.seek(0)
            with Image.open(stream) as image:
                width, height = image.size
                found = _IMAGE_FORMATS.get(image.format or "")
                if width * height > MAX_PIXELS:
                    raise DocumentRejected(
                        _("The picture has %(width)s × %(height)s points; at most 50 million fit. Make it smaller.")
                        % {"width": width, "height": height}
                    )
                image.verify()
            stream.seek(0)
            with Image.open(stream) as image:
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError, ValueError) as error:
        raise damaged from error
    return found


def _package(stream: BinaryIO) -> FileType | None:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            members = package.infolist()
            names = {member.filename for member in members}
            if len(members) > MAX_PACKED_FILES or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise DocumentRejected(_("The file unpacks to an unreasonable size."))
            if "[Content_Types].xml" not in names:
                return ZIP
            types = package.read("[Content_Types].xml").lower() if "[Content_Types].xml" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise DocumentRejected(_("The file is damaged or incomplete. Save it again.")) from error
    if b"macroenabled" in types or any("vbaproject" in name.lower() or "activex" in name.lower() for name in names):
        raise DocumentRejected(_("The file carries macros. Save it as .xlsx or .docx without macros."))
    if "xl/workbook.xml" in names:
        return XLSX
    if "word/document.xml" in names:
        return DOCX
    return None


def _is_plain_text(stream: BinaryIO) -> bool:
    """Text of a table: no control characters, and no markup or script at its start."""
    stream.seek(0)
    content = stream.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Excel's "Unicode text" is UTF-16.
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    if any(code in content for code in (b"\x00", b"\x1b", b"\x08")):
        return False
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith((b"<", b"#!", b"mz", b"%!", b"{\\rtf"))


def _described(head: bytes) -> str:
    """What an unwanted file seems to be, in words people use; "" where there are none: a media type says nothing."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return "HTML, SVG / XML"
    try:
        family = puremagic.from_string(head, mime=True).partition("/")[0]
    except (puremagic.PureError, ValueError):
        return ""
    words = {"image": _("a picture of another kind"), "video": _("a video"), "audio": _("a sound recording")}
    return words.get(family, "")


def without_metadata(stream: BinaryIO, file_type: FileType, largest: tuple[int, int] | None = None) -> io.BytesIO:
    """The picture drawn anew: place, camera and whatever was hidden behind it are gone, its orientation is kept.

    Made to fit into `largest` (width, height) if it is given.
    """
    from PIL import ImageOps

    stream.seek(0)
    target = io.BytesIO()
    with Image.open(stream) as image:
        upright = ImageOps.exif_transpose(image)
        if largest is not None:
            upright.thumbnail(largest)
        if file_type is JPEG:
            plain = upright.convert("RGB")
            plain.info = {}
            plain.save(target, "JPEG", quality=90, optimize=True)
        elif file_type is PNG:
            clean = upright if upright.mode in {"1", "L", "LA", "RGB", "RGBA", "P"} else upright.convert("RGBA")
            clean.info = {key: value for key, value in clean.info.items() if key == "transparency"}
            clean.save(target, "PNG")
        else:
            upright.convert("RGBA" if "A" in upright.getbands() else "RGB").save(target, "WEBP", quality=90)
    target.seek(0)
    return target
