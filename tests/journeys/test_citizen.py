"""At the counter: a phone, no account, perhaps no script."""

from __future__ import annotations

import re

import pytest

from surveys.models import Complaint, SurveyResponse
from tests.factories.surveys import FIVE_FORMS, SurveyFactory, add_responses, publish
from tests.journeys.browser import PHONE

ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def survey(world):
    survey = SurveyFactory(unit=world.village, opened=True)
    add_responses(survey, *FIVE_FORMS)
    return survey


def test_survey_without_script_is_counted_and_shown_later(visit, survey):
    citizen = visit(**ON_A_PHONE, java_script_enabled=False).speak("id")
    citizen.go("/p/belawan-i/results/")
    before = citizen.page.locator("main").inner_text()

    citizen.go("/p/belawan-i/survey/")
    for question in citizen.page.locator("fieldset.choices").all():
        question.locator("label.choice").first.click()
    citizen.page.locator("main form button[type=submit]").click()
    citizen.page.locator("main form button[type=submit]").last.click()
    citizen.page.wait_for_url(re.compile("/thanks/"))
    citizen.go("/p/belawan-i/results/")

    assert SurveyResponse.objects.count() == len(FIVE_FORMS) + 1
    after = citizen.page.locator("main").inner_text()
    assert ("85,56" in before, "85,56" in after) == (False, False)
    # Six forms, one of them all ones: 85.5556 × 5/6 + 25/6.
    publish(survey)
    citizen.go("/p/belawan-i/results/")
    assert "75,46" in citizen.page.locator("main").inner_text()


def test_survey_with_script_asks_one_question_at_a_time(visit, survey):
    citizen = visit(**ON_A_PHONE).speak("en")
    citizen.go("/p/belawan-i/survey/")
    citizen.check()

    for _ in range(9):
        citizen.page.locator("fieldset.choices:visible label.choice").last.click()
        following = citizen.page.get_by_role("button", name="Next")
        if following.is_visible():
            following.click()
    citizen.page.locator("[data-survey-submit]").click()
    citizen.page.get_by_role("heading", name="Check your answers").wait_for()
    citizen.check()
    citizen.press("Send my answers")
    citizen.page.wait_for_url(re.compile("/thanks/"))
    citizen.check()
    citizen.go("/p/belawan-i/results/")
    citizen.check()

    assert SurveyResponse.objects.count() == len(FIVE_FORMS) + 1


def test_complaint_is_followed_with_its_code(visit, world):
    citizen = visit(**ON_A_PHONE).speak("en")

    citizen.go("/p/belawan-i/complaint/")
    citizen.page.locator("input[name=kind]").first.check()
    citizen.fill(subject="Lampu jalan mati", text="Lampu jalan di depan sekolah mati sejak tiga hari.")
    citizen.page.locator("input[name=visibility]").first.check()
    citizen.check()
    citizen.press("Check my report")
    citizen.page.wait_for_load_state()
    citizen.check()
    citizen.page.locator("main form button[type=submit]").last.click()
    receipt = citizen.page.locator("dl.receipt dd")
    receipt.first.wait_for()
    code, pin = (entry.strip() for entry in receipt.all_inner_texts())
    citizen.check()
    follower = visit(**ON_A_PHONE).speak("en")
    follower.go("/p/track/")
    follower.fill(code=code.lower(), pin=pin)
    follower.press("Show the report")

    follower.page.get_by_text("Lampu jalan mati").first.wait_for()
    follower.check()
    assert Complaint.objects.get().subject == "Lampu jalan mati"
