"""Choices, states and their transitions, by noun."""

from careers.enums.mentoring import MOVES, OPEN_STATES, STATE_TONES, MentorshipState
from careers.enums.rule import CareerRuleKey
from careers.enums.selection import (
    CANDIDACY_MOVES,
    CANDIDACY_TONES,
    SELECTION_MOVES,
    SELECTION_TONES,
    TAKING_PART,
    CandidacyState,
    ObjectionState,
    RejectReason,
    RequirementKind,
    SelectionKind,
    SelectionState,
    StageKind,
    TieChoice,
)

__all__ = [
    "CANDIDACY_MOVES",
    "CANDIDACY_TONES",
    "MOVES",
    "OPEN_STATES",
    "SELECTION_MOVES",
    "SELECTION_TONES",
    "STATE_TONES",
    "TAKING_PART",
    "CandidacyState",
    "CareerRuleKey",
    "MentorshipState",
    "ObjectionState",
    "RejectReason",
    "RequirementKind",
    "SelectionKind",
    "SelectionState",
    "StageKind",
    "TieChoice",
]
