"""Why a mentor fits a mentee, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def reasons(covered: Iterable[Iterable[int]], steps: int, open_mentees: int, names: Mapping[int, Any]) -> list[str]:
    """One sentence for each gap that the mentor helps with, one on the distance, one on the load."""
    return [*gap_reasons(covered, names), distance_words(steps), load_words(open_mentees)]


def gap_reasons(covered: Iterable[Iterable[int]], names: Mapping[int, Any]) -> list[str]:
    found = []
    for competency, achieved, required, level in covered:
        values = {
            "competency": names.get(competency, "–"),
            "achieved": achieved or _("not rated"),
            "required": required,
            "level": level,
        }
        found.append(
            _("%(competency)s: has level %(level)s; the mentee has %(achieved)s and needs %(required)s") % values
        )
    return found


def distance_words(steps: int) -> str:
    if steps == 0:
        return _("works in the same unit")
    return ngettext("%(count)s step away in the organisation", "%(count)s steps away in the organisation", steps) % {
        "count": steps
    }


def load_words(open_mentees: int) -> str:
    if open_mentees == 0:
        return _("guides nobody else")
    return ngettext("guides %(count)s other person", "guides %(count)s other people", open_mentees) % {
        "count": open_mentees
    }
