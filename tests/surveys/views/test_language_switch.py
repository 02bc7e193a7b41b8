"""Every page for citizens can be read in the other language, and nothing typed is lost by it."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from surveys.enums import SurveyElement
from surveys.models import Complaint, SurveyResponse
from surveys.services import complaint as services
from tests.factories.surveys import ComplaintFactory, SurveyFactory, send_report
from tests.surveys.views.test_public_complaint import follow, photo, report

pytestmark = pytest.mark.django_db
REPORT = "/p/belawan-i/complaint/"
SURVEY = "/p/belawan-i/survey/"


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


def answers(**fields):
    return {"key": str(uuid.uuid4()), "comment": "Loketnya kurang", **dict.fromkeys(SurveyElement, "3"), **fields}


def language_of(page: str) -> str:
    return re.search(r'<html lang="(\w+)"', page).group(1)


def switched(client, page: str, typed=None) -> str:
    """The page after a click on "EN", with the form's entries as they stand, or as `typed` since."""
    address = re.search(r'formaction="([^"]+lang=en)"', page).group(1)
    value = re.search(r'name="again"\s+value="(\w+)"', page).group(1)
    entries = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)) | (typed or {})
    response = client.post(address, {**entries, "again": value})
    assert response.status_code == 200
    return response.content.decode()


def test_enter_key_sends_the_form_and_not_the_language(client, survey):
    page = client.get(SURVEY).content.decode()

    first = re.search(r"<button[^>]*form=\"survey-form\"[^>]*>", page).group(0)
    assert "formaction" not in first


def test_half_filled_survey(client, survey):
    typed = {"key": str(uuid.uuid4()), "procedures": "2", "comment": "Loketnya kurang"}

    page = switched(client, client.get(SURVEY).content.decode(), typed)

    assert (language_of(page), "Loketnya kurang" in page, page.count(" checked")) == ("en", True, 1)
    assert "data-error-summary" not in page


def test_survey_with_faults(client, survey):
    typed = {"procedures": "2", "comment": "Loketnya kurang"}

    page = switched(client, client.post(f"{SURVEY}check/", typed).content.decode(), typed)

    assert (language_of(page), "Loketnya kurang" in page, "data-error-summary" in page) == ("en", True, True)


def test_survey_check_stores_nothing(client, survey):
    page = switched(client, client.post(f"{SURVEY}check/", answers()).content.decode())

    assert (language_of(page), "Loketnya kurang" in page) == ("en", True)
    assert "Send my answers" in page
    assert not SurveyResponse.objects.exists()


def test_answers_that_came_too_late(client, survey):
    survey.state, survey.closed_at = "closed", timezone.now()
    survey.save()

    page = client.post(f"{SURVEY}check/", answers()).content.decode()

    assert language_of(client.get(re.search(r'href="([^"]+lang=en)"', page).group(1)).content.decode()) == "en"


@pytest.mark.parametrize("step", ["", "check/"], ids=["half-filled", "with faults"])
def test_report_form_keeps_words_and_photo(client, world, step):
    typed = report(text="", subject="Lampu mati")
    page = client.get(REPORT) if not step else client.post(REPORT + step, typed)

    shown = switched(client, page.content.decode(), {**typed, "photo": photo()})

    assert (language_of(shown), "Lampu mati" in shown, "Photo kept" in shown) == ("en", True, True)
    assert ("data-error-summary" in shown) == bool(step)


def test_refused_photo_is_told(client, world):
    typed = {**report(), "photo": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff cut off")}

    shown = switched(client, client.get(REPORT).content.decode(), typed)

    assert (language_of(shown), "Antrean panjang" in shown) == ("en", True)


def test_report_check_and_receipt(client, world):
    data = report(subject="Lampu mati")

    check = switched(client, client.post(f"{REPORT}check/", data).content.decode())
    assert (language_of(check), "Lampu mati" in check, Complaint.objects.count()) == ("en", True, 0)
    sent = client.post(REPORT, data).content.decode()
    receipt = switched(client, sent)

    pin = re.search(r"<dd>\s*(\d{6})\s*</dd>", sent).group(1)
    assert (language_of(receipt), pin in receipt, Complaint.objects.count()) == ("en", True, 1)


def test_wrong_pin_keeps_code_and_pin(client, world):
    code = send_report(world.village).complaint.formatted_code
    typed = {"code": code, "pin": "000000"}

    before = switched(client, client.get("/p/track/").content.decode(), typed)
    after = switched(client, client.post("/p/track/", typed).content.decode(), typed)

    for page in (before, after):
        assert (language_of(page), f'value="{code}"' in page, 'value="000000"' in page) == ("en", True, True)
    assert ("data-error-summary" in before, "data-error-summary" in after) == (False, True)


def test_half_written_message(client, world):
    receipt = send_report(world.village)
    follow(client, receipt)
    page = client.get(f"/p/track/{receipt.complaint.formatted_code}/").content.decode()

    shown = switched(client, page, {"text": "Masih gelap"})

    assert (language_of(shown), "Masih gelap" in shown) == ("en", True)
    assert not receipt.complaint.entries.filter(text="Masih gelap").exists()


def test_half_written_reopening(client, world):
    receipt = send_report(world.village)
    officer = world.users["service_officer"]
    services.verify_complaint(complaint=receipt.complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=receipt.complaint, by=officer)
    services.close_complaint(complaint=receipt.complaint, text="Selesai.", by=officer)
    follow(client, receipt)
    page = client.get(f"/p/track/{receipt.complaint.formatted_code}/").content.decode()

    shown = switched(client, page, {"text": "Masih gelap"})

    receipt.complaint.refresh_from_db()
    assert (language_of(shown), "Masih gelap" in shown, receipt.complaint.state) == ("en", True, "done")


def test_message_written_longer_than_the_half_hour_waits_for_the_pin(client, world):
    receipt = send_report(world.village)
    address = f"/p/track/{receipt.complaint.formatted_code}/message/"

    asked = client.post(address, {"text": "Masih gelap"}).content.decode()
    wrong = client.post("/p/track/", {"code": "", "pin": "", "kept_text": "Masih gelap"}).content.decode()
    found = client.post(
        "/p/track/",
        {"code": receipt.complaint.formatted_code, "pin": receipt.pin, "kept_text": "Masih gelap"},
    )

    assert all('name="kept_text" value="Masih gelap"' in page for page in (asked, wrong))
    assert "Masih gelap" in found.content.decode()
    client.post(address, {"text": "Masih gelap"})
    assert receipt.complaint.entries.filter(text="Masih gelap").count() == 1


def test_strangers_report_stays_closed(client, world):
    complaint = ComplaintFactory(unit=world.village)

    page = client.post(f"/p/track/{complaint.formatted_code}/message/?lang=en", {"text": "x", "again": "entries"})

    assert complaint.subject not in page.content.decode()
