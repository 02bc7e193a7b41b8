"""Mentorships, and the rules that an office sets."""

from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.rule import CareerRule

__all__ = ["CareerRule", "MentoringMeeting", "Mentorship"]
