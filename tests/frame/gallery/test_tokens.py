"""Colours keep their contrast, and the two ways to the dark theme agree."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
CHOSEN = re.search(r'^\[data-bs-theme="dark"\] \{(.*?)^\}', CSS, re.S | re.M)
AUTOMATIC = re.search(r'\[data-bs-theme="auto"\] \{(.*?)\}', CSS, re.S)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--portal-([a-z0-9-]+):\s*([^;]+);", block))


LIGHT = tokens(CSS[: CHOSEN.start()])
DARK = LIGHT | tokens(CHOSEN[1])
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_automatic_dark_equals_chosen_dark():
    assert tokens(AUTOMATIC[1]) == tokens(CHOSEN[1])


TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "primary", "bad") for ground in ("background", "surface", "surface-2")),
    *((ink, ground) for ink in ("good", "attention") for ground in ("background", "surface")),
    *((f"{tone}-soft-text", f"{tone}-soft") for tone in ("primary", "good", "attention", "bad", "neutral")),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-bad", "bad"),
    ("on-masthead", "masthead"),
    ("on-masthead-2", "masthead"),
]


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable(theme, text, ground):
    assert contrast(theme[text], theme[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize(
    ("line", "ground"), [("border", "surface"), ("accent", "background"), ("primary", "background")]
)
def test_lines_and_icons_are_visible(theme, line, ground):
    assert contrast(theme[line], theme[ground]) >= 3


def test_stylesheets_use_tokens_only():
    """Colours stand in tokens.css; elsewhere only white on the masthead, QR codes and shadows name one."""
    allowed = {"#fff", "#1b2430", "#0a4c8b", "#0a3d70"}
    for name in ("portal.css", "frame.css", "public.css"):
        found = set(re.findall(r"#[0-9a-f]{3,8}\b", (settings.BASE_DIR / "static/css" / name).read_text()))
        assert found <= allowed, name
