"""BerAKHLAK: the behaviours by which each core value of civil servants is seen.

SE MenPANRB 20/2021; UU 20/2023 art. 4. The wording of the circular is Indonesian and stands in the
catalogue; a plan begins with it.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluations.enums import CoreValue

BEHAVIOURS: dict[CoreValue, tuple[Any, Any, Any]] = {
    CoreValue.SERVICE: (
        _("Understands and meets the needs of the community"),
        _("Is friendly, quick, resourceful and reliable"),
        _("Improves without end"),
    ),
    CoreValue.ACCOUNTABLE: (
        _("Does the work honestly, responsibly, carefully, with discipline and high integrity"),
        _("Uses the wealth and property of the state responsibly, effectively and efficiently"),
        _("Does not abuse the authority of the position"),
    ),
    CoreValue.COMPETENT: (
        _("Develops own competence to answer ever-changing challenges"),
        _("Helps others to learn"),
        _("Carries out tasks with the best quality"),
    ),
    CoreValue.HARMONIOUS: (
        _("Values everybody whatever their background"),
        _("Likes to help others"),
        _("Builds a favourable place to work"),
    ),
    CoreValue.LOYAL: (
        _(
            "Holds fast to the ideology of Pancasila and the Constitution of 1945, and is loyal to the Republic and "
            "its lawful government"
        ),
        _("Guards the good name of fellow civil servants, leaders, the institution and the state"),
        _("Keeps the secrets of the office and of the state"),
    ),
    CoreValue.ADAPTIVE: (
        _("Adjusts quickly to change"),
        _("Keeps innovating and developing creativity"),
        _("Acts of own accord"),
    ),
    CoreValue.COLLABORATIVE: (
        _("Gives many sides the chance to contribute"),
        _("Is open to working together for added value"),
        _("Moves the use of many resources towards common aims"),
    ),
}


def behaviours_of(value: CoreValue | str) -> list[str]:
    return [str(text) for text in BEHAVIOURS[CoreValue(value)]]


def proposed_expectation(value: CoreValue | str) -> str:
    """What a plan begins with: the three behaviours, a line each, in the language in force."""
    return "\n".join(behaviours_of(value))
