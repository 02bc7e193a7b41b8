"""Every entry of the navigation, for every role: accessible in both themes, quiet, and fit for a narrow screen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories.employees import EmployeeFactory
from tests.journeys.browser import THEMES

ROLES = [
    "hr_officer",
    "training_coordinator",
    "head_of_agency",
    "service_officer",
    "auditor",
    "operator",
    "supervisor",
    "employee",
]


def navigation_of(user):
    client = Client()
    client.force_login(user)
    page = client.get("/").content.decode()
    return re.findall(r'href="([^"]+)"', page.partition('class="side-nav')[2].partition("</nav>")[0])


@pytest.mark.parametrize("role", ROLES)
def test_navigation_leads_to_sound_pages(role, person_for, world):
    EmployeeFactory.create_batch(3, unit=world.village)
    person = person_for(role)
    person.go("/")
    person.check(themes=THEMES[:1])
    addresses = person.page.eval_on_selector_all(".side-nav a", "links => links.map(link => link.pathname)")
    # What a role before has looked at needs no browser again: who may open which page is proved by tests/access.
    known = {address for other in ROLES[: ROLES.index(role)] for address in navigation_of(world.users[other])}

    for address in dict.fromkeys(addresses):
        if address in known:
            continue
        person.go(address)
        # Colours are the same for everybody; one role looks at both themes.
        person.look(themes=THEMES if role == "hr_officer" else THEMES[:1])

    person.assert_no_faults()
    assert len(addresses) >= 3


@pytest.mark.parametrize(
    "path",
    [
        "/p/",
        "/p/offices/",
        "/p/kota-medan/",
        "/p/belawan-i/",
        "/p/belawan-i/results/",
        "/p/belawan-i/complaint/",
        "/p/track/",
        "/training/verify/",
        "/account/login/",
        "/account/password/reset/",
    ],
)
def test_public_page_is_sound_and_light(path, visit, world):
    person = visit()
    loaded = []
    person.page.on("response", lambda response: loaded.append(response))

    person.go(path)
    person.page.wait_for_load_state("networkidle")

    size = sum(len(response.body()) for response in loaded if response.status == 200)
    assert size <= 200_000
    person.check()
