"""Mentorships, talent, succession, and the rules that an office sets."""

from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.rule import CareerRule
from careers.models.succession import KeyPost, PoolMember, Successor
from careers.models.talent import FormerPlacement, TalentObjection, TalentPlacement, TalentReview

__all__ = [
    "CareerRule",
    "FormerPlacement",
    "KeyPost",
    "MentoringMeeting",
    "Mentorship",
    "PoolMember",
    "Successor",
    "TalentObjection",
    "TalentPlacement",
    "TalentReview",
]
