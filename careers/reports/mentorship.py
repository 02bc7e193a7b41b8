"""The page of one mentorship: all of it for the pair, figures for HR."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from careers.domain.mentoring import LEAST_MINUTES, mentoring_hours, midway
from careers.enums import OPEN_STATES, WORKING_STATES, AgreementState, MeetingState, MentorshipState, PairRole
from careers.models import (
    AgreementGoal,
    MentoringAgreement,
    MentoringMeeting,
    MentoringTask,
    Mentorship,
    MentorshipEvaluation,
    MidwayCheck,
)
from careers.rules.mentoring import is_mentee, is_mentor, manages
from employees.dates import today


@dataclass(frozen=True)
class MeetingLine:
    meeting: MentoringMeeting
    may_confirm: bool
    may_note: bool


@dataclass(frozen=True)
class Summary:
    """What HR reads: no goal, topic, note or answer."""

    meeting_count: int
    confirmed_count: int
    hours: int
    worries: list[MidwayCheck]
    may_end: bool
    may_change_mentor: bool


@dataclass(frozen=True)
class PairPage:
    """What the two of them read and may do. `own` and `other` are the reader's role and the other one's."""

    own: PairRole
    other: PairRole
    agreement: MentoringAgreement | None
    waiting: MentoringAgreement | None
    version_count: int
    lines: list[MeetingLine]
    hours: int
    tasks: list[MentoringTask]
    midway_on: datetime.date
    own_check: MidwayCheck | None
    other_check: MidwayCheck | None
    own_evaluation: MentorshipEvaluation | None
    other_evaluation: MentorshipEvaluation | None
    earlier: Mentorship | None
    later: Mentorship | None
    may: set[str] = field(default_factory=set)
    least_minutes: int = LEAST_MINUTES

    @property
    def goals(self) -> list[AgreementGoal]:
        return list(self.agreement.goals.all()) if self.agreement else []


def summary_of(mentorship: Mentorship, user: Any) -> Summary:
    meetings = list(mentorship.meetings.held())
    is_open = mentorship.state in OPEN_STATES
    return Summary(
        meeting_count=len(meetings),
        confirmed_count=sum(meeting.is_confirmed for meeting in meetings),
        hours=hours_of(meetings),
        worries=list(MidwayCheck.objects.worries_of(user).filter(mentorship=mentorship)),
        may_end=is_open and manages.test(user, mentorship),
        may_change_mentor=is_open and manages.test(user, mentorship),
    )


def page_of(mentorship: Mentorship, user: Any) -> PairPage:
    own = PairRole.MENTOR if is_mentor.test(user, mentorship) else PairRole.MENTEE
    versions = with_goals(mentorship.agreements.newest_first())
    listed = list(versions)
    in_force = next((one for one in listed if one.state == AgreementState.IN_FORCE), None)
    # Nobody answers any more once it is over.
    is_open = mentorship.state in OPEN_STATES
    waiting = next((one for one in listed if is_open and one.state == AgreementState.PROPOSED), None)
    meetings = list(mentorship.meetings.exclude(state=MeetingState.CANCELLED))
    checks = {check.role: check for check in mentorship.midway_checks.all()}
    evaluations = {one.role: one for one in mentorship.evaluations.all()}
    day = midway(mentorship.starts_on, mentorship.ends_on)
    page = PairPage(
        own=own,
        other=own.other,
        agreement=in_force or (listed[-1] if listed else None),
        waiting=waiting if waiting and waiting.number > 1 else None,
        version_count=len(listed),
        lines=[_line(meeting, own, mentorship) for meeting in meetings],
        hours=hours_of(meetings),
        tasks=list(mentorship.tasks.all()),
        midway_on=day,
        own_check=checks.get(own),
        other_check=checks.get(own.other) if own in checks else None,
        own_evaluation=evaluations.get(own),
        other_evaluation=evaluations.get(own.other) if own in evaluations else None,
        earlier=mentorship.replaces,
        later=Mentorship.objects.filter(replaces=mentorship).first(),
    )
    page.may.update(_may(mentorship, page, user))
    return page


def hours_of(meetings: list[MentoringMeeting]) -> int:
    """By the rule for one mentee; meetings with another mentor in the same month count in the ledger."""
    return mentoring_hours(meeting.held_on for meeting in meetings if meeting.is_creditable)


def with_goals(agreements: QuerySet[Any]) -> QuerySet[Any]:
    return agreements.prefetch_related("goals__competency")


def _line(meeting: MentoringMeeting, own: PairRole, mentorship: Mentorship) -> MeetingLine:
    is_held = meeting.state == MeetingState.HELD
    return MeetingLine(
        meeting,
        may_confirm=is_held and getattr(meeting, f"{own}_confirmed_at") is None,
        may_note=not is_held and mentorship.state in WORKING_STATES and meeting.held_on <= today(),
    )


def _may(mentorship: Mentorship, page: PairPage, user: Any) -> set[str]:
    """What the page offers."""
    state, working = mentorship.state, mentorship.state in WORKING_STATES
    offered = {
        "answer": state == MentorshipState.PROPOSED and page.own == PairRole.MENTOR,
        "meet": working,
        "change": working and page.waiting is None,
        "answer_change": page.waiting is not None and page.waiting.proposed_role == page.other,
        "take_back": page.waiting is not None and page.waiting.proposed_role == page.own,
        "end": state in OPEN_STATES and not (state == MentorshipState.PROPOSED and page.own == PairRole.MENTOR),
        "change_mentor": state in OPEN_STATES and (is_mentee.test(user, mentorship) or manages.test(user, mentorship)),
        "midway": state == MentorshipState.RUNNING and page.own_check is None and today() >= page.midway_on,
        "complete": state == MentorshipState.RUNNING,
        "evaluate": state == MentorshipState.COMPLETED and page.own_evaluation is None,
    }
    return {name for name, holds in offered.items() if holds}
