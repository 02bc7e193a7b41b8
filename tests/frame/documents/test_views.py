from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from asn_portal.audit.models import Event
from asn_portal.documents import access
from asn_portal.documents.services import store_document
from tests.factories.employees import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def owner(db):
    return UserFactory()


@pytest.fixture
def document(owner):
    return store_document(file=ContentFile(PDF, name="Surat Tugas Siti.pdf"), by=owner, kind="tests.letter")


@pytest.fixture
def rule(monkeypatch):
    """`rule(function)` guards documents of kind "tests.letter"."""
    monkeypatch.setattr(access, "_rules", dict(access._rules))
    return lambda function: access.register_document_rule("tests.letter", function)


def test_owner_downloads_without_an_event(client_of, owner, document):
    response = client_of(owner).get(document.get_absolute_url())

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Surat Tugas Siti.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert not Event.objects.exists()


def test_others_do_not_learn_that_it_exists(client_of, document):
    assert client_of(UserFactory()).get(document.get_absolute_url()).status_code == 404


def test_anonymous_is_sent_to_sign_in(client, document):
    response = client.get(document.get_absolute_url())

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_rule_lets_others_in_and_logs_them(client_of, document, rule):
    reader = UserFactory()
    rule(lambda user, _document: user == reader)

    response = client_of(reader).get(document.get_absolute_url())

    assert b"".join(response.streaming_content) == PDF
    event = Event.objects.get()
    assert (event.kind, event.actor, event.object_id) == ("documents.downloaded", reader, str(document.pk))


def test_rule_can_close_a_file_to_the_person_who_uploaded_it(client_of, owner, document, rule):
    rule(lambda _user, _document: False)

    assert client_of(owner).get(document.get_absolute_url()).status_code == 404


def test_pdf_can_be_shown_inline(client_of, owner, document):
    response = client_of(owner).get(document.get_inline_url())

    assert response["Content-Disposition"] == 'inline; filename="Surat Tugas Siti.pdf"'
    assert b"".join(response.streaming_content)


def test_sheet_is_never_shown_inline(client_of, owner):
    from asn_portal.documents.services import ALLOWED_SHEETS

    file = ContentFile(b"a,b\n", name="a.csv")
    document = store_document(file=file, by=owner, kind="tests.letter", allowed=ALLOWED_SHEETS)

    response = client_of(owner).get(document.get_inline_url())

    assert response["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert b"".join(response.streaming_content)
