"""Reads, by noun."""

from careers.querysets.candidacy import CandidacyQuerySet, StageObjectionQuerySet, StageResultQuerySet
from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet
from careers.querysets.selection import PlanAmendmentQuerySet, SelectionQuerySet, SelectionStageQuerySet

__all__ = [
    "CandidacyQuerySet",
    "CareerRuleQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PlanAmendmentQuerySet",
    "SelectionQuerySet",
    "SelectionStageQuerySet",
    "StageObjectionQuerySet",
    "StageResultQuerySet",
]
