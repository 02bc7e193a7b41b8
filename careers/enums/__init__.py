"""Choices, states and their transitions, by noun."""

from careers.enums.mentoring import MOVES, OPEN_STATES, STATE_TONES, MentorshipState
from careers.enums.rule import CareerRuleKey
from careers.enums.talent import (
    POOL_BOXES,
    READINESS_TONES,
    REVIEW_TONES,
    TALENT_OBJECTION_TONES,
    MissingInput,
    PerformanceLevel,
    PotentialLevel,
    Readiness,
    RecountCause,
    ReviewState,
    TalentAction,
    TalentMode,
    TalentObjectionState,
)

__all__ = [
    "MOVES",
    "OPEN_STATES",
    "POOL_BOXES",
    "READINESS_TONES",
    "REVIEW_TONES",
    "STATE_TONES",
    "TALENT_OBJECTION_TONES",
    "CareerRuleKey",
    "MentorshipState",
    "MissingInput",
    "PerformanceLevel",
    "PotentialLevel",
    "Readiness",
    "RecountCause",
    "ReviewState",
    "TalentAction",
    "TalentMode",
    "TalentObjectionState",
]
