"""Reads, by noun."""

from careers.querysets.mentoring import (
    MatchRunQuerySet,
    MentoringAgreementQuerySet,
    MentoringMeetingQuerySet,
    MentoringTaskQuerySet,
    MentorOfferQuerySet,
    MentorshipQuerySet,
    MidwayCheckQuerySet,
)
from careers.querysets.batch import BatchLineQuerySet, CareerBatchQuerySet
from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.rule import CareerRuleQuerySet
from careers.querysets.succession import KeyPostQuerySet, PoolMemberQuerySet, SuccessorQuerySet
from careers.querysets.talent import TalentObjectionQuerySet, TalentPlacementQuerySet, TalentReviewQuerySet

__all__ = [
    "CareerRuleQuerySet",
    "MatchRunQuerySet",
    "MentorOfferQuerySet",
    "MentoringAgreementQuerySet",
    "MentoringMeetingQuerySet",
    "MentoringTaskQuerySet",
    "MentorshipQuerySet",
    "MidwayCheckQuerySet",
    "KeyPostQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PoolMemberQuerySet",
    "SuccessorQuerySet",
    "TalentObjectionQuerySet",
    "TalentPlacementQuerySet",
    "TalentReviewQuerySet",
    "BatchLineQuerySet",
    "CareerBatchQuerySet",
    "CareerRuleQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
from careers.querysets.candidacy import CandidacyQuerySet, StageObjectionQuerySet, StageResultQuerySet
from careers.querysets.exam import (
    AnswerQuerySet,
    BlueprintQuerySet,
    ItemBankQuerySet,
    ItemQuerySet,
    PaperItemQuerySet,
    SittingCandidateQuerySet,
    SittingQuerySet,
)
from careers.querysets.mentoring import MentoringMeetingQuerySet, MentorshipQuerySet
from careers.querysets.panel import (
    ConflictDeclarationQuerySet,
    PanelMemberQuerySet,
    PanelMinutesQuerySet,
    PanelScoreQuerySet,
    RubricQuerySet,
    SelectionPanelQuerySet,
)
from careers.querysets.proof import ProofCheckpointQuerySet, ProofEventQuerySet
from careers.querysets.rule import CareerRuleQuerySet
from careers.querysets.selection import PlanAmendmentQuerySet, SelectionQuerySet, SelectionStageQuerySet

__all__ = [
    "AnswerQuerySet",
    "BlueprintQuerySet",
    "CandidacyQuerySet",
    "CareerRuleQuerySet",
    "ConflictDeclarationQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PanelMemberQuerySet",
    "PanelMinutesQuerySet",
    "PanelScoreQuerySet",
    "ItemBankQuerySet",
    "ItemQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PaperItemQuerySet",
    "PlanAmendmentQuerySet",
    "ProofCheckpointQuerySet",
    "ProofEventQuerySet",
    "RubricQuerySet",
    "SelectionPanelQuerySet",
    "SelectionQuerySet",
    "SelectionStageQuerySet",
    "SittingCandidateQuerySet",
    "SittingQuerySet",
    "StageObjectionQuerySet",
    "StageResultQuerySet",
]
