"""Draws icons when a template is compiled instead of each time it is shown.

A page has some thirty of them, and a component is a template of its own: together they cost as much as two queries.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django_cotton.cotton_loader import Loader as CottonLoader
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Icons whose name (or the variable that holds it) and size stand in the template itself; others remain components.
LITERAL_ICON = re.compile(r'<c-icon (?:name="([a-z-]+)"|:name="([a-z_.]+)")(?: size="([sml])")? />')


class Loader(CottonLoader):
    def _get_template_string(self, template_name: str) -> str:
        return LITERAL_ICON.sub(_drawn, super()._get_template_string(template_name))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names do not change while a process runs: each is worked out once."""

    @lru_cache(maxsize=1000)  # noqa: B019 -- the one storage lives as long as the process
    def url(self, name: str, force: bool = False) -> Any:
        return super().url(name, force)


def drawn_icon(name: str, size: str = "m") -> str:
    """An icon without text in code that draws without templates."""
    return _icon(name, size, static("img/icons.svg"))


def _drawn(icon: re.Match[str]) -> str:
    """What templates/cotton/icon.html makes of it (a test compares them)."""
    literal, variable, size = icon.groups()
    return _icon(literal or f"{{{{ {variable} }}}}", size or "m", '{% static "img/icons.svg" %}')


def _icon(name: str, size: str, file: str) -> str:
    return (
        f'<svg class="icon icon-{size}" width="20" height="20" aria-hidden="true" focusable="false">'
        f'<use href="{file}#{name}" /></svg>'
    )
