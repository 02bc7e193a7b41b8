"""Choices, states and their transitions, by noun."""

from careers.enums.mentoring import MOVES, OPEN_STATES, STATE_TONES, MentorshipState
from careers.enums.rule import CareerRuleKey

__all__ = ["MOVES", "OPEN_STATES", "STATE_TONES", "CareerRuleKey", "MentorshipState"]
