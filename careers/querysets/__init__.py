"""Reads, by noun."""

from careers.querysets.mentoring import (
    MatchRunQuerySet,
    MentoringAgreementQuerySet,
    MentoringMeetingQuerySet,
    MentoringTaskQuerySet,
    MentorOfferQuerySet,
    MentorshipQuerySet,
    MidwayCheckQuerySet,
)
from careers.querysets.rule import CareerRuleQuerySet

__all__ = [
    "CareerRuleQuerySet",
    "MatchRunQuerySet",
    "MentorOfferQuerySet",
    "MentoringAgreementQuerySet",
    "MentoringMeetingQuerySet",
    "MentoringTaskQuerySet",
    "MentorshipQuerySet",
    "MidwayCheckQuerySet",
]
