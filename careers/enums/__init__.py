"""Choices, states and their transitions, by noun."""

from careers.enums.batch import (
    BATCH_MOVES,
    BATCH_TONES,
    CLOSED_BATCH_STATES,
    EDITABLE_BATCH_STATES,
    SIGNATURE_STEPS,
    SIGNED_BATCH_STATES,
    BatchKind,
    BatchState,
)
from careers.enums.mentoring import MOVES, OPEN_STATES, STATE_TONES, MentorshipState
from careers.enums.rule import CareerRuleKey

__all__ = [
    "BATCH_MOVES",
    "BATCH_TONES",
    "CLOSED_BATCH_STATES",
    "EDITABLE_BATCH_STATES",
    "MOVES",
    "OPEN_STATES",
    "SIGNATURE_STEPS",
    "SIGNED_BATCH_STATES",
    "STATE_TONES",
    "BatchKind",
    "BatchState",
    "CareerRuleKey",
    "MentorshipState",
]
