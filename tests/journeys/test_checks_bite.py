"""The checks of the journeys find what they are for."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("document.querySelector('main').innerHTML += '<img src=\"/static/img/crest.svg\">'", "axe (light) image-alt"),
        ("document.querySelector('h1').style.color = '#eee'", "color-contrast"),
        ("document.querySelector('h1').style.minWidth = '500px'", "px wide"),
        ("fetch('/nowhere/')", "answer 404"),
        ("console.error('something broke')", "console: something broke"),
        (
            "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "Content Security Policy",
        ),
        ("fetch('http://127.0.0.9:9/').catch(() => 0)", "Content Security Policy"),
    ],
)
def test_fault_of_a_page_is_found(visit, world, script, fault):
    person = visit()
    person.go("/p/")
    person.page.evaluate(f"() => {{ {script} }}")
    person.page.wait_for_timeout(500)

    person.look()

    assert any(fault in found for found in person.faults), person.faults
    person.faults.clear()
