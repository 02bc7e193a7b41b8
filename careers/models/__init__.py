"""Mentorships, and the rules that an office sets."""

from careers.models.mentor_match import MatchRun, ProposedPair
from careers.models.mentor_offer import MentorOffer
from careers.models.mentoring import Mentorship
from careers.models.mentoring_agreement import AgreementGoal, MentoringAgreement
from careers.models.mentoring_meeting import MentoringMeeting, MentoringTask
from careers.models.mentoring_review import MentorshipEvaluation, MidwayCheck
from careers.models.rule import CareerRule

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
]
