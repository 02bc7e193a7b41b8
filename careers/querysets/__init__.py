"""Reads, by noun."""

from careers.querysets.candidacy import CandidacyQuerySet, StageObjectionQuerySet, StageResultQuerySet
from careers.querysets.exam import (
    AnswerQuerySet,
    BlueprintQuerySet,
    ItemBankQuerySet,
    ItemQuerySet,
    PaperItemQuerySet,
    SittingCandidateQuerySet,
    SittingQuerySet,
)
from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet
from careers.querysets.selection import PlanAmendmentQuerySet, SelectionQuerySet, SelectionStageQuerySet

__all__ = [
    "AnswerQuerySet",
    "BlueprintQuerySet",
    "CandidacyQuerySet",
    "CareerRuleQuerySet",
    "ItemBankQuerySet",
    "ItemQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PaperItemQuerySet",
    "PlanAmendmentQuerySet",
    "SelectionQuerySet",
    "SelectionStageQuerySet",
    "SittingCandidateQuerySet",
    "SittingQuerySet",
    "StageObjectionQuerySet",
    "StageResultQuerySet",
]
