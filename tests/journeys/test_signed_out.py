"""The session ends while somebody works: what they typed stays until the portal has it."""

from __future__ import annotations

import re

import pytest

from asn_portal.access.roles import Role
from asn_portal.drafts.models import Draft
from tests.factories.employees import make_officer
from tests.factories.surveys import SurveyFactory
from tests.factories.training import RegistrationFactory, SessionFactory
from training.domain.knowledge_test import TestQuestion, dump
from training.enums import RegistrationState
from training.models import Attendance, ClassMessage, KnowledgeTest


@pytest.fixture
def running(world):
    session = SessionFactory(unit=world.district, over=True)
    RegistrationFactory.create_batch(2, session=session, state=RegistrationState.APPROVED)
    return session


def sign_out(person):
    person.context.clear_cookies(name="sessionid")


def test_offline_list_stays_on_the_device_until_it_has_arrived(person_for, running, world):
    coordinator = person_for("training_coordinator")
    page = coordinator.go(f"/training/sessions/{running.pk}/attendance/offline/")
    own = f"attendance-{world.users['training_coordinator'].pk}-{running.pk}"
    kept = f"localStorage.getItem('{own}')"
    page.locator("[name=present]").first.check()
    sign_out(coordinator)

    coordinator.press("Send the list")
    page.get_by_text("you have been signed out").wait_for()
    before = (Attendance.objects.count(), page.evaluate(kept) is not None)
    coordinator.check()
    coordinator.press("Sign in")
    page.wait_for_url(re.compile("/account/login/"))
    coordinator.sign_in(world.users["training_coordinator"])
    page.goto(f"/training/sessions/{running.pk}/attendance/offline/")
    page.wait_for_url(re.compile("/attendance/$"))

    assert before == (0, True)
    assert Attendance.objects.filter(is_present=True).count() == 1
    assert page.evaluate(kept) is None


def test_offline_list_is_the_own_of_who_ticked_it(person_for, running, world):
    coordinator = person_for("training_coordinator")
    address = f"/training/sessions/{running.pk}/attendance/offline/"
    page = coordinator.go(address)
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    page.locator("[name=present]").first.check()
    sign_out(coordinator)
    coordinator.sign_in(make_officer(Role.TRAINING_COORDINATOR, world.district))
    page.goto("/")
    page.wait_for_function("async () => (await caches.keys()).length === 0")

    page.goto(address)
    page.get_by_text("that another account ticked lies on this device").wait_for()
    ticked = page.locator("[name=present]:checked").count()
    coordinator.sign_in(world.users["training_coordinator"])
    page.goto(address)

    assert (ticked, page.locator("[name=present]:checked").count()) == (0, 1)
    assert not page.get_by_text("that another account ticked").is_visible()

    page.wait_for_function("async () => (await caches.keys()).length === 1")
    page.goto("/")
    page.locator("[data-sign-out]").evaluate("form => form.requestSubmit()")
    page.wait_for_url(re.compile("/p/|/account/"))

    assert page.evaluate("async () => (await caches.keys()).length") == 0


@pytest.mark.parametrize("status", [403, 500])
def test_offline_list_outlives_a_fault(person_for, running, status):
    coordinator = person_for("training_coordinator")
    page = coordinator.go(f"/training/sessions/{running.pk}/attendance/offline/")
    page.locator("[name=present]").first.check()
    page.route("**/attendance/send/", lambda route: route.fulfill(status=status, body="<h1>No</h1>"))

    with coordinator.expecting(status):
        coordinator.press("Send the list")
        page.get_by_text("could not take the list").wait_for()

    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('attendance-')).length") == 1


def test_draft_that_met_the_sign_in_page_is_not_called_saved(person_for, world):
    coordinator = person_for("training_coordinator")
    page = coordinator.go("/training/programmes/new/")
    coordinator.fill(title="Before")
    page.locator("main [name=title]").blur()
    page.get_by_text("Draft saved at").wait_for()
    sign_out(coordinator)

    coordinator.fill(title="After the session had ended")
    page.locator("main [name=title]").blur()
    page.get_by_text("Signed out: kept on this device").wait_for()
    coordinator.sign_in(world.users["training_coordinator"])
    page.reload()
    page.get_by_text("Draft saved at").wait_for()
    page.wait_for_load_state("networkidle")

    assert page.locator("main [name=title]").input_value() == "After the session had ended"
    assert Draft.objects.get().data["title"] == ["After the session had ended"]


def test_form_that_met_the_sign_in_page_is_filled_again(person_for, running, world):
    coordinator = person_for("training_coordinator")
    page = coordinator.go(f"/training/sessions/{running.pk}/attendance/")
    page.locator("main input[name=kept]").first.check()
    box = page.locator("main input[name=present]").first
    box.check()
    sign_out(coordinator)

    box.evaluate("element => element.form.requestSubmit()")
    page.wait_for_url(re.compile("/account/login/"))
    back = page.evaluate("new URLSearchParams(location.search).get('next')")
    coordinator.sign_in(world.users["training_coordinator"])
    page.goto(back)
    page.get_by_text("It is in the form again").wait_for()
    coordinator.check()

    assert Attendance.objects.count() == 0
    assert box.is_checked()
    assert page.url.endswith(f"/training/sessions/{running.pk}/attendance/")


def test_form_drawn_at_an_address_that_takes_only_forms_is_filled_again(person_for, running, world):
    """After a fault the scores stand at the address that takes them; other pages on the way keep what was typed."""
    questions = dump((TestQuestion("Satu?", ("a", "b"), 0),))
    KnowledgeTest.objects.create(programme=running.programme, questions=questions, is_published=True)
    coordinator = person_for("training_coordinator")
    page = coordinator.go(f"/training/sessions/{running.pk}/scores/")
    scores = page.locator("main form[action$='/scores/enter/'] input[type=text]")
    scores.first.fill("many")
    with coordinator.expecting(422):
        scores.first.press("Enter")
        page.locator("[data-error-summary]").wait_for()
    scores.first.fill("1")
    scores.last.fill("0")
    sign_out(coordinator)

    scores.first.evaluate("element => element.form.requestSubmit()")
    page.wait_for_url(re.compile("/account/login/"))
    back = page.evaluate("new URLSearchParams(location.search).get('next')")
    coordinator.sign_in(world.users["training_coordinator"])
    page.goto(f"/training/sessions/{running.pk}/")
    page.goto(back)
    page.get_by_text("It is in the form again").wait_for()

    assert page.url.endswith(f"/training/sessions/{running.pk}/scores/")
    assert (scores.first.input_value(), scores.last.input_value()) == ("1", "0")


def test_last_look_at_a_paper_form_leads_back_to_the_filled_form(person_for, world):
    survey = SurveyFactory(unit=world.district, opened=True)
    officer = person_for("service_officer")
    page = officer.go(f"/surveys/{survey.pk}/paper/")
    page.locator("[name=answered_on]").fill(survey.period.lower.isoformat())
    digits = page.locator("[data-digit]")
    for place in range(digits.count()):
        digits.nth(place).fill("3")
    page.locator("[name=comment]").fill("Antrean panjang")
    officer.press("Look once more")
    page.wait_for_url(re.compile("/paper/check/"))
    sign_out(officer)

    officer.press("Store and next")
    page.wait_for_url(re.compile("/account/login/"))
    back = page.evaluate("new URLSearchParams(location.search).get('next')")
    officer.sign_in(world.users["service_officer"])
    page.goto(back)
    page.get_by_text("It is in the form again").wait_for()

    assert page.locator("[name=comment]").input_value() == "Antrean panjang"
    assert {digits.nth(place).input_value() for place in range(digits.count())} == {"3"}
    assert page.locator("[name=answered_on]").input_value() == survey.period.lower.isoformat()


def test_another_person_does_not_get_what_was_typed(person_for, running, world):
    coordinator = person_for("training_coordinator")
    page = coordinator.go(f"/training/sessions/{running.pk}/messages/")
    sign_out(coordinator)
    coordinator.fill(text="Between us")
    coordinator.press("Send to the class")
    page.wait_for_url(re.compile("/account/login/"))
    back = page.evaluate("new URLSearchParams(location.search).get('next')")
    coordinator.sign_in(make_officer(Role.TRAINING_COORDINATOR, world.district))
    page.goto(back)

    page.get_by_text("what you sent was not stored").wait_for()
    assert page.locator("main [name=text]").input_value() == ""
    assert ClassMessage.objects.count() == 0
