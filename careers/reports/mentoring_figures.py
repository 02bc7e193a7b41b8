"""Mentoring in figures: pairs, meetings, hours, goal achievement. No word of what a pair talked about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from careers.domain.mentoring import goal_achievement
from careers.enums import MeetingState, MentorshipState
from careers.mentoring_credit import hours_of_mentees
from careers.models import MentoringMeeting, Mentorship


@dataclass
class UnitFigures:
    """Of the mentees of one unit in one year."""

    pairs: int = 0
    running: int = 0
    completed: int = 0
    stopped: int = 0
    held: int = 0
    confirmed: int = 0
    hours: int = 0
    achievements: list[int] = field(default_factory=list)

    @property
    def achievement(self) -> int | None:
        """The mean of completed mentorships."""
        return goal_achievement(self.achievements)

    def add(self, other: UnitFigures) -> None:
        for name in ("pairs", "running", "completed", "stopped", "held", "confirmed", "hours"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.achievements += other.achievements


def figures_of(user: Any, year: int) -> dict[int, UnitFigures]:
    """unit -> figures, of the units in which the user manages mentoring. A pair belongs to a year in which it was
    agreed for a day at least. Four queries."""
    scope = scope_of(user)
    found: dict[int, UnitFigures] = defaultdict(UnitFigures)
    pairs = Mentorship.objects.filter(scope.path_filter(Permission.MENTORING_MANAGE, "mentee__unit__path"))
    pairs = pairs.filter(Q(ended_on=None) | Q(ended_on__year__gte=year), starts_on__year__lte=year)
    pairs = pairs.exclude(state__in=[MentorshipState.PROPOSED, MentorshipState.DECLINED])
    for unit, state, achievement in pairs.values_list("mentee__unit_id", "state", "achievement"):
        line = found[unit]
        line.pairs += 1
        line.running += state in {MentorshipState.AGREED, MentorshipState.RUNNING}
        line.completed += state == MentorshipState.COMPLETED
        line.stopped += state == MentorshipState.STOPPED
        if state == MentorshipState.COMPLETED and achievement is not None:
            line.achievements.append(achievement)
    managed = scope.path_filter(Permission.MENTORING_MANAGE, "mentorship__mentee__unit__path")
    meetings = MentoringMeeting.objects.filter(managed, state=MeetingState.HELD).in_year(year)
    home: dict[int, int] = {}
    for unit, mentee, by_mentor, by_mentee in meetings.values_list(
        "mentorship__mentee__unit_id", "mentorship__mentee_id", "mentor_confirmed_at", "mentee_confirmed_at"
    ):
        found[unit].held += 1
        found[unit].confirmed += by_mentor is not None and by_mentee is not None
        home[mentee] = unit
    if home:
        for mentee, hours in hours_of_mentees(year, mentorship__mentee__in=home).items():
            found[home[mentee]].hours += hours
    return dict(found)


def summed(lines: dict[int, UnitFigures]) -> UnitFigures:
    total = UnitFigures()
    for line in lines.values():
        total.add(line)
    return total
