"""What may be shown of a session's evaluation now: in steps while people can still answer, everything afterwards."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from training.domain.evaluation_form import is_shown
from training.domain.evaluation_steps import shown_until, step_ends
from training.models import EvaluationResponse, EvaluationTicket, TrainingSession

# An answer that was on its way at midnight is stored by then.
SETTLED = datetime.timedelta(hours=1)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ShownAnswers:
    """Of one participant; sentences that too few have answered are left out, so that neither a mean of several
    sentences nor the difference of two such means rests on fewer than five people."""

    form_version: str
    depth: str
    answers: Mapping[str, int]


@dataclass(frozen=True)
class ShownPart:
    """Of a session's evaluations those that may be shown, the day up to which they were given, and how many wait for
    the next step."""

    waiting: int
    rows: tuple[ShownAnswers, ...]
    until: datetime.date | None


def open_evaluations(sessions: Iterable[Any]) -> set[int]:
    """Sessions (by key) that somebody can still evaluate: a ticket is left. All tickets of a session are given at its
    end, and what is left of them goes a month later. Ask this before the answers are read: then an answer that comes in
    between waits as well."""
    tickets = EvaluationTicket.objects.filter(registration__session__in=sessions)
    return set(tickets.values_list("registration__session", flat=True))


def shown_part(session: TrainingSession, rows: list[EvaluationResponse], *, is_open: bool) -> ShownPart:
    """Follows from days that are over and never from the moment of an answer."""
    if not is_open:
        counts = Counter(key for row in rows for key in row.answers)
        everything = tuple(
            ShownAnswers(
                row.form_version,
                row.depth,
                {key: value for key, value in row.answers.items() if is_shown(counts[key])},
            )
            for row in rows
        )
        return ShownPart(0, everything, datetime.date.max)
    last_day = (timezone.now().astimezone(session.unit.tz) - SETTLED).date() - ONE_DAY
    ends = step_ends(Counter(row.answered_on for row in rows if row.answered_on <= last_day))
    if not ends:
        return ShownPart(len(rows), (), None)
    days: dict[str, list[datetime.date]] = {}
    for row in rows:
        for key in row.answers:
            days.setdefault(key, []).append(row.answered_on)
    until = {key: shown_until(found, ends) for key, found in days.items()}
    shown = tuple(
        ShownAnswers(
            row.form_version,
            row.depth,
            {key: value for key, value in row.answers.items() if (end := until[key]) and row.answered_on <= end},
        )
        for row in rows
        if row.answered_on <= ends[-1]
    )
    return ShownPart(len(rows) - len(shown), shown, ends[-1])
