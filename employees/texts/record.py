"""Small sentences that pages of staff records share."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employees.domain.staff_ages import AgeGroup
from employees.enums import AssignmentKind, ImportAction

# Not the three dots of a text that was cut.
_DOUBLED = re.compile(r"(?<!\.)\.\.(?!\.)")


def one_full_stop(text: str) -> str:
    """A sentence whose last word is an abbreviation (A.Md.) ends with that word's full stop alone."""
    return _DOUBLED.sub(".", text)


def last_day(period: Any) -> datetime.date | None:
    """The last day of a half-open period; None while it runs."""
    return period.upper - datetime.timedelta(days=1) if period.upper else None


def import_result(counts: dict[str, Any]) -> str:
    """What an import did, or would do, in a few words."""
    if not counts:
        return "–"
    if "undone" in counts:
        return _("%(undone)s undone, %(kept)s kept") % {
            "undone": counts["undone"] + counts.get("entries_undone", 0),
            "kept": counts["kept"],
        }
    if "inserted" in counts:
        return _("%(inserted)s new, %(updated)s changed") % {
            "inserted": counts["inserted"] + counts.get("entries_added", 0),
            "updated": counts["updated"] + counts.get("entries_corrected", 0),
        }
    entries = counts.get("entries", {})
    new, changed, same, refused = (
        counts.get(action, 0) + entries.get(action, 0)
        for action in (ImportAction.INSERT, ImportAction.UPDATE, ImportAction.SKIP, ImportAction.REFUSE)
    )
    return _("%(new)s new, %(changed)s changed, %(same)s unchanged, %(refused)s refused") % {
        "new": new,
        "changed": changed,
        "same": same,
        "refused": refused,
    }


def assignment_prefix(kind: AssignmentKind) -> str:
    """How an assignment is written before the title of its position."""
    return {
        AssignmentKind.ACTING: "Plt.",
        AssignmentKind.DAILY_ACTING: "Plh.",
        AssignmentKind.CARETAKER: "Pj.",
        AssignmentKind.ADDITIONAL_DUTY: _("Additional duty:"),
    }[kind]


def age_group_label(group: AgeGroup) -> Any:
    if group.least is None:
        return format_lazy(gettext_lazy("under {age}"), age=(group.most or 0) + 1)
    if group.most is None:
        return format_lazy(gettext_lazy("{age} and over"), age=group.least)
    return f"{group.least}–{group.most}"


def unit_name_on(unit: Any, date: datetime.date) -> str:
    """The name that a unit bore on a date (one query unless `names` is prefetched)."""
    return next((name.name for name in unit.names.all() if date in name.period), unit.name)
