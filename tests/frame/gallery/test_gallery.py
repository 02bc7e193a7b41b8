"""The gallery shows every component, and what components need exists."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "cotton").glob("*.html"))
SAMPLE_PAGES = ["", "list/", "form/", "form/?faults", "detail/", "public/", "print/"]


@pytest.mark.parametrize("page", SAMPLE_PAGES)
def test_gallery_page_shows_whole_page_to_operator(client_for, page):
    response = client_for("operator").get(f"/components/{page}")

    assert response.status_code == 200
    content = response.content.decode()
    assert content.count("<main") == 1
    assert content.count("<h1") == 1
    assert content.rstrip().endswith("</html>")


def test_gallery_is_closed_to_others(client_for):
    assert client_for("hr_officer").get("/components/").status_code == 403
    assert client_for("anonymous").get("/components/").status_code == 302


def test_form_with_faults_links_summary_to_fields(client_for):
    content = client_for("operator").get("/components/form/?faults").content.decode()

    summary = content[content.index("data-error-summary") :]
    targets = re.findall(r'<a href="#([^"]+)">', summary[: summary.index("</ul>")])
    assert targets
    assert [target for target in targets if f'id="{target}"' not in content] == []
    for field in re.findall(r'aria-describedby="([^"]+)"', content):
        assert [part for part in field.split() if f'id="{part}"' not in content] == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_states_purpose_and_stands_in_gallery(path):
    text = path.read_text()
    tag = f"<c-{path.stem.replace('_', '-')}"
    shown = "".join(
        page.read_text() for folder in ("gallery", "cotton", "layouts") for page in (TEMPLATES / folder).glob("*.html")
    )

    assert re.match(r"\{#|\{% comment %\}", text), "starts with a comment"
    assert re.search(rf"{tag}[\s>]", shown), "is shown"


def test_every_icon_named_in_a_template_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text()))
    named = set()
    for path in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r'<c-icon\s+name="([a-z-]+)"|\sicon="([a-z-]+)"', path.read_text()))

    assert {name for pair in named for name in pair if name} - drawn == set()
