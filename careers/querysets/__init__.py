"""Reads, by noun."""

from careers.querysets.candidacy import CandidacyQuerySet, StageObjectionQuerySet, StageResultQuerySet
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
    "CandidacyQuerySet",
    "CareerRuleQuerySet",
    "ConflictDeclarationQuerySet",
    "MentoringMeetingQuerySet",
    "MentorshipQuerySet",
    "PanelMemberQuerySet",
    "PanelMinutesQuerySet",
    "PanelScoreQuerySet",
    "PlanAmendmentQuerySet",
    "ProofCheckpointQuerySet",
    "ProofEventQuerySet",
    "RubricQuerySet",
    "SelectionPanelQuerySet",
    "SelectionQuerySet",
    "SelectionStageQuerySet",
    "StageObjectionQuerySet",
    "StageResultQuerySet",
]
