"""Learning hours that confirmed meetings earn, for the ledger of training and for the figures."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import dateformat
from django.utils.translation import gettext as _

from careers.career_rules import BOOK
from careers.domain.mentoring import HOURS_PER_MEETING, counted_days, mentoring_hours
from careers.enums import CareerRuleKey
from careers.models import MentoringMeeting
from training.domain.ledger import Entry, Source
from training.enums import TrainingForm


def creditable_meetings(year: int, condition: Q) -> list[MentoringMeeting]:
    """Confirmed by both and long enough, oldest first. One query."""
    rows = MentoringMeeting.objects.creditable().in_year(year).filter(condition)
    return list(rows.select_related("mentorship__mentor", "mentorship__mentee").order_by("held_on", "pk"))


def entries(employees: Collection[int], year: int) -> Iterator[tuple[int, Entry]]:
    """For the ledger, which applies the cap of two a month over all of a mentee's mentoring. One query, and one more
    for who was a mentor."""
    meetings = creditable_meetings(year, Q(mentorship__mentee__in=employees) | Q(mentorship__mentor__in=employees))
    wanted = set(employees)
    yield from _of_mentees(meeting for meeting in meetings if meeting.mentorship.mentee_id in wanted)
    yield from _of_mentors([meeting for meeting in meetings if meeting.mentorship.mentor_id in wanted], year)


def people(path: str, year: int) -> Iterator[int]:
    learners = (
        MentoringMeeting.objects.creditable().in_year(year).filter(mentorship__mentee__unit__path__startswith=path)
    )
    yield from learners.order_by().values_list("mentorship__mentee", flat=True).distinct()
    guided = creditable_meetings(year, Q(mentorship__mentor__unit__path__startswith=path))
    for mentor, _entry in _of_mentors(guided, year):
        yield mentor


def hours_of_mentees(year: int, **conditions: Any) -> dict[int, int]:
    """mentee -> hours of the year, with the cap of two meetings a month over all mentors. One query."""
    days: dict[int, list[datetime.date]] = defaultdict(list)
    rows = MentoringMeeting.objects.creditable().in_year(year).filter(**conditions).order_by("held_on", "pk")
    for mentee, day in rows.values_list("mentorship__mentee_id", "held_on"):
        days[mentee].append(day)
    return {mentee: mentoring_hours(held) for mentee, held in days.items()}


def _of_mentees(meetings: Iterable[MentoringMeeting]) -> Iterator[tuple[int, Entry]]:
    """One entry for each month of a mentorship."""
    months: dict[tuple[int, int], list[MentoringMeeting]] = defaultdict(list)
    for meeting in meetings:
        months[meeting.mentorship_id, meeting.held_on.month].append(meeting)
    for held in months.values():
        mentorship = held[0].mentorship
        yield (
            mentorship.mentee_id,
            Entry(
                Source.MENTORING,
                _("Mentoring with %(name)s, %(month)s")
                % {"name": mentorship.mentor.full_name, "month": dateformat.format(held[0].held_on, "F Y")},
                held[0].held_on,
                held[-1].held_on,
                Decimal(HOURS_PER_MEETING * len(held)),
                form=TrainingForm.MENTORING,
                held=len(held),
                url=mentorship.get_absolute_url(),
            ),
        )


def _of_mentors(meetings: list[MentoringMeeting], year: int) -> Iterator[tuple[int, Entry]]:
    """One entry for each month, where the office counts hours of mentors: two meetings a month with each mentee, a
    meeting with a group once."""
    if not meetings:
        return
    government = meetings[0].mentorship.mentor.government_id
    rule_on = BOOK.values_by_day(CareerRuleKey.MENTOR_HOURS, government, datetime.date(year, 12, 31))
    days: dict[tuple[int, int], list[datetime.date]] = defaultdict(list)
    group_of: dict[tuple[int, int, datetime.date], Any] = {}
    for meeting in meetings:
        pair = (meeting.mentorship.mentor_id, meeting.mentorship.mentee_id)
        days[pair].append(meeting.held_on)
        group_of[*pair, meeting.held_on] = meeting.group_key or meeting.pk
    counted: dict[tuple[int, int], dict[Any, datetime.date]] = defaultdict(dict)
    for pair, held in days.items():
        for day in counted_days(held):
            counted[pair[0], day.month][group_of[*pair, day]] = day
    for (mentor, _month), sessions in sorted(counted.items()):
        held_on = sorted(sessions.values())
        hours = sum((Decimal(str(rule_on(day)["hours"])) for day in held_on), Decimal(0))
        if hours:
            yield (
                mentor,
                Entry(
                    Source.MENTORING,
                    _("As a mentor, %(month)s") % {"month": dateformat.format(held_on[0], "F Y")},
                    held_on[0],
                    held_on[-1],
                    hours,
                ),
            )
