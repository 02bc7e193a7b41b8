import pytest

from asn_portal.documents.models import Document
from asn_portal.notifications.models import Notification
from tests.factories.training import SessionFactory, make_completed
from training.models import Certificate
from training.reports import certificate_pdf
from training.services.certificate import ensure_paper, issue_certificate, revoke_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(programme, world):
    session = SessionFactory(programme=programme, finished=True)
    registration = make_completed(session, employee=world.users["employee"].employee)
    return issue_certificate(registration=registration, by=None)


@pytest.mark.parametrize("role", ["anonymous", "employee", "stranger", "training_coordinator"])
def test_anybody_verifies_a_certificate(client_for, certificate, role):
    response = client_for(role).get(certificate.get_absolute_url())

    assert response.status_code == 200
    assert certificate.number in response.text
    assert "Siti Rahmawati" in response.text
    assert "tone-good" in response.text


def test_public_page_shows_no_more_than_needed(client_for, certificate, world):
    employee = world.users["employee"].employee

    text = client_for("anonymous").get(certificate.get_absolute_url()).text

    for secret in (employee.nip, employee.formatted_nip, "1985", employee.position.title, employee.rank):
        assert secret not in text


def test_revoked_certificate_says_why(client_for, certificate):
    revoke_certificate(certificate=certificate, reason="Nama salah tulis", by=None)

    response = client_for("anonymous").get(certificate.get_absolute_url())

    assert "Nama salah tulis" in response.text
    assert 'class="notice tone-bad"' in response.text
    assert 'class="notice tone-good"' not in response.text


@pytest.mark.parametrize("code", ["K3F9-0XYZ-1AB2", "x", "<script>alert(1)</script>", "%00", "é" * 50])
def test_unknown_code(client_for, code):
    response = client_for("anonymous").get(f"/training/verify/{code}/")

    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_code_in_any_spelling_leads_to_the_certificate(client_for, certificate):
    typed = certificate.grouped_code.lower().replace("-", " ").replace("0", "o")

    response = client_for("anonymous").get("/training/verify/", {"code": typed})

    assert response.url == certificate.get_absolute_url()


def test_impossible_code_is_told_at_the_field(client_for):
    response = client_for("anonymous").get("/training/verify/", {"code": "123"})

    assert "code" in response.context["form"].errors
    assert client_for("anonymous").get("/training/verify/").context["form"].errors == {}


def test_verification_is_limited(client_for, certificate, monkeypatch):
    # The window is a minute of the clock; the test must not straddle two.
    monkeypatch.setattr("asn_portal.ratelimit.time.time", lambda: 1_800_000_000.0)
    client = client_for("anonymous")

    statuses = [client.get(certificate.get_absolute_url()).status_code for _attempt in range(31)]

    assert statuses == [200] * 30 + [429]


def test_download_is_for_the_holder_and_the_office(client_for, certificate):
    document = ensure_paper(certificate=certificate, make=certificate_pdf).document
    roles = ["employee", "training_coordinator", "hr_officer", "supervisor", "colleague", "stranger", "anonymous"]

    allowed = set()
    for role in roles:
        response = client_for(role).get(document.get_absolute_url())
        if response.status_code == 200:
            allowed.add(role)
            assert b"".join(response.streaming_content).startswith(b"%PDF")

    assert allowed == {"employee", "supervisor", "training_coordinator", "hr_officer"}


def test_first_download_makes_the_paper_once(client_for, certificate):
    client, url = client_for("employee"), f"/training/certificates/{certificate.pk}/certificate.pdf"

    assert url in client.get("/training/mine/").text
    first, second = client.get(url), client.get(url)

    assert first.url == second.url == Certificate.objects.get().document.get_absolute_url()
    assert Document.objects.count() == 1
    # Who downloads it needs nobody to say that it is ready.
    assert Notification.objects.count() == 0


def test_revoked_certificate_has_no_download(client_for, certificate):
    revoke_certificate(certificate=certificate, reason="Nama salah tulis", by=None)

    response = client_for("employee").get(f"/training/certificates/{certificate.pk}/certificate.pdf")

    assert (response.status_code, Document.objects.count()) == (404, 0)


def test_revoke_through_the_page(client_for, certificate):
    client = client_for("training_coordinator")
    url = f"/training/certificates/{certificate.pk}/revoke/"

    page = client.get(url)
    without = client.post(url, {"reason": ""})
    before = Certificate.objects.get().is_revoked
    client.post(url, {"reason": "Nama salah tulis"})

    assert "consequences" in page.text
    assert "reason" in without.context["form"].errors
    assert (before, Certificate.objects.get().is_revoked) == (False, True)


@pytest.mark.parametrize(
    ("role", "status"),
    [("employee", 403), ("hr_officer", 403), ("colleague", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_revoke_is_for_the_coordinator(client_for, certificate, role, status):
    response = client_for(role).post(f"/training/certificates/{certificate.pk}/revoke/", {"reason": "x"})

    assert (response.status_code, Certificate.objects.get().is_revoked) == (status, False)
