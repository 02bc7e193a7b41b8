"""The words for a change of state that is not possible."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def refused_move(row: Any, state: Any, text: str) -> str:
    """`text` takes `now` and `then`; who comes a second time is told that it is done."""
    if row.state == state:
        text = _("This was done already: it is “%(now)s”.")
    return text % {"now": row.get_state_display(), "then": state.label}
