from __future__ import annotations

import datetime
import hashlib
import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.documents.services import (
    ALLOWED_PDF,
    ALLOWED_RESULTS,
    ALLOWED_SHEETS,
    DocumentRejected,
    attach_document,
    check_upload,
    clean_name,
    delete_document,
    store_document,
)
from asn_portal.documents.tasks import remove_unused_uploads
from tests.factories.employees import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def picture(kind: str = "JPEG", **extra) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(stream, kind, **extra)
    return stream.getvalue()


def package(*names: str, types: str = "<Types/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


def store(content: bytes, name: str, **extra) -> Document:
    return store_document(**{"file": ContentFile(content, name=name), "by": None, "kind": "tests.file", **extra})


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (PDF, "Surat.PDF", "application/pdf"),
        (picture("JPEG"), "foto.jpeg", "image/jpeg"),
        (picture("PNG"), "foto.png", "image/png"),
        (picture("WEBP"), "foto.webp", "image/webp"),
        (
            package("xl/workbook.xml"),
            "data.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            package("word/document.xml"),
            "surat.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_evidence_is_stored_by_its_content(content, name, content_type):
    document = store(content, name)

    with document.file.open("rb") as file:
        stored = file.read()
    assert (document.content_type, document.name) == (content_type, name)
    assert (document.size, document.sha256) == (len(stored), hashlib.sha256(stored).hexdigest())
    assert document.file.name == f"documents/{document.pk.hex[:2]}/{document.pk.hex[2:4]}/{document.pk.hex}"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (PDF, "picture.png"),
        (picture("PNG"), "picture.jpg"),
        (b"<html><script>alert(1)</script>", "page.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.png"),
        (b"MZ\x90\x00" + b"\0" * 100, "setup.pdf"),
        (PDF.replace(b"<<>>", b"<</JavaScript 2 0 R>>"), "active.pdf"),
        (PDF[:20], "cut.pdf"),
        (picture("JPEG")[:300], "cut.jpg"),
        (package("xl/workbook.xml", "xl/vbaProject.bin"), "macro.xlsx"),
        (package("xl/workbook.xml", types="<Types macroEnabled='1'/>"), "macro.xlsx"),
        (package("xl/workbook.xml")[:200], "cut.xlsx"),
        (package("something.xml"), "other.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls"),
        (PDF, "no_extension"),
        (PDF, "double.pdf.exe"),
    ],
)
def test_anything_else_is_refused_and_leaves_nothing(content, name):
    with pytest.raises(DocumentRejected) as refused:
        store(content, name)

    assert len(str(refused.value)) > 10
    assert not Document.objects.exists()


def test_table_of_text_is_not_a_page():
    assert store(b"nip;nama\n1;Siti\n", "data.csv", allowed=ALLOWED_SHEETS).content_type == "text/csv"
    for hostile in (b"<script>alert(1)</script>", b"\xef\xbb\xbf <html>", b"a\x00b", b"#!/bin/sh"):
        with pytest.raises(DocumentRejected):
            store(hostile, "data.csv", allowed=ALLOWED_SHEETS)


def test_limits_of_size_and_kind():
    with pytest.raises(DocumentRejected, match=r"5"):
        store(PDF + b"x" * 6, "a.pdf", max_size=5)
    with pytest.raises(DocumentRejected):
        store(picture(), "a.jpg", allowed=ALLOWED_PDF)


def test_picture_with_too_many_points_is_refused():
    stream = io.BytesIO()
    Image.new("1", (10_000, 5_001)).save(stream, "PNG")

    with pytest.raises(DocumentRejected):
        store(stream.getvalue(), "huge.png")


def test_package_that_unpacks_without_end_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as member:
            for _part in range(301):
                member.write(b"\0" * 1024 * 1024)

    with pytest.raises(DocumentRejected):
        store(stream.getvalue(), "bomb.xlsx")


def test_place_of_a_photo_is_removed_and_its_orientation_kept():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "secret remark"

    document = store(picture("JPEG", exif=exif), "foto.jpg")

    with document.file.open("rb") as file, Image.open(file) as image:
        assert image.size == (20, 40)
        assert dict(image.getexif()) == {}
    with document.file.open("rb") as file:
        assert b"secret remark" not in file.read()


def test_hidden_content_behind_a_picture_is_removed():
    document = store(picture("PNG") + b"<script>alert(1)</script>", "foto.png")

    with document.file.open("rb") as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\surat.pdf", "surat.pdf"),
        ("surat\r\nX-Evil: 1.pdf", "suratX-Evil_ 1.pdf"),
        ("gpj.\u202eexe.pdf", "gpj.exe.pdf"),
        ("", "file"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_name_is_made_harmless(given, kept):
    assert clean_name(given) == kept


def test_upload_without_owner_is_removed_after_two_days(django_capture_on_commit_callbacks):
    owner = UserFactory()
    unused, fresh, used = store(PDF, "a.pdf"), store(PDF, "b.pdf"), store(PDF, "c.pdf")
    attach_document(document=used, owner=owner)
    old = timezone.now() - datetime.timedelta(days=2, seconds=1)
    Document.objects.filter(pk__in=[unused.pk, used.pk]).update(created_at=old)

    with django_capture_on_commit_callbacks(execute=True):
        remove_unused_uploads()

    assert set(Document.objects.all()) == {fresh, used}
    assert list(Document.objects.of(owner)) == [used]
    assert not unused.file.storage.exists(unused.file.name)


def test_deleting_keeps_a_log_and_waits_for_the_commit(django_capture_on_commit_callbacks):
    user = UserFactory()
    document = store(PDF, "a.pdf")
    storage, path = document.file.storage, document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        delete_document(document=document, by=user, reason="privacy")
        assert storage.exists(path)

    event = Event.objects.get(kind="documents.deleted")
    assert (event.actor, event.reason, event.data["sha256"]) == (user, "privacy", document.sha256)
    assert not storage.exists(path)
    assert not Document.objects.exists()


def test_deleting_without_the_service_is_impossible():
    document = store(PDF, "a.pdf")

    with pytest.raises(TypeError):
        document.delete()
    with pytest.raises(TypeError):
        Document.objects.all().delete()

    assert Document.objects.get() == document


def test_failed_row_leaves_no_file(monkeypatch):
    paths = []
    monkeypatch.setattr(Document, "save", lambda self, **_: paths.append(self.file.name) or 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        store(PDF, "a.pdf")

    from django.core.files.storage import default_storage

    assert not default_storage.exists(paths[0])


def test_results_may_be_bundles():
    assert store(package("x")[:0] or zipped(), "all.zip", allowed=ALLOWED_RESULTS).content_type == "application/zip"


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    return stream.getvalue()


def test_refusal_names_what_is_accepted_and_no_media_type():
    with pytest.raises(DocumentRejected) as refusal:
        check_upload(ContentFile(b"\x00\x01\x02\x03" * 50, name="surat.bin"))

    assert "PDF" in str(refusal.value)
    assert "/" not in str(refusal.value)
