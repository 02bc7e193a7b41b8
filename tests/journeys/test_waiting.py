"""A phone whose signal is lost: the answers wait on it and are sent once."""

from __future__ import annotations

import re

import pytest

from surveys.models import SurveyResponse
from tests.factories.surveys import SurveyFactory
from tests.journeys.browser import PHONE

ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


def fill_in(citizen):
    citizen.go("/p/belawan-i/survey/")
    for _ in range(9):
        citizen.page.locator("fieldset.choices:visible label.choice").last.click()
        citizen.page.get_by_role("button", name="Next").click()
    citizen.page.locator("[data-survey-submit]").click()
    citizen.page.get_by_role("heading", name="Check your answers").wait_for()


def test_answers_wait_for_the_line_and_are_sent_once(visit, survey):
    citizen = visit(**ON_A_PHONE).speak("en")
    fill_in(citizen)

    citizen.context.set_offline(True)
    citizen.press("Send my answers")
    citizen.page.get_by_text("kept on this device").wait_for()
    kept = citizen.page.evaluate("localStorage.getItem('survey-waiting')")
    before = SurveyResponse.objects.count()
    citizen.context.set_offline(False)
    citizen.page.wait_for_url(re.compile("/thanks/"))

    assert (before, SurveyResponse.objects.count()) == (0, 1)
    assert '"requirements"' in kept
    assert citizen.page.evaluate("localStorage.getItem('survey-waiting')") is None


def test_answers_are_sent_when_the_page_is_opened_again(visit, survey):
    citizen = visit(**ON_A_PHONE).speak("en")
    fill_in(citizen)
    citizen.context.set_offline(True)
    citizen.press("Send my answers")
    citizen.page.get_by_text("kept on this device").wait_for()

    again = citizen.context.new_page()
    citizen.page.close()
    citizen.context.set_offline(False)
    again.goto("/p/belawan-i/survey/?lang=en")
    again.get_by_text("were sent").wait_for()
    again.reload()
    again.wait_for_load_state("networkidle")

    assert SurveyResponse.objects.count() == 1


def test_under_attack_the_browser_does_its_work(visit, survey, settings):
    settings.SURVEY_ATTACK_ANSWERS = 0
    citizen = visit(**ON_A_PHONE).speak("en")
    fill_in(citizen)

    citizen.press("Send my answers")
    citizen.page.wait_for_url(re.compile("/thanks/"))

    assert SurveyResponse.objects.count() == 1


def test_a_kiosk_forgets_and_keeps_nothing(visit, survey):
    kiosk = visit().speak("en")
    kiosk.go("/p/belawan-i/kiosk/")
    kiosk.check()
    kiosk.press("Start")
    kiosk.check()
    for _ in range(9):
        kiosk.page.locator(".kiosk-answers .kiosk-button").first.click()
    kiosk.check()
    kiosk.press("Send my answers")
    kiosk.page.wait_for_url(re.compile("/thanks/"))
    kiosk.check()

    assert SurveyResponse.objects.get().channel == "kiosk"
    kiosk.page.go_back()
    kiosk.page.get_by_role("button", name="Start").wait_for()
    assert kiosk.page.evaluate("localStorage.length") == 0
