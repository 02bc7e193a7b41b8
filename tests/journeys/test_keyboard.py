"""Without a mouse."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from surveys.enums import ComplaintState
from tests.factories.employees import EmployeeFactory
from tests.factories.surveys import ComplaintFactory


def focused(person) -> str:
    return person.page.evaluate("() => document.activeElement.outerHTML.slice(0, 300)")


def test_list_is_worked_by_keyboard(person_for, world):
    EmployeeFactory.create_batch(3, unit=world.village)
    hr = person_for("hr_officer")
    keyboard = hr.page.keyboard

    hr.go("/employees/")
    keyboard.press("Tab")
    assert 'href="#main"' in focused(hr)
    keyboard.press("Enter")
    assert hr.page.evaluate("() => document.activeElement.id") == "main"

    keyboard.press("/")
    assert "data-search-box" in focused(hr)
    keyboard.type("Siti")
    keyboard.press("Escape")
    hr.go("/employees/")

    keyboard.press("?")
    hr.page.locator("dialog[open]").wait_for()
    hr.check()
    keyboard.press("Escape")

    keyboard.press("j")
    first = focused(hr)
    keyboard.press("j")
    assert first.startswith("<a")
    assert focused(hr) != first
    keyboard.press("k")
    assert focused(hr) == first
    keyboard.press("Enter")
    hr.page.wait_for_url("**/employees/*/")
    hr.check()


@pytest.mark.parametrize("pause", [0, 8, 40, 80, 140])
def test_words_typed_right_after_a_key_of_the_desk_reach_the_field(person_for, world, pause):
    ComplaintFactory(unit=world.village, state=ComplaintState.IN_PROGRESS)
    officer = person_for("service_officer")
    officer.go(reverse("surveys:complaint-desk"))

    officer.page.keyboard.press("n")
    officer.page.keyboard.type("Halo, sudah ditelepon", delay=pause)

    field = officer.page.locator("[data-step-form] textarea[name=text]")
    expect(field).to_be_focused()
    officer.page.keyboard.type(" tadi.")
    expect(field).to_have_value("Halo, sudah ditelepon tadi.")
    officer.page.keyboard.press("Control+Enter")
    officer.page.get_by_text("Halo, sudah ditelepon tadi.").wait_for()
