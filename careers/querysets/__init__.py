"""Reads, by noun."""

from careers.querysets.batch import (
    BatchLineQuerySet,
    CareerBatchQuerySet,
)
from careers.querysets.candidacy import (
    CandidacyQuerySet,
    StageObjectionQuerySet,
    StageResultQuerySet,
)
from careers.querysets.exam import (
    AnswerQuerySet,
    BlueprintQuerySet,
    ItemBankQuerySet,
    ItemQuerySet,
    PaperItemQuerySet,
    SittingCandidateQuerySet,
    SittingQuerySet,
)
from careers.querysets.mentoring import (
    MatchRunQuerySet,
    MentoringAgreementQuerySet,
    MentoringMeetingQuerySet,
    MentoringTaskQuerySet,
    MentorOfferQuerySet,
    MentorshipQuerySet,
    MidwayCheckQuerySet,
)
from careers.querysets.panel import (
    ConflictDeclarationQuerySet,
    PanelMemberQuerySet,
    PanelMinutesQuerySet,
    PanelScoreQuerySet,
    RubricQuerySet,
    SelectionPanelQuerySet,
)
from careers.querysets.proof import (
    ProofCheckpointQuerySet,
    ProofEventQuerySet,
)
from careers.querysets.rule import (
    CareerRuleQuerySet,
)
from careers.querysets.selection import (
    PlanAmendmentQuerySet,
    SelectionQuerySet,
    SelectionStageQuerySet,
)
from careers.querysets.succession import (
    KeyPostQuerySet,
    PoolMemberQuerySet,
    SuccessorQuerySet,
)
from careers.querysets.talent import (
    TalentObjectionQuerySet,
    TalentPlacementQuerySet,
    TalentReviewQuerySet,
)

__all__ = [
    "AnswerQuerySet",
    "BatchLineQuerySet",
    "BlueprintQuerySet",
    "CandidacyQuerySet",
    "CareerBatchQuerySet",
    "CareerRuleQuerySet",
    "ConflictDeclarationQuerySet",
    "ItemBankQuerySet",
    "ItemQuerySet",
    "KeyPostQuerySet",
    "MatchRunQuerySet",
    "MentorOfferQuerySet",
    "MentoringAgreementQuerySet",
    "MentoringMeetingQuerySet",
    "MentoringTaskQuerySet",
    "MentorshipQuerySet",
    "MidwayCheckQuerySet",
    "PanelMemberQuerySet",
    "PanelMinutesQuerySet",
    "PanelScoreQuerySet",
    "PaperItemQuerySet",
    "PlanAmendmentQuerySet",
    "PoolMemberQuerySet",
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
    "SuccessorQuerySet",
    "TalentObjectionQuerySet",
    "TalentPlacementQuerySet",
    "TalentReviewQuerySet",
]
