"""Pages of an application, for the person and the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from asn_portal.documents.models import Document
from asn_portal.drafts.models import Draft
from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.study import (
    ApplicationFactory,
    ReviewerFactory,
)
from tests.training.views.study.conftest import url
from training.enums import ApplicationState
from training.models import StudyApplication

pytestmark = pytest.mark.django_db


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


PLAN = {
    "university": "Universitas Sumatera Utara",
    "programme": "Magister Administrasi Publik",
    "accreditation": "Unggul",
    "motivation": "Karena pelayanan.",
    "after_return": "Menyusun standar.",
}


def test_person_writes_attaches_and_hands_in(client_for, call, clerk):
    client = client_for("employee")
    client.post(url("study-apply", call.pk), {**PLAN, "motivation": ""})
    application = StudyApplication.objects.get()
    assert application.state == ApplicationState.DRAFT
    assert url("study-application-submit", application.pk) not in client.get(application.get_absolute_url()).text

    upload = SimpleUploadedFile("ijazah.pdf", PDF, "application/pdf")
    client.post(url("study-apply", call.pk), {**PLAN, "document_1": upload})
    client.post(url("study-application-submit", application.pk), {})

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    document = Document.objects.get(owner_id=str(application.pk))
    assert document.name == "ijazah.pdf"
    assert not Draft.objects.filter(user=clerk.user).exists()
    address = reverse("documents:document-download", args=[document.pk])
    for reader in (client, client_for("training_coordinator")):
        assert b"".join(reader.get(address)) == PDF
    assert client_for("colleague").get(address).status_code == 404


def test_reviewer_is_told_before_writing(client_for, call, clerk):
    ReviewerFactory(call=call, employee=clerk)

    page = client_for("employee").get(url("study-apply", call.pk), follow=True)

    assert page.redirect_chain == [(call.get_absolute_url(), 302)]
    assert "Anda penilai panggilan ini" in page.text


def test_failing_condition_stands_before_handing_in(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    RatingHistory.objects.filter(employee=clerk, year=today().year - 1).update(predicate=Predicate.POOR)

    page = client_for("employee").get(application.get_absolute_url())

    assert any(str(today().year - 1) in sentence for sentence in page.context["obstacles"])
    assert url("study-application-submit", application.pk) not in page.text


@pytest.mark.parametrize("is_new", [True, False])
def test_two_pages_of_an_application_lose_no_text(client_for, call, clerk, is_new):
    if not is_new:
        ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    client, address = client_for("employee"), url("study-apply", call.pk)
    opened = PLAN | {"record_version": client.get(address).context["record_version"]}

    first = client.post(address, opened | {"motivation": "Yang pertama."})
    second = client.post(address, opened | {"motivation": "Yang kedua."})

    assert (first.status_code, second.status_code) == (302, 200)
    assert StudyApplication.objects.get().motivation == "Yang pertama."
    assert [(each["name"], each["theirs"], each["yours"]) for each in second.context["conflicts"]] == [
        ("motivation", "Yang pertama.", "Yang kedua.")
    ]

    again = client.post(
        address, opened | {"motivation": "Yang kedua.", "record_version": second.context["record_version"]}
    )

    assert again.status_code == 302
    assert StudyApplication.objects.get().motivation == "Yang kedua."


def test_wrong_file_is_told_and_what_was_typed_stays(client_for, call, clerk):
    upload = SimpleUploadedFile("ijazah.pdf", b"MZ not a pdf", "application/pdf")

    answer = client_for("employee").post(url("study-apply", call.pk), {**PLAN, "document_1": upload})

    assert answer.status_code == 200
    assert "document_1" in answer.context["form"].errors
    assert "Karena pelayanan." in answer.text
    assert StudyApplication.objects.count() == 0


def test_office_returns_completes_and_decides(client_for, call, clerk, world):
    client = client_for("training_coordinator")
    application = ApplicationFactory(call=call, employee=clerk)
    client.post(url("study-application-return", application.pk), {"reason": "Ijazah tidak terbaca."})
    application.refresh_from_db()
    assert "Ijazah tidak terbaca." in client_for("employee").get(application.get_absolute_url()).text
    application.state = ApplicationState.SUBMITTED
    application.save()

    client.post(url("study-application-complete", application.pk), {})
    client.post(url("study-call-close", call.pk), {})
    client.post(url("study-application-accept", application.pk), {"letter_number": "800/12/2026"})
    letter = client_for("employee").get(url("study-letter", application.pk))

    application.refresh_from_db()
    assert application.state == ApplicationState.ACCEPTED
    assert letter.content.startswith(b"%PDF")
    assert client_for("colleague").get(url("study-letter", application.pk)).status_code == 404


def test_superior_says_a_word(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk)

    client_for("supervisor").post(
        url("study-application-recommend", application.pk), {"is_recommended": "1", "text": "Layak dikirim."}
    )

    assert "Layak dikirim." in client_for("employee").get(application.get_absolute_url()).text


def test_draft_is_nobody_elses_business(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)

    for role in ("training_coordinator", "supervisor", "colleague"):
        assert client_for(role).get(application.get_absolute_url()).status_code == 404
