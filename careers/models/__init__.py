"""Mentorships, selections, exams, and the rules that an office sets."""

from careers.models.candidacy import Candidacy, StageObjection, StageResult
from careers.models.exam import Blueprint, BlueprintLine, Item, ItemBank, ItemReview
from careers.models.mentoring import MentoringMeeting, Mentorship
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
    "Selection",
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
