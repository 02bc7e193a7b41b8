"""A real browser against a live server on the test database. Long work runs where it is asked for, after the commit."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import sync_playwright

from asn_portal.jobs import services
from asn_portal.jobs.runner import run_job
from tests.journeys.browser import Person, launch


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser():
    # Playwright's loop runs in this thread, where Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _jobs_run_at_once(monkeypatch):
    """Jobs and their effects without a broker; tests/frame/jobs proves them with real workers, also killed ones."""
    monkeypatch.setattr(services, "enqueue", run_job)


@pytest.fixture
def visit(browser, live_server):
    """`visit(**options)`: a person at a browser; whatever went wrong on their pages fails the test."""
    people: list[Person] = []

    def arrive(**options: object) -> Person:
        people.append(Person(browser, live_server.url, **options))
        return people[-1]

    yield arrive
    for person in people:
        person.leave()
    for person in people:
        person.assert_no_faults()


@pytest.fixture
def person_for(visit, world):
    """`person_for("hr_officer")`: that user of `world`, signed in, in English."""

    def arrive(role: str, **options: object) -> Person:
        return visit(**options).sign_in(world.users[role])

    return arrive
