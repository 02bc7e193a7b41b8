"""Reads, by noun."""

from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet

__all__ = ["CareerRuleQuerySet", "MentoringMeetingQuerySet", "MentorshipQuerySet"]
