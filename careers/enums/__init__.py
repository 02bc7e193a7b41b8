"""Choices, states and their transitions, by noun."""

from careers.enums.mentoring import MOVES, OPEN_STATES, STATE_TONES, MentorshipState
from careers.enums.panel import BLIND_KINDS, SCORED_KINDS, PanelState, ScoringState
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
    "BLIND_KINDS",
    "CANDIDACY_MOVES",
    "CANDIDACY_TONES",
    "MOVES",
    "OPEN_STATES",
    "SCORED_KINDS",
    "SELECTION_MOVES",
    "SELECTION_TONES",
    "STATE_TONES",
    "TAKING_PART",
    "CandidacyState",
    "CareerRuleKey",
    "MentorshipState",
    "ObjectionState",
    "PanelState",
    "RejectReason",
    "RequirementKind",
    "ScoringState",
    "SelectionKind",
    "SelectionState",
    "StageKind",
    "TieChoice",
]
