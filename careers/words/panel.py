"""Sentences of the panel's rules."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from careers.domain.selection import INTERNAL_SHARE, LARGEST_PANEL, SMALLEST_PANEL, PanelFault


def panel_fault_words(fault: PanelFault) -> str:
    numbers = {"least": SMALLEST_PANEL, "most": LARGEST_PANEL, "share": INTERNAL_SHARE}
    words: dict[PanelFault, Any] = {
        PanelFault.EVEN: _("The number of members must be odd, so that no vote is a tie."),
        PanelFault.TOO_SMALL: _("A panel has at least %(least)s members."),
        PanelFault.TOO_LARGE: _("A panel has at most %(most)s members."),
        PanelFault.TOO_MANY_INTERNAL: _(
            "At most %(share)s%% of the members may be internal. Invite somebody from outside."
        ),
    }
    text: str = words[fault] % numbers
    return text
