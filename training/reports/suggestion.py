"""Gap → programmes with the reason; and what citizens ask for."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.template.defaultfilters import floatformat
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from surveys.domain.topics import add_counts
from surveys.models import TopicTag
from training.domain.gaps import priority_of
from training.domain.suggestion import Offer, suggest
from training.enums import SessionState
from training.models import Competency, CurrentLevel, ProgrammeCompetency, TrainingSession

MOST_PROGRAMMES = 3


@dataclass(frozen=True)
class ProgrammeHint:
    """`next_session` is None while one can register for none."""

    programme: Any
    reason: str
    next_session: Any


@dataclass(frozen=True)
class GapHint:
    """One gap and what would close it. `citizens`: texts about the person's unit that ask for this competency."""

    competency: Competency
    required: int
    achieved: int
    priority: str
    programmes: tuple[ProgrammeHint, ...]
    citizens: int

    @property
    def gap(self) -> int:
        """Below zero: so many levels are missing."""
        return self.achieved - self.required


def hints_for(employee: Any, on: datetime.date, *, without: set[int] | None = None) -> list[GapHint]:
    """The person's gaps, the most negative first, without competencies that are needs already. Five queries."""
    levels = list(
        CurrentLevel.objects.filter(employee=employee, gap__lt=0)
        .exclude(competency__in=without or set())
        .select_related("competency")
        .order_by("gap", "competency__name")
    )
    if not levels:
        return []
    government_path = employee.unit.government_path
    raising: dict[int, list[ProgrammeCompetency]] = defaultdict(list)
    for row in ProgrammeCompetency.objects.filter(
        competency__in=[level.competency_id for level in levels],
        programme__is_active=True,
        programme__unit__path__startswith=government_path,
    ).select_related("programme"):
        raising[row.competency_id].append(row)
    sessions = next_sessions({row.programme_id for rows in raising.values() for row in rows})
    asked = demand_of_unit(employee.unit, on - datetime.timedelta(days=365), on)
    hints = []
    for level in levels:
        rows = {row.programme_id: row for row in raising[level.competency_id]}
        offers = [
            Offer(row.programme_id, row.up_to_level, row.programme.learning_hours, row.programme_id in sessions)
            for row in rows.values()
        ]
        found = suggest(level.achieved, level.required, offers)[:MOST_PROGRAMMES]
        hints.append(
            GapHint(
                competency=level.competency,
                required=level.required,
                achieved=level.achieved,
                priority=str(priority_of(level.gap) or ""),
                programmes=tuple(
                    ProgrammeHint(
                        rows[one.offer.key].programme,
                        reason_for(level, rows[one.offer.key], sessions.get(one.offer.key), closes=one.closes),
                        sessions.get(one.offer.key),
                    )
                    for one in found
                ),
                citizens=asked.get(level.competency.code, 0) if level.competency.is_national else 0,
            )
        )
    return hints


def reason_for(level: CurrentLevel, row: ProgrammeCompetency, session: Any, *, closes: bool) -> str:
    """In sentences: from where to where it leads, whether that closes the gap, its hours and next session."""
    text = _("You are at level %(achieved)s, the position asks for %(required)s; it leads up to level %(up_to)s.") % {
        "achieved": level.achieved,
        "required": level.required,
        "up_to": row.up_to_level,
    }
    if not closes:
        text += " " + _("It closes the gap in part.")
    text += " " + _("%(hours)s JP.") % {"hours": floatformat(row.programme.learning_hours, -2)}
    if session is not None:
        text += " " + _("Next session: %(day)s.") % {"day": formats.date_format(session.first_day)}
    else:
        text += " " + _("No session is planned yet.")
    return text


def next_sessions(programmes: set[int]) -> dict[int, Any]:
    """The nearest published session of each programme for which one can still register."""
    rows = TrainingSession.objects.filter(
        programme__in=programmes, state=SessionState.OPEN, registration_closes_at__gt=timezone.now()
    ).select_related("unit")
    found: dict[int, Any] = {}
    for session in rows.order_by("starts_at"):
        found.setdefault(session.programme_id, session)
    return found


def demand_of_unit(unit: Any, since: datetime.date, until: datetime.date) -> dict[str, int]:
    """`surveys.reports.topics.demand` of one unit with everything below it: counts only. One query."""
    within = (
        TopicTag.objects.of_government(unit.government_path)
        .exclude(complaint__state="rejected")
        .with_text_facts(unit.tz)
        .between(since, until)
        .filter(topic__competencies__isnull=False)
    )
    own = within.filter(comment__survey__unit__path__startswith=unit.path) | within.filter(
        complaint__unit__path__startswith=unit.path
    )
    rows = (
        own.order_by()
        .values("topic__competencies__competency")
        .annotate(comments=Count("comment", distinct=True), complaints=Count("complaint", distinct=True))
        .values_list("topic__competencies__competency", "comments", "complaints")
    )
    return add_counts((competency, comments + complaints) for competency, comments, complaints in sorted(rows))
