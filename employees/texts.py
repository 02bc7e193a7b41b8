"""Small sentences that pages of staff records share."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext as _

from employees.enums import ImportAction


def last_day(period: Any) -> datetime.date | None:
    """The last day of a half-open period; None while it runs."""
    return period.upper - datetime.timedelta(days=1) if period.upper else None


def import_result(counts: dict[str, Any]) -> str:
    """What an import did, or would do, in a few words."""
    if not counts:
        return "–"
    if "undone" in counts:
        return _("%(undone)s undone, %(kept)s kept") % counts
    if "inserted" in counts:
        return _("%(inserted)s new, %(updated)s changed") % counts
    return _("%(new)s new, %(changed)s changed, %(same)s unchanged, %(refused)s refused") % {
        "new": counts.get(ImportAction.INSERT, 0),
        "changed": counts.get(ImportAction.UPDATE, 0),
        "same": counts.get(ImportAction.SKIP, 0),
        "refused": counts.get(ImportAction.REFUSE, 0),
    }
