"""The comforts of the signed-in frame: menus, filters that answer while one types, suggestions of the search box."""

from __future__ import annotations

import pytest

from tests.factories.employees import EmployeeFactory
from tests.journeys.browser import DESKTOP, PHONE


def test_words_in_an_open_menu_can_be_pressed(person_for, world):
    EmployeeFactory.create_batch(2, unit=world.village)
    hr = person_for("hr_officer")
    page = hr.go("/employees/")
    menu = page.locator(".toolbar details.menu").first
    label = menu.locator("label.check").nth(1)
    was_ticked = label.locator("input").is_checked()

    menu.locator("summary").click()
    box = label.bounding_box()
    # On the word, away from the box, as a person at a mouse does.
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(100)
    page.mouse.up()

    assert label.locator("input").is_checked() is not was_ticked
    assert menu.evaluate("menu => menu.open")
    menu.locator("legend").click()
    assert menu.evaluate("menu => menu.open")
    page.locator("h1").click()
    assert not menu.evaluate("menu => menu.open")
    hr.check()


def test_saved_filters_come_with_the_first_filter(person_for, world):
    EmployeeFactory.create_batch(2, unit=world.village, name="Siti Rahmawati")
    hr = person_for("hr_officer")
    page = hr.go("/employees/")
    page.wait_for_load_state("networkidle")

    page.locator(".filter-bar input").first.press_sequentially("Siti", delay=30)
    page.locator("details#saved-filters").wait_for()

    fields, saved = (page.locator(each).bounding_box() for each in (".filter-bar", "#saved-filters"))
    more = page.locator(".filter-more").bounding_box()
    # One row at the width of an office's screen.
    assert fields["height"] < 80
    assert saved["y"] + saved["height"] == pytest.approx(more["y"] + more["height"], abs=8)
    # The console would have told of a place that is not there; `check` reads it.
    hr.check()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_search_box_suggests_while_one_types(person_for, world, screen):
    EmployeeFactory.create_batch(2, unit=world.village, name="Siti Rahmawati")
    hr = person_for("hr_officer", viewport=screen)
    page = hr.go("/")
    page.wait_for_load_state("networkidle")
    box = page.locator("[data-search-box]")
    top = page.locator("h1").bounding_box()

    box.press_sequentially("s", delay=30)
    page.wait_for_timeout(400)
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("iti ra", delay=30)
    page.locator("#search-suggestions [role=option]").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("h1").bounding_box() == top
    hr.check()
    box.focus()

    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    hr.check(themes=("dark",))
    box.press("Escape")
    assert (page.locator("#search-suggestions").is_visible(), box.input_value()) == (False, "siti ra")

    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/employees/*/")
    assert page.locator("h1").inner_text().startswith("Siti Rahma")

    page.goto("/")
    box.press_sequentially("siti ra", delay=10)
    box.press("Enter")
    page.wait_for_url("**/search/?q=siti+ra")
    hr.assert_no_faults()


def test_search_box_says_that_nothing_is_found(person_for, world):
    hr = person_for("hr_officer")
    page = hr.go("/")
    page.wait_for_load_state("networkidle")

    page.locator("[data-search-box]").press_sequentially("zzzz", delay=30)

    page.locator("#search-suggestions").get_by_text("Nothing found").wait_for()
    hr.check()


def test_suggestions_of_an_ended_session_lead_to_the_sign_in_and_back(person_for, world):
    hr = person_for("hr_officer")
    page = hr.go("/employees/")
    page.wait_for_load_state("networkidle")
    hr.context.clear_cookies(name="sessionid")

    page.locator("[data-search-box]").press_sequentially("siti", delay=30)

    page.wait_for_url("**/account/login/?next=/employees/")
    hr.check()


def test_pages_that_say_no_are_sound(person_for, visit, world):
    hr, citizen = person_for("employee"), visit()

    with hr.expecting(200, 403, 404):
        for path in ("/nowhere/", "/operation/"):
            hr.go(path)
            hr.check()
    with citizen.expecting(200, 302, 404):
        citizen.go("/nowhere/")
        citizen.check()


def test_description_stands_below_a_short_title(person_for, world):
    hr = person_for("hr_officer")

    for path in ("/employees/create/", "/jobs/"):
        page = hr.go(path)
        title, text = (page.locator(each).first.bounding_box() for each in (".page-header h1", ".page-subtitle"))
        assert text["height"] > 0
        assert text["y"] >= title["y"] + title["height"]
