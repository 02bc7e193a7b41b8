"""Sending a report and following it."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from asn_portal.documents.models import Document
from employees.dates import today
from employees.enums import StructureChangeKind, StructureChangeState
from employees.models import OrganizationalUnit
from surveys.enums import ComplaintState
from surveys.models import Complaint, ComplaintEntry
from surveys.services import complaint as services
from tests.factories.employees import StructureChangeFactory
from tests.factories.surveys import send_report

pytestmark = pytest.mark.django_db
FORM = "/p/belawan-i/complaint/"


def report(**fields):
    return {
        "kind": "complaint",
        "visibility": "open",
        "subject": "Antrean panjang",
        "text": "Saya menunggu tiga jam.",
        "key": str(uuid.uuid4()),
        **fields,
    }


def photo(size=(40, 30)):
    """A JPEG that says where it was taken."""
    image, stream = Image.new("RGB", size, "red"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    image.save(stream, "JPEG", exif=exif)
    return SimpleUploadedFile("foto.jpg", stream.getvalue(), "image/jpeg")


def follow(client, receipt):
    return client.post("/p/track/", {"code": receipt.complaint.formatted_code.lower(), "pin": receipt.pin})


def test_the_form_sets_no_cookie(client, world):
    response = client.get(FORM)

    assert (response.status_code, dict(response.cookies)) == (200, {})


def test_sending_shows_code_and_pin_once(client, world):
    data = report()

    first = client.post(FORM, data).content.decode()
    second = client.post(FORM, data).content.decode()

    complaint = Complaint.objects.get()
    pin = re.search(r"<dd>\s*(\d{6})\s*</dd>", first).group(1)
    assert complaint.formatted_code in first
    assert pin in second
    assert services.find_complaint(code=complaint.code, pin=pin) == complaint


def test_a_report_to_the_government_itself(client, world):
    client.post("/p/kota-medan/complaint/", report())

    assert Complaint.objects.get().unit == world.government


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"text": "  "}, "id_text"),
        ({"text": "x" * 5001}, "id_text"),
        ({"kind": "other"}, "id_kind"),
        ({"visibility": ""}, "id_visibility"),
        ({"subject": "\x00\x01"}, "id_subject"),
        ({"website": "http://spam"}, ""),
    ],
)
def test_faults_are_named_and_nothing_is_stored(client, world, fields, anchor):
    page = client.post(FORM, report(**fields)).content.decode()

    assert not Complaint.objects.exists()
    assert "error-summary" in page
    assert f"{anchor}" in page
    if "text" not in fields:
        assert "Saya menunggu tiga jam." in page


def test_the_check_page_keeps_everything_photo_included(client, world):
    data = report(text="Jam <i>delapan</i>", name="Siti", place="Loket 2")

    check = client.post(f"{FORM}check/", {**data, "photo": photo()}).content.decode()
    kept = re.search(r'name="kept_photo" value="([^"]+)"', check).group(1)
    change = client.post(f"{FORM}change/", {**data, "kept_photo": kept}).content.decode()
    client.post(FORM, {**data, "kept_photo": kept})

    assert "Jam &lt;i&gt;delapan&lt;/i&gt;" in check
    assert "Loket 2" in change
    assert 'value="Siti"' in change
    assert "foto.jpg" in change
    stored = Document.objects.get()
    complaint = Complaint.objects.get()
    assert (stored.owner_id, stored.kind) == (str(complaint.pk), services.PHOTO_KIND)
    with stored.file.open() as file:
        content = file.read()
    assert b"SecretCamera" not in content


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_forged_photo_is_ignored(client, world, token):
    client.post(FORM, report(kept_photo=token))

    assert (Complaint.objects.count(), Document.objects.count()) == (1, 0)


def test_a_photo_that_is_none(client, world):
    fake = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", "image/jpeg")

    page = client.post(f"{FORM}check/", {**report(), "photo": fake}).content.decode()

    assert "error-summary" in page
    assert not Document.objects.exists()


def test_following_with_code_and_pin(client, world):
    receipt = send_report(world.village, text="Loket <b>dua</b>")
    services.verify_complaint(complaint=receipt.complaint, is_supervisory=False, by=world.users["service_officer"])
    services.add_note(complaint=receipt.complaint, text="Rahasia kantor", by=world.users["service_officer"])

    response = follow(client, receipt)
    page = client.get(response.headers["Location"]).content.decode()

    assert response.status_code == 303
    assert "Loket &lt;b&gt;dua&lt;/b&gt;" in page
    assert "Rahasia kantor" not in page
    assert world.users["service_officer"].name not in page


def test_without_the_pin_nothing_is_told(client, world):
    receipt = send_report(world.village, subject="Pungutan liar")
    code = receipt.complaint.formatted_code

    known = client.get(f"/p/track/{code}/").content.decode()
    unknown = client.get("/p/track/ZZZZ-ZZZZ/").content.decode().replace("ZZZZ-ZZZZ", code)
    wrong = client.post("/p/track/", {"code": code, "pin": "000000"}).content.decode()
    nobody = client.post("/p/track/", {"code": "ZZZZ-ZZZZ", "pin": "000000"}).content.decode()

    assert known == unknown
    assert wrong.replace(code, "ZZZZ-ZZZZ") == nobody
    assert "Pungutan" not in known + wrong
    for verb in ("message", "satisfied", "reopen"):
        client.post(f"/p/track/{code}/{verb}/", {"text": "x"})
    assert ComplaintEntry.objects.count() == 1


def test_a_cookie_for_one_report_opens_no_other(client, world):
    mine, other = send_report(world.village), send_report(world.village, subject="Pungutan liar")
    follow(client, mine)
    code = mine.complaint.code
    client.cookies[f"report-{other.complaint.code}"] = client.cookies[f"report-{code}"].value

    page = client.get(f"/p/track/{other.complaint.formatted_code}/").content.decode()

    assert "Pungutan" not in page


def test_guessing_a_pin_is_limited_per_code(client, world, monkeypatch):
    receipt = send_report(world.village)
    monkeypatch.setattr(
        "surveys.views.public_tracking.is_over", lambda key, code, limit: code == receipt.complaint.code
    )

    blocked = follow(client, receipt)
    page = client.get(f"/p/track/{receipt.complaint.formatted_code}/").content.decode()

    assert blocked.status_code == 200
    assert receipt.complaint.text not in page


def test_satisfied_and_reopen_with_one_tap(client, world):
    officer = world.users["service_officer"]
    receipt = send_report(world.village)
    complaint = receipt.complaint
    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=complaint, by=officer)
    services.close_complaint(complaint=complaint, text="Sudah diperbaiki.", by=officer)
    follow(client, receipt)
    base = f"/p/track/{complaint.formatted_code}"

    page = client.get(f"{base}/").content.decode()
    client.post(f"{base}/satisfied/")
    complaint.refresh_from_db()
    satisfied = complaint.is_satisfied
    client.post(f"{base}/reopen/")

    complaint.refresh_from_db()
    assert "Sudah diperbaiki." in page
    assert (satisfied, complaint.state, complaint.is_satisfied) == (True, ComplaintState.REOPENED, False)


def test_the_reporter_adds_a_message(client, world):
    receipt = send_report(world.village)
    follow(client, receipt)

    client.post(f"/p/track/{receipt.complaint.formatted_code}/message/", {"text": "Loket dua."})

    assert ComplaintEntry.objects.filter(kind="citizen").get().text == "Loket dua."


def test_foreign_pages_can_not_send_reports(client, world):
    assert client.post(FORM, report(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Complaint.objects.exists()


def test_a_report_to_a_closed_unit_goes_to_the_one_that_took_it_over_or_to_the_government(client, world):
    OrganizationalUnit.objects.filter(pk=world.village.pk).update(closed_on=today())
    client.post(FORM, report())
    StructureChangeFactory(
        unit=world.village,
        kind=StructureChangeKind.MERGE,
        state=StructureChangeState.IN_FORCE,
        result={"into": world.other_village.pk},
    )

    page = client.post(FORM, report()).content.decode()

    assert world.other_village.name in page
    assert [each.unit for each in Complaint.objects.order_by("pk")] == [world.government, world.other_village]
