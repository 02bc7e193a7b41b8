"""Mentorships, selections, and the rules that an office sets."""

from careers.models.candidacy import Candidacy, StageObjection, StageResult
from careers.models.mentoring import MentoringMeeting, Mentorship
from careers.models.rule import CareerRule
from careers.models.selection import PlanAmendment, Selection, SelectionRequirement, SelectionStage

__all__ = [
    "Candidacy",
    "CareerRule",
    "MentoringMeeting",
    "Mentorship",
    "PlanAmendment",
    "Selection",
    "SelectionRequirement",
    "SelectionStage",
    "StageObjection",
    "StageResult",
]
