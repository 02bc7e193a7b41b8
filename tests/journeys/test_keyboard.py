"""Without a mouse."""

from __future__ import annotations

from tests.factories.employees import EmployeeFactory


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
