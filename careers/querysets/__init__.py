"""Reads, by noun."""

from careers.querysets.batch import BatchLineQuerySet, CareerBatchQuerySet
from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet

__all__ = [
    "BatchLineQuerySet",
    "CareerBatchQuerySet",
    "CareerRuleQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
]
