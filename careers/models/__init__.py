"""Careers, by noun."""

from careers.models.batch import (
    BatchLine,
    BatchSignature,
    CareerBatch,
)
from careers.models.candidacy import (
    Candidacy,
    StageObjection,
    StageResult,
)
from careers.models.exam import (
    Blueprint,
    BlueprintLine,
    Item,
    ItemBank,
    ItemReview,
)
from careers.models.mentor_match import (
    MatchRun,
    ProposedPair,
)
from careers.models.mentor_offer import (
    MentorOffer,
)
from careers.models.mentoring import (
    Mentorship,
)
from careers.models.mentoring_agreement import (
    AgreementGoal,
    MentoringAgreement,
)
from careers.models.mentoring_meeting import (
    MentoringMeeting,
    MentoringTask,
)
from careers.models.mentoring_review import (
    MentorshipEvaluation,
    MidwayCheck,
)
from careers.models.panel import (
    ConflictDeclaration,
    PanelMember,
    SelectionPanel,
)
from careers.models.panel_score import (
    MinutesSignature,
    ObjectionScore,
    PanelDiscussion,
    PanelMinutes,
    PanelScore,
    PanelScoreChange,
    Rubric,
    RubricCriterion,
)
from careers.models.paper import (
    Answer,
    DroppedItem,
    EssayMark,
    ItemStatistic,
    KeyedSheet,
    Paper,
    PaperItem,
)
from careers.models.proof import (
    ProofCheckpoint,
    ProofEvent,
    ProofHead,
    ProofSubscription,
)
from careers.models.rule import (
    CareerRule,
)
from careers.models.selection import (
    PlanAmendment,
    Selection,
    SelectionRequirement,
    SelectionStage,
)
from careers.models.sitting import (
    Sitting,
    SittingCandidate,
    SittingDuty,
    SittingRoom,
    TimeAdjustment,
)
from careers.models.succession import (
    KeyPost,
    PoolMember,
    Successor,
)
from careers.models.talent import (
    FormerPlacement,
    TalentObjection,
    TalentPlacement,
    TalentReview,
)

__all__ = [
    "AgreementGoal",
    "Answer",
    "BatchLine",
    "BatchSignature",
    "Blueprint",
    "BlueprintLine",
    "Candidacy",
    "CareerBatch",
    "CareerRule",
    "ConflictDeclaration",
    "DroppedItem",
    "EssayMark",
    "FormerPlacement",
    "Item",
    "ItemBank",
    "ItemReview",
    "ItemStatistic",
    "KeyPost",
    "KeyedSheet",
    "MatchRun",
    "MentorOffer",
    "MentoringAgreement",
    "MentoringMeeting",
    "MentoringTask",
    "Mentorship",
    "MentorshipEvaluation",
    "MidwayCheck",
    "MinutesSignature",
    "ObjectionScore",
    "PanelDiscussion",
    "PanelMember",
    "PanelMinutes",
    "PanelScore",
    "PanelScoreChange",
    "Paper",
    "PaperItem",
    "PlanAmendment",
    "PoolMember",
    "ProofCheckpoint",
    "ProofEvent",
    "ProofHead",
    "ProofSubscription",
    "ProposedPair",
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
    "Successor",
    "TalentObjection",
    "TalentPlacement",
    "TalentReview",
    "TimeAdjustment",
]
