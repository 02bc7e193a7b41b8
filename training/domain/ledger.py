"""A person's learning hours of one year, from every source, each counted once."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from training.domain.hours import SESSIONS_PER_MONTH, HoursTable, learning_hours
from training.enums import TrainingForm

CAPPED_FORMS = frozenset({TrainingForm.COACHING, TrainingForm.MENTORING})


class Source(StrEnum):
    """Where an entry comes from; of two that are the same training, the earlier in this list stands."""

    SESSION = "session"
    ACTIVITY = "activity"
    SHARING = "sharing"
    MENTORING = "mentoring"
    HISTORY = "history"


@dataclass(frozen=True)
class Entry:
    """One training. `hours` are recognised; `note` says why they are fewer than asked for. `held` are the meetings of a
    coaching or mentoring, of which two a month count."""

    source: Source
    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    hours: Decimal
    form: str = ""
    held: int = 0
    note: str = ""
    url: str = ""


NOTE_CAP = "month_cap"
NOTE_DOUBLE = "double"


def of_year(
    entries: Iterable[Entry],
    year: int,
    *,
    table_on: Callable[[datetime.date], HoursTable] | None = None,
    shared: Iterable[tuple[str, datetime.date]] = (),
) -> list[Entry]:
    """The entries that ended in a year, oldest first, with the monthly cap of coaching and mentoring applied over all
    of them and doubles set to 0 hours (EX-3.10: of three meetings in May two count).

    A double is the same title (spelled alike) ending on the same day: somebody reported a session of the portal once
    more, entered it into the record, or reported it twice. Two sessions of the portal are never doubles of each other.
    `table_on` gives the table of hours that held on a day, without it the national one; `shared` are title and day of
    the sharing sessions that are credited apart.
    """
    found = sorted(
        (entry for entry in entries if entry.ends_on.year == year),
        key=lambda entry: (entry.ends_on, list(Source).index(entry.source), entry.title),
    )
    first: dict[tuple[str, datetime.date], Source] = {(_alike(title), day): Source.SHARING for title, day in shared}
    left: dict[tuple[str, int], int] = defaultdict(lambda: SESSIONS_PER_MONTH)
    result = []
    for entry in found:
        key = (_alike(entry.title), entry.ends_on)
        if key in first and not entry.source == first[key] == Source.SESSION:
            result.append(replace(entry, hours=Decimal(0), note=NOTE_DOUBLE))
            continue
        first.setdefault(key, entry.source)
        if entry.form in CAPPED_FORMS and entry.held:
            month = (entry.form, entry.ends_on.month)
            counted = min(entry.held, left[month])
            left[month] -= counted
            table = table_on(entry.ends_on) if table_on else None
            earned = learning_hours(entry.form, sessions=counted, table=table) if counted else Decimal(0)
            entry = replace(
                entry, hours=min(entry.hours, earned), note=NOTE_CAP if counted < entry.held else entry.note
            )
        result.append(entry)
    return result


def _alike(title: str) -> str:
    return " ".join(title.casefold().split())


def total(entries: Iterable[Entry]) -> Decimal:
    """Hours (JP) of all entries, 0 without any. Doubles and the monthly cap are settled before, by `of_year`."""
    return sum((entry.hours for entry in entries), Decimal(0))
