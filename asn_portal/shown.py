"""What a page showed against what stands now: nobody signs or decides something that changed after they read it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.errors import DomainError

SHOWN_FIELD = "shown"


class ChangedError(DomainError):
    """What the page showed has changed since; the page shows it as it is now."""


def stamp_of(*values: Any) -> str:
    """Of what a page shows: it says only whether two are the same."""
    content = json.dumps(values, separators=(",", ":"), sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def refuse_replacing(seen: str | None, now: str) -> None:
    """As `refuse_changed`, of a form that would write over what somebody else wrote meanwhile."""
    words = _(
        "Somebody else changed this since you opened the page. What you typed stands below: send it again to replace "
        "theirs, or open the page anew to read it first."
    )
    refuse_changed(seen, now, words)


def refuse_changed(seen: str | None, now: str, words: str) -> None:
    """ChangedError in these words when `seen`, the stamp of what was read, is another one than `now`. None, for any, is
    said by services only; what browsers send goes through `read_token`."""
    if seen is not None and seen != now:
        raise ChangedError(words)
