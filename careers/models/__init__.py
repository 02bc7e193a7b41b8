"""Mentorships, talent, succession, and the rules that an office sets."""

from careers.models.mentor_match import MatchRun, ProposedPair
from careers.models.mentor_offer import MentorOffer
from careers.models.mentoring import Mentorship
from careers.models.mentoring_agreement import AgreementGoal, MentoringAgreement
from careers.models.mentoring_meeting import MentoringMeeting, MentoringTask
from careers.models.mentoring_review import MentorshipEvaluation, MidwayCheck
"""Mentorships, batches, and the rules that an office sets."""

from careers.models.batch import BatchLine, BatchSignature, CareerBatch
from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.rule import CareerRule
from careers.models.succession import KeyPost, PoolMember, Successor
from careers.models.talent import FormerPlacement, TalentObjection, TalentPlacement, TalentReview

__all__ = [
    "AgreementGoal",
    "CareerRule",
    "MatchRun",
    "MentorOffer",
    "MentoringAgreement",
    "MentoringMeeting",
    "MentoringTask",
    "Mentorship",
    "MentorshipEvaluation",
    "MidwayCheck",
    "ProposedPair",
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
__all__ = ["BatchLine", "BatchSignature", "CareerBatch", "CareerRule", "MentoringMeeting", "Mentorship"]
"""Mentorships, selections, and the rules that an office sets."""
"""Mentorships, selections, exams, and the rules that an office sets."""

from careers.models.candidacy import Candidacy, StageObjection, StageResult
from careers.models.exam import Blueprint, BlueprintLine, Item, ItemBank, ItemReview
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
from careers.models.paper import Answer, DroppedItem, EssayMark, ItemStatistic, KeyedSheet, Paper, PaperItem
from careers.models.rule import CareerRule
from careers.models.selection import PlanAmendment, Selection, SelectionRequirement, SelectionStage
from careers.models.sitting import Sitting, SittingCandidate, SittingDuty, SittingRoom, TimeAdjustment

__all__ = [
    "Answer",
    "Blueprint",
    "BlueprintLine",
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
    "DroppedItem",
    "EssayMark",
    "Item",
    "ItemBank",
    "ItemReview",
    "ItemStatistic",
    "KeyedSheet",
    "MentoringMeeting",
    "Mentorship",
    "Paper",
    "PaperItem",
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
    "Sitting",
    "SittingCandidate",
    "SittingDuty",
    "SittingRoom",
    "StageObjection",
    "StageResult",
    "TimeAdjustment",
]
