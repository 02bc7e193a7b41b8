"""Reads, by noun."""

from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet
from careers.querysets.succession import KeyPostQuerySet, PoolMemberQuerySet, SuccessorQuerySet
from careers.querysets.talent import TalentObjectionQuerySet, TalentPlacementQuerySet, TalentReviewQuerySet

__all__ = [
    "CareerRuleQuerySet",
    "KeyPostQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PoolMemberQuerySet",
    "SuccessorQuerySet",
    "TalentObjectionQuerySet",
    "TalentPlacementQuerySet",
    "TalentReviewQuerySet",
]
