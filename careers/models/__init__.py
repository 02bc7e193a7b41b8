"""Mentorships, selections, and the rules that an office sets."""

from careers.models.candidacy import Candidacy, StageObjection, StageResult
from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.panel import ConflictDeclaration, PanelMember, SelectionPanel
from careers.models.panel_score import (
    MinutesSignature,
    PanelDiscussion,
    PanelMinutes,
    PanelScore,
    PanelScoreChange,
    Rubric,
    RubricCriterion,
)
from careers.models.proof import ProofCheckpoint, ProofEvent, ProofHead, ProofSubscription
from careers.models.rule import CareerRule
from careers.models.selection import PlanAmendment, Selection, SelectionRequirement, SelectionStage

__all__ = [
    "Candidacy",
    "CareerRule",
    "ConflictDeclaration",
    "MentoringMeeting",
    "Mentorship",
    "MinutesSignature",
    "PanelDiscussion",
    "PanelMember",
    "PanelMinutes",
    "PanelScore",
    "PanelScoreChange",
    "PlanAmendment",
    "ProofCheckpoint",
    "ProofEvent",
    "ProofHead",
    "ProofSubscription",
    "Rubric",
    "RubricCriterion",
    "Selection",
    "SelectionPanel",
    "SelectionRequirement",
    "SelectionStage",
    "StageObjection",
    "StageResult",
]
